"""How cost grows: with clinics that have nothing due, with history, with appointments that are kept.

What is measured comes before and after the store has grown, so each is a ratio to the bare script at that time.

python -m bench.growth
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Final

from bench.bare import BareScript
from bench.calls import answered, main, month
from bench.clinic import BenchClinic, bench_clinic
from bench.goals import said
from bench.measure import measure
from bench.practice import CLINIC, FIRST_START, MONTHLY, TIRELESS, busy_month, small_practice
from common import wiring
from common.domain.jobs import Queue
from common.store.keys import Keys, clinics_with_jobs

ROUNDS: Final = 30
IDLE_CLINICS: Final = 10_000
KEPT: Final = 10_000
MONTHS_OF_HISTORY: Final = 10
_DAY: Final = 86400
_CLINICS_WITH_JOBS: Final = clinics_with_jobs(Queue.REMINDERS)
_HANDS: Final = 16  # so that one wait for the disk serves many clinics

Run = Callable[[], object]
Grow = Callable[[BenchClinic], None]


def report(say: Callable[[str], None]) -> None:
    """Says what was found."""
    say("How cost grows\n")
    with bench_clinic() as clinic:
        slots, holds = main("open_slots"), clinic.holds
        _compare(say, clinic, "open_slots with ten times the history", lambda: answered(slots(month())), _add_history)
        _add_clinics(clinic, 10)
        tick = _tick(clinic)
        _compare(say, clinic, f"a tick among {IDLE_CLINICS:,} idle clinics instead of ten", tick, _add_idle_clinics)
        say(said("idle clinics that ticks have touched", _touched(clinic), at_most=0) + "\n")
        hold: Run = lambda: answered(main("book_slot")(next(holds)))  # noqa: E731
        _compare(say, clinic, f"book_slot with {KEPT:,} appointments kept", hold, _add_appointments)


def _compare(say: Callable[[str], None], clinic: BenchClinic, what: str, run: Run, grow: Grow) -> None:
    before = _ratio(clinic, run)
    grow(clinic)
    after = _ratio(clinic, run)
    say(f"{what}: {before:.2f} times the bare script before, {after:.2f} times after")
    say(said(what, after / before, at_most=2.0) + "\n")


def _ratio(clinic: BenchClinic, run: Run) -> float:
    return measure({"bare": BareScript(clinic.raw).run, "ours": run}, rounds=ROUNDS)[1].ratio


def _tick(clinic: BenchClinic) -> Run:
    """With one job to look at, of an appointment that is gone."""
    raw, keys, reminders = clinic.raw, Keys(CLINIC), main("reminders")

    def run() -> None:
        raw.zadd(keys.jobs(Queue.REMINDERS), {f"hold_expiry:apt_{0:020}:once": 1})
        raw.zadd(_CLINICS_WITH_JOBS, {CLINIC: 1})
        tally = reminders({}, None)["body"]
        assert tally["suppressed"] == 1, tally

    return run


def _touched(clinic: BenchClinic) -> int:
    """Being entered, leased from or put off leaves more than the one entry, of its start, that a clinic has."""
    trails = list(clinic.raw.scan_iter("c:{cln_idle*:audit", count=10_000))
    put_off = clinic.raw.zcount(_CLINICS_WITH_JOBS, "-inf", wiring.now() + 6 * _DAY)
    assert len(trails) == IDLE_CLINICS + 10
    return sum(int(clinic.raw.xlen(trail)) - 1 for trail in trails) + int(put_off)


def _add_idle_clinics(clinic: BenchClinic) -> None:
    _add_clinics(clinic, IDLE_CLINICS)


def _add_clinics(clinic: BenchClinic, number: int) -> None:
    """Each has something to do next week."""
    empty = replace(small_practice("cln_idle", wiring.now()), providers=(), types=())
    first = clinic.raw.zcard(_CLINICS_WITH_JOBS)
    ids = [f"cln_idle{first + one:06}" for one in range(number)]

    def add(clinic_id: str) -> None:
        named = replace(empty.clinic, id=clinic_id, slug=clinic_id.replace("_", "-"))
        clinic.add(replace(empty, clinic=named))

    with ThreadPoolExecutor(_HANDS) as hands:
        list(hands.map(add, ids))
    clinic.raw.zadd(_CLINICS_WITH_JOBS, dict.fromkeys(ids, wiring.now() + 7 * _DAY))


def _add_history(clinic: BenchClinic) -> None:
    """The same month, over and over, in the past."""
    pipe = clinic.raw.pipeline(transaction=False)
    for past in range(1, MONTHS_OF_HISTORY + 1):
        earlier = past * 35 * _DAY
        members = {f"{until - earlier}:0:apt_{past:04}{begins:016}": begins - earlier for begins, until in busy_month()}
        pipe.zadd(Keys(CLINIC).busy(MONTHLY), members)
    pipe.execute()


def _add_appointments(clinic: BenchClinic) -> None:
    """In the past of those who can be booked, with everything that is kept of a booked appointment."""
    keys, pipe = Keys(CLINIC), clinic.raw.pipeline(transaction=False)
    sample = clinic.raw.hgetall(next(clinic.raw.scan_iter(f"{keys.prefix}appointment:*", count=10_000)))
    for number in range(KEPT):
        appointment_id = f"apt_kept{number:016}"
        begins = FIRST_START - 30 * _DAY - (number // len(TIRELESS)) * 1800
        pipe.hset(keys.appointment(appointment_id), mapping={**sample, b"id": appointment_id, b"status": "booked"})
        pipe.zadd(keys.busy(TIRELESS[number % len(TIRELESS)]), {f"{begins + 1800}:0:{appointment_id}": begins})
    pipe.execute()


if __name__ == "__main__":
    out = sys.stdout
    report(lambda text: print(text, file=out, flush=True))
