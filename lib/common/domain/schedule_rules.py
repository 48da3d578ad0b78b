"""What a schedule must be before it is saved. Each refusal names the field and says what to do."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from common.domain.errors import InvalidFieldError
from common.domain.schedule import DateException, Schedule, Visit, WallRange
from common.domain.wall_clock import MINUTES_A_DAY, display_minute, is_zone

_GRID = 5
_LONGEST_HORIZON = 730


def validate_schedule(schedule: Schedule) -> None:
    """Raises InvalidFieldError; `weekly.1.0` is Tuesday's first range."""
    if not is_zone(schedule.zone):
        raise InvalidFieldError("zone", "Choose a time zone such as America/New_York.")
    if len(schedule.weekly) != 7:
        raise InvalidFieldError("weekly", "Give seven days, Monday first.")
    for number, day in enumerate(schedule.weekly):
        _require_hours(f"weekly.{number}", day)
    _require_exceptions(schedule.exceptions)
    _require_grid("step_minutes", schedule.step_minutes)
    _require_buffers(schedule.buffer_before_minutes, schedule.buffer_after_minutes, schedule.step_minutes)
    _require_window(schedule)


def validate_exception(exception: DateException, path: str = "") -> None:
    """Raises InvalidFieldError; `path` stands before the field's name."""
    if exception.last_day < exception.first_day:
        raise InvalidFieldError(f"{path}last_day", "Choose a last day on or after the first.")
    _require_range(f"{path}hours", exception.hours)


def validate_visit(visit: Visit) -> None:
    """Raises InvalidFieldError."""
    _require_grid("duration_minutes", visit.duration_minutes)
    _require_grid("step_minutes", visit.step_minutes)
    _require_buffers(visit.buffer_before_minutes, visit.buffer_after_minutes, visit.duration_minutes)


def _require_hours(field: str, day: Sequence[WallRange]) -> None:
    for number, hours in enumerate(day):
        _require_range(f"{field}.{number}", hours)
    for number, (first, second) in enumerate(pairwise(day), start=1):
        if second.start < first.start:
            raise InvalidFieldError(f"{field}.{number}", "Put the earlier hours first.")
        if second.start < first.end:
            raise InvalidFieldError(f"{field}.{number}", _how_to_part(first, second))


def _require_range(field: str, hours: WallRange) -> None:
    if not 0 <= hours.start < MINUTES_A_DAY:
        raise InvalidFieldError(field, "Start between 12:00 AM and 11:59 PM.")
    if not hours.start < hours.end <= MINUTES_A_DAY:
        raise InvalidFieldError(field, f"End after {display_minute(hours.start)}, by midnight.")


def _how_to_part(first: WallRange, second: WallRange) -> str:
    if first.end == MINUTES_A_DAY:  # nothing can start later than that
        return f"These hours overlap. End the first at {display_minute(second.start)} or earlier."
    return f"These hours overlap. Start the second at {display_minute(first.end)} or later."


def _require_exceptions(exceptions: Sequence[DateException]) -> None:
    seen: set[str] = set()
    for number, exception in enumerate(exceptions):
        if exception.id in seen:
            raise InvalidFieldError(f"exceptions.{number}.id", "Give each exception an id of its own.")
        seen.add(exception.id)
        validate_exception(exception, f"exceptions.{number}.")


def _require_grid(field: str, minutes: int) -> None:
    if minutes % _GRID or not _GRID <= minutes <= MINUTES_A_DAY:
        raise InvalidFieldError(field, "Use a multiple of 5 minutes, from 5 to 1440.")


def _require_buffers(before: int, after: int, visit: int) -> None:
    for field, minutes in (("buffer_before_minutes", before), ("buffer_after_minutes", after)):
        if minutes < 0:
            raise InvalidFieldError(field, "Use 0 minutes or more.")
    if before + visit + after > MINUTES_A_DAY:
        raise InvalidFieldError(
            "buffer_after_minutes", "A visit and the time kept free around it must fit into 24 hours."
        )


def _require_window(schedule: Schedule) -> None:
    if not 1 <= schedule.horizon_days <= _LONGEST_HORIZON:
        raise InvalidFieldError("horizon_days", f"Use 1 to {_LONGEST_HORIZON} days.")
    if not 0 <= schedule.minimum_notice_minutes < schedule.horizon_days * MINUTES_A_DAY:
        raise InvalidFieldError(
            "minimum_notice_minutes", "Let the latest booking be nearer to the visit than the earliest."
        )
