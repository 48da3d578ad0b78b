"""Death at any point at which something has just been written, in Valkey or at Stripe; and the world as it was."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import wraps
from typing import Any, Final
from urllib.parse import urlsplit

import pytest
import stripe

from common.actions import charge_card as charging
from common.domain.charges import Charge
from common.domain.ids import new_id
from common.domain.patients import Patient
from common.domain.payments import PaymentIntent
from common.store.valkey import Valkey
from tests import product as wired
from tests.money.till import Till

# What of Valkey writes. Calls that only read leave the same world before and after them.
_WRITES: Final = ("run", "run_making_jobs", "put_off", "announce", "put", "set_once")
_READING: Final = ("reads/", "plain/read_")


class KilledError(BaseException):
    """The process is gone: nothing that catches exceptions catches this one."""


@dataclass
class Reaper:
    """Counts the points of what is done while it watches, and kills at the one numbered `at`, or `after` a call of
    Stripe whose path ends so.

    Points are before the first call of a request, and after each call has taken effect and before anybody saw its
    answer, which is also before the next one: nothing happens in between.
    """

    at: int | None = None
    after: str | None = None
    step: int = 0
    steps: list[int] = field(default_factory=list)
    died: str = "nowhere"
    _is_awake: bool = False
    _is_first: bool = False
    _depth: int = 0

    def begin(self, at: int | None) -> None:
        """Anew; `steps` becomes the step that each point is in."""
        self.at, self.steps, self.died = at, [], "nowhere"

    @contextmanager
    def watching(self) -> Iterator[None]:
        """One request, or one tick."""
        self._is_awake = self._is_first = True
        try:
            yield
        finally:
            self._is_awake, self._depth = False, 0

    def meet(self, name: str, call: Callable[[], Any]) -> Any:
        if not self._is_awake or self._depth:
            return call()
        if self._is_first:
            self._is_first = False
            self._point(f"before {name}")
        self._depth += 1
        answer = call()
        self._depth -= 1
        self._point(f"after {name}")
        return answer

    def _point(self, name: str) -> None:
        self.steps.append(self.step)
        if self.at == len(self.steps) - 1 or (self.after and name.startswith("after") and name.endswith(self.after)):
            self.died = f"{name}, in step {self.step}"
            raise KilledError(name)


def let_in(reaper: Reaper, patch: pytest.MonkeyPatch) -> None:
    """From now on `reaper` meets every write to Valkey and every call of Stripe's library."""
    for name in _WRITES:
        _stand_before(Valkey, name, reaper, patch, _write_of)
    _stand_before(stripe.RequestsClient, "request", reaper, patch, _call_of)


def _stand_before(
    owner: type, name: str, reaper: Reaper, patch: pytest.MonkeyPatch, named: Callable[..., str | None]
) -> None:
    original = getattr(owner, name)

    @wraps(original)
    def met(*args: Any, **more: Any) -> Any:
        label = named(name, *args[1:])
        return original(*args, **more) if label is None else reaper.meet(label, lambda: original(*args, **more))

    patch.setattr(owner, name, met)


def _write_of(name: str, first: Any, *_: Any) -> str | None:
    if not name.startswith("run"):
        return name
    script: str = first.script.name
    return None if script.startswith(_READING) else script


def _call_of(_: str, method: str, url: str, *__: Any) -> str:
    return f"{method} {urlsplit(url).path}"


def forget_process() -> None:
    """A new process knows nothing of what the dead one did."""
    wired._forget()


def pay_anew_each_time(patch: pytest.MonkeyPatch) -> None:
    """What keeps a charge from being paid twice is gone: its one intent, which is looked for before another is made."""

    def made_anew(at: charging.Till, charge: Charge, patient: Patient) -> PaymentIntent:
        return at.processor.payments.create_payment(
            amount=charge.amount,
            customer_id=patient.customer_id or "",
            metadata={"clinic_id": at.clinic_id, "charge_id": charge.id},
            idempotency_key=new_id("key"),
            keep_card=False,
        )

    patch.setattr(charging, "intent_of", made_anew)


@dataclass(frozen=True)
class World:
    """All that outlives a process: what Valkey and Stripe have, and what time it is."""

    keys: list[tuple[bytes, int, bytes]]
    stripe: str
    now: datetime

    @staticmethod
    def of(till: Till) -> World:
        raw = till.product.raw
        keys = [(key, max(raw.pttl(key), 0), raw.dump(key)) for key in raw.scan_iter()]
        return World(keys, json.dumps(till.bank.server.account.state()), till.product.now)

    def come_back(self, till: Till) -> None:
        self.bring_keys_back(till)
        state, account = json.loads(self.stripe), till.bank.server.account
        account.objects, account.idempotent = state["objects"], state["idempotent"]
        till.product.now = self.now
        till.product.signed_in_at.clear()
        forget_process()

    def bring_keys_back(self, till: Till) -> None:
        """Our side alone."""
        pipe = till.product.raw.pipeline(transaction=False)
        pipe.flushall()
        for key, ttl, dumped in self.keys:
            pipe.restore(key, ttl, dumped)
        pipe.execute()
