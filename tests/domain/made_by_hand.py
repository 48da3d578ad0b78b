"""Schedules, visits and instants written the short way, for tests of time."""

from collections.abc import Mapping
from datetime import UTC, date, datetime

from common.domain.availability import DateException, Schedule, Visit, WallRange

NEW_YORK = "America/New_York"
LONG_AGO = int(datetime(2027, 1, 1, tzinfo=UTC).timestamp())


def utc(text: str) -> int:
    """`03-14T05:00` of 2027, as epoch seconds."""
    return int(datetime.fromisoformat(f"2027-{text}").replace(tzinfo=UTC).timestamp())


def hours(text: str) -> tuple[WallRange, ...]:
    """`9:00-12:00 13:00-17:00`."""
    return tuple(WallRange(*(_minute(end) for end in part.split("-"))) for part in text.split())


def schedule(
    week: str | Mapping[int, str],
    *exceptions: DateException,
    zone: str = NEW_YORK,
    step: int = 30,
    notice: int = 0,
    horizon: int = 365,
) -> Schedule:
    """The same hours on each day of the week, or some by weekday, Monday being 0."""
    days = dict.fromkeys(range(7), week) if isinstance(week, str) else week
    weekly = tuple(hours(days.get(day, "")) for day in range(7))
    return Schedule(zone, weekly, exceptions, step, 0, 0, notice, horizon)


def opened(first: date, text: str, last: date | None = None) -> DateException:
    return DateException("opened", "open", first, last or first, hours(text)[0])


def closed(first: date, text: str, last: date | None = None) -> DateException:
    return DateException("closed", "closed", first, last or first, hours(text)[0])


def visit(minutes: int, step: int = 30, before: int = 0, after: int = 0) -> Visit:
    return Visit(minutes, step, before, after)


def _minute(text: str) -> int:
    hour, minute = text.split(":")
    return int(hour) * 60 + int(minute)
