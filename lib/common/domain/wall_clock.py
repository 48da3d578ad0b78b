"""Wall clocks and instants: the one place where a zone's clock changes are understood.

A wall time means *the first instant at which a clock in the zone shows it or something later*. So a time
that the clock skips (02:30 on the night it goes forward) means the first instant after the gap, and a time
that it shows twice (01:30 on the night it goes back) means the first of the two. A range's start and end are
resolved separately, which makes a day 23, 24 or 25 hours long without anybody counting.

Instants are epoch seconds, wall times minutes since midnight (0..1440), days dates or their ordinals, zones
IANA names.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

MINUTE = 60
HOUR = 60 * MINUTE
DAY = 24 * HOUR
MINUTES_A_DAY = 1440
_DAYS_KEPT = 4096

_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_NOT_PLACES = ("posix", "right/", "localtime", "Factory")


def is_zone(name: str) -> bool:
    """Whether a clinic or a person may choose it. Asks for the one file: to list them all takes 100 ms."""
    if name.startswith(_NOT_PLACES):
        return False
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # OSError where the name is a folder's
        return False
    return True


def to_instant(day: date, minute: int, zone: str) -> int:
    """The first instant at which a clock in the zone shows this time or something later."""
    tz = ZoneInfo(zone)
    wall = datetime.combine(day, time()) + timedelta(minutes=minute)
    instant = _seconds(wall.replace(tzinfo=tz))
    skipped = datetime.fromtimestamp(instant, tz).replace(tzinfo=None) != wall
    return _end_of_gap(wall, tz) if skipped else instant


class Midnights(dict[int, int]):
    """When each day of a zone begins, by the day's ordinal; worked out when it is first asked for."""

    def __init__(self, zone: str) -> None:
        super().__init__()
        self.zone = zone

    def __missing__(self, day_ordinal: int) -> int:
        if len(self) >= _DAYS_KEPT:
            self.clear()
        begins = self[day_ordinal] = to_instant(date.fromordinal(day_ordinal), 0, self.zone)
        return begins


@cache
def midnights(zone: str) -> Midnights:
    """Kept, because the rules of a zone don't change while a process lives."""
    return Midnights(zone)


def local_day(instant: int, zone: str) -> date:
    return datetime.fromtimestamp(instant, ZoneInfo(zone)).date()


def day_end(instant: int, zone: str) -> int:
    """The midnight after it."""
    return midnights(zone)[local_day(instant, zone).toordinal() + 1]


def display_minute(minute: int) -> str:
    """`3:00 PM`."""
    hour, rest = divmod(minute % MINUTES_A_DAY, 60)
    return f"{(hour + 11) % 12 + 1}:{rest:02} {'AM' if hour < 12 else 'PM'}"


def display_day(day: date, *, with_year: bool = False) -> str:
    """`Tue, Mar 9`, or `Tue, Mar 9, 2027`."""
    year = f", {day.year}" if with_year else ""
    return f"{_WEEKDAYS[day.weekday()]}, {_MONTHS[day.month - 1]} {day.day}{year}"


def display_instant(instant: int, zone: str, *, with_year: bool = False) -> str:
    """`Tue, Mar 9, 3:00 PM EST`, or `Tue, Mar 9, 2027, 3:00 PM EST`."""
    wall = datetime.fromtimestamp(instant, ZoneInfo(zone))
    day = display_day(wall.date(), with_year=with_year)
    return f"{day}, {display_minute(wall.hour * 60 + wall.minute)} {_zone_label(wall)}"


def _zone_label(wall: datetime) -> str:
    """`EST`; places without letters of their own, Lord Howe for one, get `GMT+10:30`."""
    name = wall.tzname() or "UTC"
    if name[0] not in "+-":
        return name
    return f"GMT{name[:3]}:{name[3:]}" if len(name) > 3 else f"GMT{name}"


def _end_of_gap(wall: datetime, tz: ZoneInfo) -> int:
    """Python reads a skipped time with the offset from before the gap, or after it when `fold` is 1.
    The change lies between those two instants.
    """
    before, after = (_seconds(wall.replace(tzinfo=tz, fold=fold)) for fold in (1, 0))
    offset = datetime.fromtimestamp(after, tz).utcoffset()
    while after - before > 1:
        middle = (before + after) // 2
        if datetime.fromtimestamp(middle, tz).utcoffset() == offset:
            after = middle
        else:
            before = middle
    return after


def _seconds(moment: datetime) -> int:
    return int(moment.timestamp())
