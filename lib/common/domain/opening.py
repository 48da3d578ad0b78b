"""From hours on the wall to stretches of real time.

Each stretch remembers where its grid begins, because times that patients have been offered must not move when
the provider changes something beside them:

- Closing cuts a stretch and leaves its grid alone. 9:00-17:00 every half hour, closed 11:00-12:10, goes on at
  12:30, where it would have been anyway; a 12:10 would be a time nobody else's day has, and every later one
  would shift with it.
- Opening adds only what was closed, with a grid that begins where the added part begins: whoever opens
  17:10-18:10 means to be booked at 17:10. What was open before keeps its grid.
- Stretches that touch are one for the length of a visit (11:45 for an hour, when 12:00 was opened too),
  across midnight as well.
- Steps count elapsed time, so on the night the clock goes back 1:30 is offered twice, an hour apart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from common.domain.schedule import DateException, Interval, Schedule
from common.domain.wall_clock import DAY, midnights, to_instant

Stretch = tuple[int, int, int]
"""From, until, where its grid begins: in seconds, on the wall or since the epoch."""


def stretches(schedule: Schedule, first: int, last: int) -> list[Stretch]:
    """In epoch seconds, sorted and disjoint, of the days with these ordinals. Touching ones stay apart."""
    week = [[(hours.start * 60, hours.end * 60, hours.start * 60) for hours in day] for day in schedule.weekly]
    exceptions = _by_day(schedule.exceptions, first, last)
    found: list[Stretch] = []
    midnight = midnights(schedule.zone)
    next_day = midnight[first]
    for day in range(first, last + 1):
        begins, next_day = next_day, midnight[day + 1]
        hours = week[(day + 6) % 7]
        for exception in exceptions.get(day, ()):
            change = _open if exception.kind == "open" else _close
            hours = change(hours, exception.hours.start * 60, exception.hours.end * 60)
        if next_day - begins != DAY:
            found += _resolve(hours, day, schedule.zone)
            continue
        for opens, closes, grid in hours:  # a list for each day would take longer than the rest of the day
            found.append((begins + opens, begins + closes, begins + grid))
    return found


def open_intervals(schedule: Schedule, first_day: date, last_day: date) -> list[Interval]:
    """When the provider works, merged and sorted, on the days from first to last. Buffers play no part."""
    merged: list[Interval] = []
    for opens, closes, _ in stretches(schedule, first_day.toordinal(), last_day.toordinal()):
        if merged and merged[-1][1] == opens:
            merged[-1] = (merged[-1][0], closes)
        else:
            merged.append((opens, closes))
    return merged


def _by_day(exceptions: Iterable[DateException], first: int, last: int) -> dict[int, list[DateException]]:
    days: defaultdict[int, list[DateException]] = defaultdict(list)
    for exception in exceptions:
        ends = exception.last_day.toordinal()
        if ends < first:
            continue  # most of a long list is over
        for day in range(max(first, exception.first_day.toordinal()), min(last, ends) + 1):
            days[day].append(exception)
    return days


def _close(hours: list[Stretch], start: int, end: int) -> list[Stretch]:
    left: list[Stretch] = []
    for opens, closes, grid in hours:
        if opens < start:
            left.append((opens, min(closes, start), grid))
        if closes > end:
            left.append((max(opens, end), closes, grid))
    return left


def _open(hours: list[Stretch], start: int, end: int) -> list[Stretch]:
    added: list[Stretch] = []
    for opens, closes, _ in hours:
        if start < min(opens, end):
            added.append((start, min(opens, end), start))
        start = max(start, closes)
    if start < end:
        added.append((start, end, start))
    return sorted(hours + added)


def _resolve(hours: list[Stretch], day_ordinal: int, zone: str) -> list[Stretch]:
    """The slow way, for a day whose clock changes. Hours that the clock skips leave nothing."""
    day = date.fromordinal(day_ordinal)
    resolved = [
        (to_instant(day, opens // 60, zone), to_instant(day, closes // 60, zone), to_instant(day, grid // 60, zone))
        for opens, closes, grid in hours
    ]
    return [stretch for stretch in resolved if stretch[0] < stretch[1]]
