"""Five hundred people who want one time: one gets it.

With the script alone, where everybody is a patient of their own, and with `book_slot`, whose losers are also told
which times are free near the one they wanted.

python -m bench.one_slot
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from statistics import median
from time import perf_counter
from typing import Any, Final

import redis

from bench.bare import BareScript, Words
from bench.booking_script import Recorded
from bench.calls import Event, answered, hold, main
from bench.clinic import BenchClinic, bench_clinic
from bench.goals import said
from bench.practice import FIRST_START, SLOT_SECONDS, TIRELESS
from common.store import scripts

CALLS: Final = 500
CLIENTS: Final = 16
ROUNDS: Final = 7


def report(say: Callable[[str], None]) -> None:
    """Says what was found."""
    say(f"{CALLS} who want one time, {CLIENTS} at once\n")
    with bench_clinic() as clinic, ThreadPoolExecutor(CLIENTS) as pool:
        rush = _Rush(clinic, pool)
        rounds = [(rush.bare(), *rush.script(number), *rush.function(number)) for number in range(ROUNDS)]
    bare, script, script_winners, function, function_winners = zip(*rounds, strict=True)
    times = {"bare script": bare, "the booking script": script, "book_slot in process": function}
    say("  ".join(f"{name} {median(found) * 1e3:.0f} ms" for name, found in times.items()))
    say(said("most winners of a round, script", max(script_winners), at_most=1))
    say(said("most winners of a round, book_slot", max(function_winners), at_most=1))
    ratios = [ours / floor for ours, floor in zip(script, bare, strict=True)]
    say(said("all answered, script to bare script", median(ratios), at_most=1.5) + "\n")


class _Rush:
    """Seconds until all are answered, and how many of them got the time."""

    def __init__(self, clinic: BenchClinic, pool: ThreadPoolExecutor) -> None:
        self._clinic = clinic
        self._pool = pool
        self._bare = BareScript(clinic.raw)
        self._recorded = Recorded.of(clinic)
        self._sha = clinic.raw.script_load(scripts.load("changes/hold_slot").source)
        self._numbers = count()

    def bare(self) -> float:
        return self._timed(lambda _: self._bare.run(), range(CALLS))[0]

    def script(self, slot: int) -> tuple[float, int]:
        """Odd slots are the function's."""
        wanted = [self._recorded.words(next(self._numbers), 2 * slot * len(TIRELESS)) for _ in range(CALLS)]
        seconds, won = self._timed(self._books, wanted)
        return seconds, sum(won)

    def function(self, slot: int) -> tuple[float, int]:
        tokens = list(self._clinic.patients)
        starts_at = FIRST_START + (2 * slot + 1) * SLOT_SECONDS
        wanted = [hold(tokens[call % len(tokens)], TIRELESS[0], starts_at) for call in range(CALLS)]
        seconds, answers = self._timed(main("book_slot"), wanted)
        self._clinic.forget_holds()
        return seconds, len(_held(answers))

    def _books(self, words: Words) -> bool:
        try:
            self._clinic.raw.evalsha(self._sha, *words)
        except redis.ResponseError as error:
            if "SLOT_TAKEN" not in str(error):
                raise
            return False
        return True

    def _timed(self, call: Callable[[Any], Any], wanted: Sequence[Any]) -> tuple[float, list[Any]]:
        begun = perf_counter()
        answers = list(self._pool.map(call, wanted))
        return perf_counter() - begun, answers


def _held(answers: Sequence[Event]) -> set[str]:
    """Each patient asks five times, and the one who holds the time is told of the same hold each time."""
    assert {answer["statusCode"] for answer in answers} == {200, 409}
    return {answered(answer)["appointment_id"] for answer in answers if answer["statusCode"] == 200}


if __name__ == "__main__":
    out = sys.stdout
    report(lambda text: print(text, file=out, flush=True))
