"""Contestants measured side by side in one run.

On shared, noisy cores an absolute time means little, so everybody runs in every round, in a new order each time,
and ratios are taken within a round before their median is taken over all rounds.
"""

from __future__ import annotations

import gc
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median, quantiles
from time import perf_counter, thread_time

Contestants = Mapping[str, Callable[[], object]]
"""What is run, by the name it is shown under. The first is the floor that the others are compared with."""


@dataclass(frozen=True, slots=True)
class Result:
    """Seconds for one call: the median, and the quartiles around it. `ratio` is to the floor, as is its spread."""

    name: str
    seconds: float
    spread: tuple[float, float]
    ratio: float
    ratio_spread: tuple[float, float]


def measure(
    contestants: Contestants,
    *,
    rounds: int = 60,
    sample_seconds: float = 0.01,
    waits: bool = True,
    clock: Callable[[], float] | None = None,
) -> list[Result]:
    """Each round calls each contestant as often as fills `sample_seconds`, at least once.

    For work that never `waits`, for disk, network or another process, the thread's own time is counted: what
    else runs on the machine disturbs it less. `clock` is for what neither of these clocks can time.
    """
    clock = clock or (perf_counter if waits else thread_time)
    repeats = {name: _repeats(run, sample_seconds, clock) for name, run in contestants.items()}
    samples: dict[str, list[float]] = {name: [] for name in contestants}
    order, shuffle = list(contestants), random.Random(1).shuffle
    for _ in range(rounds):
        shuffle(order)
        for name in order:
            samples[name].append(_seconds_a_call(contestants[name], repeats[name], clock))
    floor = samples[next(iter(contestants))]
    return [_result(name, times, floor) for name, times in samples.items()]


def table(results: Sequence[Result]) -> str:
    """Columns as wide as what stands in them; times in the unit that suits each."""
    rows = [("", "median", "quartiles", "ratio", "quartiles")]
    for found in results:
        times = f"{_time(found.spread[0])} to {_time(found.spread[1])}"
        ratios = f"{found.ratio_spread[0]:.2f} to {found.ratio_spread[1]:.2f}"
        rows.append((found.name, _time(found.seconds), times, f"{found.ratio:.2f} x", ratios))
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = [[row[0].ljust(widths[0]), *map(str.rjust, row[1:], widths[1:])] for row in rows]
    return "\n".join("  ".join(line).rstrip() for line in lines)


def _seconds_a_call(run: Callable[[], object], repeats: int, clock: Callable[[], float]) -> float:
    gc.collect()
    gc.disable()  # one contestant's garbage isn't another's time
    try:
        begun = clock()
        for _ in range(repeats):
            run()
        return (clock() - begun) / repeats
    finally:
        gc.enable()


def _repeats(run: Callable[[], object], sample_seconds: float, clock: Callable[[], float]) -> int:
    run()  # what is made once and kept isn't part of a call
    return max(1, round(sample_seconds / _seconds_a_call(run, 3, clock)))


def _result(name: str, times: Sequence[float], floor: Sequence[float]) -> Result:
    ratios = [time / base for time, base in zip(times, floor, strict=True)]
    return Result(name, median(times), _quartiles(times), median(ratios), _quartiles(ratios))


def _quartiles(values: Sequence[float]) -> tuple[float, float]:
    low, _, high = quantiles(values, n=4)
    return low, high


def _time(seconds: float) -> str:
    return f"{seconds * 1e3:.2f} ms" if seconds >= 1e-3 else f"{seconds * 1e6:.0f} µs"
