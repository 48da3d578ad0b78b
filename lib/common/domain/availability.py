"""Which times can be booked: open hours, less what is busy, within notice and horizon."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from common.domain.opening import Stretch, open_intervals, stretches
from common.domain.schedule import DateException, Interval, Schedule, Visit, WallRange
from common.domain.schedule_rules import validate_exception, validate_schedule, validate_visit
from common.domain.wall_clock import DAY, MINUTE, local_day, midnights

__all__ = [
    "DateException",
    "Interval",
    "Schedule",
    "Visit",
    "WallRange",
    "free_starts",
    "is_free",
    "open_intervals",
    "validate_exception",
    "validate_schedule",
    "validate_visit",
]

_DAYS_A_VISIT_REACHES = 2  # 24 elapsed hours from 23:55 end two dates on, when a day between has 23 hours

_NEVER = (1 << 62, 1 << 62)


def free_starts(  # noqa: PLR0913, PLR0917  # six things decide it, and every caller has them apart
    schedule: Schedule, visit: Visit, busy: Sequence[Interval], first_day: date, last_day: date, now: int
) -> list[int]:
    """Every start that can be booked on these days, in epoch seconds, sorted.

    A start is on its stretch's grid (see opening.py); the visit lies inside hours that are open without a
    break, and with its buffers meets nothing that is busy; it is far enough ahead of `now`, and near enough.
    `busy` is sorted by its beginnings, may overlap itself, and has the buffers of those visits inside.
    """
    today = local_day(now, schedule.zone).toordinal()
    first = max(today, first_day.toordinal())
    last = min(today + schedule.horizon_days, last_day.toordinal())
    if first > last:
        return []
    asked = stretches(schedule, first, last)
    earliest = now + schedule.minimum_notice_minutes * MINUTE
    return _sweep(asked, _open_until(asked, schedule, last), visit, busy, earliest)


def is_free(schedule: Schedule, visit: Visit, busy: Sequence[Interval], starts_at: int, now: int) -> bool:
    """Whether `free_starts` of that day has this start."""
    if not now <= starts_at < now + (schedule.horizon_days + 2) * DAY:
        return False  # also keeps instants that no calendar has from reaching one
    day = local_day(starts_at, schedule.zone)
    return starts_at in free_starts(schedule, visit, busy, day, day, now)


def _open_until(asked: list[Stretch], schedule: Schedule, last: int) -> list[int]:
    """For each stretch, when the open time that it belongs to ends: touching stretches are one."""
    hours = asked
    if asked and asked[-1][1] == midnights(schedule.zone)[last + 1]:
        hours = asked + stretches(schedule, last + 1, last + _DAYS_A_VISIT_REACHES)
    ends: list[int] = []
    end, next_opens = 0, None
    for opens, closes, _ in reversed(hours):
        if closes != next_opens:
            end = closes
        ends.append(end)
        next_opens = opens
    ends.reverse()
    return ends


def _sweep(
    asked: Sequence[Stretch], ends: Sequence[int], visit: Visit, busy: Iterable[Interval], low: int
) -> list[int]:
    """One pass over stretches and busy times together; what lies between two busy times is one range.

    `low` is the earliest instant at which a visit may begin. It only ever grows.
    """
    step = visit.step_minutes * MINUTE
    duration = visit.duration_minutes * MINUTE
    before = visit.buffer_before_minutes * MINUTE
    room = duration + visit.buffer_after_minutes * MINUTE
    blocks = [(begins - room, until + before) for begins, until in busy]  # no start between the two
    blocks.append(_NEVER)
    coming = iter(blocks)
    last, resume = next(coming)
    starts: list[int] = []
    for (opens, closes, grid), end in zip(asked, ends, strict=False):
        if low < opens:  # noqa: PLR1730  # as below
            low = opens
        latest = end - duration
        if latest >= closes:
            latest = closes - 1
        while last < latest:
            if low <= last:
                starts += range(low + (grid - low) % step, last + 1, step)
            if low < resume:  # noqa: PLR1730  # max() would take a third of the whole sweep
                low = resume
            last, resume = next(coming)
        if low <= latest:
            starts += range(low + (grid - low) % step, latest + 1, step)
    return starts
