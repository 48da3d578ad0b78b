"""The booking script, with its check for overlap, its audit entry, its job and its idempotency record, against four
bare writes: bookings a second through redis-py, every one on disk before it is acknowledged.

python -m bench.booking_script
"""

from __future__ import annotations

import json
import multiprocessing
import random
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import count
from statistics import median, quantiles
from threading import Thread
from time import perf_counter
from typing import TYPE_CHECKING, Any, Final

import redis
from typing_extensions import override

from bench.bare import SCRIPT, Words, bare_words
from bench.clinic import BenchClinic, bench_clinic
from bench.goals import said
from bench.practice import CLINIC, FIRST_START, SLOT_SECONDS, TIRELESS, TYPE, measured_practice
from common import wiring
from common.domain.admission import Attempt
from common.domain.appointments import HOLD_SECONDS
from common.domain.drafts import HoldDraft
from common.domain.jobs import Queue
from common.domain.patients import Consents, Patient
from common.domain.scope import Role, Scope
from common.store import scripts
from common.store.appointments import ValkeyAppointments
from common.store.keys import Keys
from common.store.scoped import Scoped
from common.store.valkey import Command, Valkey
from local.demo.people import PATIENTS

if TYPE_CHECKING:
    from multiprocessing.pool import Pool

CLIENTS: Final = (1, 16, 64)
PROCESSES: Final = 2  # one would be busy with itself before Valkey is, and the machine has two cores
ROUNDS: Final = 9
BOOKINGS: Final = 800  # a round; a client alone makes a quarter of them
GOAL: Final = 0.70

Make = Callable[[int], Words]


def report(say: Callable[[str], None]) -> None:
    """Says what was found."""
    say("Bookings a second through redis-py, each on disk before it is acknowledged\n")
    with bench_clinic() as clinic, _processes() as pool:
        contestants: dict[str, tuple[str, Make]] = {
            "bare": (SCRIPT, bare_words),
            "full": (scripts.load("changes/hold_slot").source, Recorded.of(clinic).words),
        }
        for clients in CLIENTS:
            say(_line(clients, _rates(pool, clinic.server.url, contestants, clients)))


@dataclass
class Recorded(Valkey):
    """What the store would send, taken down instead of sent."""

    scoped: Scoped
    draft: HoldDraft
    taken: list[Command] = field(default_factory=list)

    @classmethod
    def of(cls, clinic: BenchClinic) -> Recorded:
        practice = replace(measured_practice(wiring.now()), version=1)
        patient = Patient("pat_", 1, PATIENTS[0], Consents(1, 1), None, ())
        kind = practice.get_type(TYPE)
        draft = HoldDraft(
            provider=practice.providers[0],
            kind=kind,
            practice=practice,
            patient=patient,
            starts_at=FIRST_START,
            expires_at=wiring.now() + HOLD_SECONDS,
            deposit_minor=0,
            needs_card=True,
        )
        wrapped = clinic.raw.hget(Keys(CLINIC).practice, "data_key")
        clinic_key = wiring.door().root_keys.unwrap(CLINIC, wrapped)
        scope = Scope(CLINIC, "k" * 28, Role.PATIENT, "book_slot", "0" * 32)
        scoped = Scoped(clinic.valkey, Keys(CLINIC), clinic_key, scope, Attempt("", "0" * 64), wiring.now())
        return cls(scoped, draft)

    @override
    def run_making_jobs(self, command: Command, clinic_id: str, due: Mapping[Queue, int]) -> bytes:
        self.taken.append(command)
        return json.dumps({"appointment_id": "apt", "booked_at": 0, "expires_at": 0}).encode()

    def words(self, number: int, slot: int | None = None) -> Words:
        """The booking of that number, at the time of that number too, or of `slot`; its patient and key are its own."""
        slot = number if slot is None else slot
        patient_id = f"pat_{number:020}"
        draft = replace(
            self.draft,
            provider=self.draft.practice.providers[slot % len(TIRELESS)],
            patient=replace(self.draft.patient, id=patient_id),
            starts_at=FIRST_START + slot // len(TIRELESS) * SLOT_SECONDS,
        )
        scope = replace(self.scoped.scope, patient_id=patient_id)
        attempt = replace(self.scoped.attempt, key=f"{number:032}")
        ValkeyAppointments(replace(self.scoped, valkey=self, scope=scope, attempt=attempt)).hold(draft)
        return self.taken.pop().words


def _rates(pool: Pool, url: str, contestants: dict[str, tuple[str, Make]], clients: int) -> dict[str, list[float]]:
    rates: dict[str, list[float]] = {name: [] for name in contestants}
    bookings = BOOKINGS if clients > 1 else BOOKINGS // 4
    order, shuffle = list(contestants), random.Random(1).shuffle
    for _ in range(ROUNDS):
        shuffle(order)
        for name in order:
            source, make = contestants[name]
            work = [make(next(_NUMBERS)) for _ in range(bookings)]
            rates[name].append(_rate(pool, url, source, work, clients))
    return rates


def _rate(pool: Pool, url: str, source: str, work: Sequence[Words], clients: int) -> float:
    processes = min(PROCESSES, clients)
    shares = [(url, source, work[n::processes], clients // processes, processes) for n in range(processes)]
    times = pool.starmap(_spend, shares, chunksize=1)
    return len(work) / (max(ended for _, ended in times) - min(began for began, _ in times))


def _spend(url: str, source: str, work: Sequence[Words], threads: int, processes: int) -> tuple[float, float]:
    """In a process of its own. `perf_counter` is one clock for all of them."""
    clients = [redis.Redis.from_url(url) for _ in range(threads)]
    sha = clients[0].script_load(source)
    for client in clients:
        client.ping()  # connects
    hands = [Thread(target=_call, args=(client, sha, work[n::threads])) for n, client in enumerate(clients)]
    if processes > 1:
        _BARRIER.wait(60)
    began = perf_counter()
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()
    return began, perf_counter()


def _call(client: Any, sha: str, work: Sequence[Words]) -> None:
    for words in work:
        client.evalsha(sha, *words)


def _processes() -> Pool:
    context = multiprocessing.get_context("fork")
    return context.Pool(PROCESSES, _share, (context.Barrier(PROCESSES),))


def _share(barrier: Any) -> None:
    global _BARRIER  # noqa: PLW0603  # a process of the pool is given it once
    _BARRIER = barrier


_BARRIER: Any = None
_NUMBERS: Final = count()


def _line(clients: int, rates: dict[str, list[float]]) -> str:
    ratios = [full / bare for full, bare in zip(rates["full"], rates["bare"], strict=True)]
    low, middle, high = quantiles(ratios, n=4)
    shown = "  ".join(f"{name} {median(found):,.0f}" for name, found in rates.items())
    verdict = said("the full script's share of the bare one's", middle, at_least=GOAL)
    return f"{clients:2} clients: {shown}  quartiles {low:.2f} to {high:.2f}\n{verdict}\n"


if __name__ == "__main__":
    out = sys.stdout
    report(lambda text: print(text, file=out, flush=True))
