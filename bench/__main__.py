"""Every benchmark, one after the other: `make bench`. Ratios within a run mean something, times don't."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from typing import Final

from bench import booking_script, cold_start, growth, in_process, month_of_slots, one_slot, over_http
from bench.goals import Goal
from bench.measure import measure, table

Say = Callable[[str], None]


def _month(say: Say) -> None:
    found = measure(month_of_slots.CONTESTANTS, waits=False)
    say("A month of slots, in process\n\n" + table(found))
    for name in ("Calendersome, blocks ready made", "Calendersome"):  # as the floors have them, and as the product does
        say(Goal(name, 2.5).verdict(found))
    say("")


REPORTS: Final[dict[str, Callable[[Say], None]]] = {
    "month_of_slots": _month,
    "booking_script": booking_script.report,
    "in_process": in_process.report,
    "over_http": over_http.report,
    "one_slot": one_slot.report,
    "growth": growth.report,
    "cold_start": cold_start.report,
}


def main() -> None:
    """All, or those that are named. Fails where a benchmark can't run, not where a goal is missed."""
    say = partial(print, file=sys.stdout, flush=True)  # bound now: what is measured has its own output put aside
    for name in sys.argv[1:] or REPORTS:
        REPORTS[name](say)


if __name__ == "__main__":
    main()
