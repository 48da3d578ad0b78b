"""A clinic to measure in: the real functions over a real Valkey that has every acknowledged write on disk."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, redirect_stdout
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import redis

from bench.calls import ORIGIN, Event, answered, holds, main, sign_up
from bench.practice import CLINIC, MONTHLY, busy_month, measured_practice
from bench.tokens import PROJECT, Signer
from common import wiring
from common.domain.admission import Attempt
from common.domain.clinic import Practice
from common.domain.scope import Membership, Role
from common.store.clinics import ValkeyClinicRegister
from common.store.door import Limits
from common.store.keys import Keys
from common.store.valkey import Valkey
from local.environment import Addresses, Secrets, function_settings
from local.valkey import Valkey as ValkeyServer

PATIENTS = 100  # fewer than the tokens that a container remembers


@dataclass(frozen=True)
class BenchClinic:
    """`environment` is what the functions are told."""

    server: ValkeyServer
    environment: Mapping[str, str]
    signer: Signer

    @cached_property
    def raw(self) -> Any:
        """For floors, and for what is laid out beforehand."""
        return redis.Redis.from_url(self.server.url)

    @property
    def valkey(self) -> Valkey:
        """The one that the functions use, which counts its round trips."""
        return wiring.door().valkey

    @cached_property
    def patients(self) -> dict[str, str]:
        """Patient ids of people who have signed up, by their tokens."""
        tokens = [self.signer.token(f"patient{number:021}") for number in range(PATIENTS)]
        return {token: answered(main("sign_up")(sign_up(token)))["patient_id"] for token in tokens}

    @cached_property
    def holds(self) -> Iterator[Event]:
        """See `bench.calls.holds`."""
        return holds(list(self.patients), self.forget_holds)

    def forget_holds(self) -> None:
        """Nobody holds a time; the times stay taken."""
        self.raw.delete(*[Keys(CLINIC).hold(patient_id) for patient_id in self.patients.values()])

    def add(self, practice: Practice) -> None:
        """Straight through the register."""
        door, clinic_id = wiring.door(), practice.clinic.id
        attempt = Attempt(clinic_id, "0" * 64)
        register = ValkeyClinicRegister(door.valkey, door.root_keys, "owner", uuid.uuid4().hex, attempt, wiring.now())
        register.add(practice, {"owner": Membership(frozenset({Role.OWNER}))})


@contextmanager
def bench_clinic() -> Iterator[BenchClinic]:
    """Starts everything, wires this process's functions to it, and stops it. Their log lines go nowhere."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory()))
        server = stack.enter_context(ValkeyServer(folder))
        signer = stack.enter_context(Signer.started(folder))
        clinic = BenchClinic(server, _environment(server.url), signer)
        os.environ.update({**clinic.environment, **signer.environment})
        for made in (wiring.core, wiring.door, wiring.identity, wiring.pseudonyms, wiring.processor):
            made.cache_clear()
        wiring.door().limits = Limits(caller=10**9, clinic=10**9)
        clinic.add(measured_practice(wiring.now()))
        members = {f"{until}:0:apt_{number:020}": begins for number, (begins, until) in enumerate(busy_month())}
        clinic.raw.zadd(Keys(CLINIC).busy(MONTHLY), members)
        stack.enter_context(redirect_stdout(stack.enter_context(Path(os.devnull).open("w"))))
        yield clinic


def _environment(url: str) -> dict[str, str]:
    addresses = Addresses(valkey=url, auth="", stripe="http://127.0.0.1:1", site=(ORIGIN,))
    return function_settings(addresses, Secrets.new(), "test") | {"FIREBASE_PROJECT_ID": PROJECT}
