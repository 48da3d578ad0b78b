"""`book_slot` and `open_slots` called in this process, against the least that such a call has to do.

python -m bench.in_process
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import Any
from unittest.mock import patch

from bench.bare import BareScript
from bench.calls import answered, main, month
from bench.clinic import BenchClinic, bench_clinic
from bench.goals import Goal, said
from bench.measure import Result, measure, table
from bench.month_of_slots import calendersome
from bench.tokens import PROJECT
from common import wiring
from common.integrations.firebase.identity import FirebaseIdentity

BOOKING = "book_slot, its token remembered"
Report = Callable[[str], None]


def report(say: Report) -> None:
    with bench_clinic() as clinic:
        say("A time held, from the platform's event to its answer, in process\n")
        found = measure(_booking(clinic), rounds=30, sample_seconds=0.05)
        say(table(found) + "\n" + Goal(BOOKING, 2.0).verdict(found) + "\n")
        say("A token verified\n\n" + table(measure(_verifying(clinic), rounds=30, waits=False)) + "\n")
        say("A month of slots, from the platform's event to its answer, in process\n")
        say(table(_month(clinic)) + "\n")
        say("Round trips to Valkey\n")
        say("\n".join(_trips(clinic)) + "\n")


def _booking(clinic: BenchClinic) -> dict[str, Callable[[], object]]:
    bare, holds, book_slot = BareScript(clinic.raw), clinic.holds, main("book_slot")
    forgetful = FirebaseIdentity(PROJECT)  # apart, so that the other contestant's tokens stay remembered

    def remembered() -> None:
        answered(book_slot(next(holds)))

    def new() -> None:
        forgetful._remembered.cache_clear()  # noqa: SLF001  # as in a container that sees them first
        with patch.object(wiring, "identity", lambda: forgetful):
            answered(book_slot(next(holds)))

    return {"redis-py calls the bare script": bare.run, BOOKING: remembered, "book_slot, its token new": new}


def _verifying(clinic: BenchClinic) -> dict[str, Callable[[], object]]:
    token, unsigned = next(iter(clinic.patients)), clinic.signer.unsigned_token("patient")
    identity, emulated = wiring.identity(), FirebaseIdentity(PROJECT, emulated=True)

    def verify_unsigned() -> None:
        with patch.dict(os.environ, {"FIREBASE_AUTH_EMULATOR_HOST": "127.0.0.1:1"}):  # never called
            emulated._verified(unsigned)  # noqa: SLF001  # past what is remembered

    return {
        "remembered": lambda: identity.verify(token),
        "unsigned, as the emulator's": verify_unsigned,
        "RS256, seen first": lambda: identity._verified(token),  # noqa: SLF001
    }


def _month(clinic: BenchClinic) -> list[Result]:
    open_slots, asked, raw = main("open_slots"), month(), clinic.raw
    contestants: dict[str, Callable[[], object]] = {
        "redis-py gets a string, and the month is worked out": lambda: (raw.get("nothing"), calendersome()),
        "open_slots": lambda: answered(open_slots(asked)),
    }
    return measure(contestants, rounds=30, sample_seconds=0.05)


def _trips(clinic: BenchClinic) -> list[str]:
    calls: dict[str, Any] = {"book_slot": next(clinic.holds), "open_slots": month()}
    lines = []
    for name, event in calls.items():
        before = clinic.valkey.trips
        answered(main(name)(event))
        lines.append(said(name, clinic.valkey.trips - before, at_most=2))
    return lines


if __name__ == "__main__":
    out = sys.stdout
    report(lambda text: print(text, file=out, flush=True))
