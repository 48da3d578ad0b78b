"""Availability against an oracle that is slow and obvious: it asks the zone about every five minutes.

The oracle shares no code with what it checks. It knows a wall time by its definition, the first instant that
shows it or something later, and paints each day's hours five minutes at a time.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from common.domain.availability import (
    DateException,
    Interval,
    Schedule,
    Visit,
    WallRange,
    free_starts,
    is_free,
    open_intervals,
)

FIVE = 300
Question = tuple[Schedule, Visit, list[Interval], date, date, int]

# Three days around a clock change, and three without one.
PLACES = [
    ("America/New_York", date(2027, 3, 13)),
    ("America/New_York", date(2027, 11, 6)),
    ("Europe/London", date(2027, 3, 27)),
    ("Europe/London", date(2027, 10, 30)),
    ("Australia/Lord_Howe", date(2027, 4, 3)),
    ("Australia/Lord_Howe", date(2027, 10, 2)),
    ("Asia/Beirut", date(2027, 3, 27)),
    ("America/Scoresbysund", date(2027, 10, 30)),
    ("Asia/Kolkata", date(2027, 3, 13)),
]


@cache
def clock(zone: str, first: date) -> list[tuple[int, datetime]]:
    """Every fifth minute around those days, with what a clock on the wall shows."""
    noon = int(datetime(first.year, first.month, first.day, 12, tzinfo=UTC).timestamp())
    tz = ZoneInfo(zone)
    span = range(noon - 3 * 86400, noon + 8 * 86400, FIVE)
    return [(instant, datetime.fromtimestamp(instant, tz).replace(tzinfo=None)) for instant in span]


@cache
def resolve(zone: str, first: date, day: date, minute: int) -> int:
    wall = datetime(day.year, day.month, day.day) + timedelta(minutes=minute)  # noqa: DTZ001  # a wall has no zone
    return next(instant for instant, shown in clock(zone, first) if shown >= wall)


def painted(schedule: Schedule, day: date) -> dict[int, int]:
    """Each open five minutes of a day, and the minute at which their grid begins."""
    grid = {m: r.start for r in schedule.weekly[day.weekday()] for m in range(r.start, r.end, 5)}
    for exception in schedule.exceptions:
        if not exception.first_day <= day <= exception.last_day:
            continue
        begins: int | None = None
        for minute in range(exception.hours.start, exception.hours.end, 5):
            if exception.kind == "closed":
                grid.pop(minute, None)
            elif minute in grid:
                begins = None
            else:
                begins = minute if begins is None else begins
                grid[minute] = begins
    return grid


def open_cells(schedule: Schedule, first: date, day: date) -> Iterator[tuple[int, int]]:
    """Each open five minutes of real time, and the instant at which their grid begins."""
    for minute, begins in painted(schedule, day).items():
        until = resolve(schedule.zone, first, day, minute + 5)
        for instant in range(resolve(schedule.zone, first, day, minute), until, FIVE):
            yield instant, resolve(schedule.zone, first, day, begins)


def oracle(question: Question) -> list[int]:
    schedule, visit, busy, first, last, now = question
    days = [first + timedelta(days=n) for n in range((last - first).days + 3)]
    cells = {day: dict(open_cells(schedule, first, day)) for day in days}
    open_ = {instant for day in days for instant in cells[day]}
    today = datetime.fromtimestamp(now, ZoneInfo(schedule.zone)).date()

    def fits(start: int) -> bool:
        end = start + visit.duration_minutes * 60
        kept_from, kept_until = (
            start - visit.buffer_before_minutes * 60,
            end + visit.buffer_after_minutes * 60,
        )
        return (
            open_.issuperset(range(start, end, FIVE))
            and not any(kept_from < until and begins < kept_until for begins, until in busy)
            and start >= now + schedule.minimum_notice_minutes * 60
        )

    return [
        start
        for day in days[:-2]
        if day <= today + timedelta(days=schedule.horizon_days)
        for start, grid in sorted(cells[day].items())
        if (start - grid) % (visit.step_minutes * 60) == 0 and fits(start)
    ]


fives = st.integers(0, 288).map(lambda n: n * 5)
ranges = st.lists(fives, min_size=2, max_size=2, unique=True).map(lambda ends: WallRange(*sorted(ends)))


@st.composite
def days(draw: st.DrawFn) -> tuple[WallRange, ...]:
    """Up to three ranges, some of which touch."""
    ends = sorted(draw(st.lists(fives, max_size=6, unique=True)))
    apart = draw(st.booleans())
    pairs = zip(ends[::2], ends[1::2], strict=False) if apart else pairwise(ends)
    return tuple(WallRange(start, end) for start, end in pairs)


@st.composite
def exceptions(draw: st.DrawFn, first: date) -> DateException:
    begins = first + timedelta(days=draw(st.integers(-1, 3)))
    ends = begins + timedelta(days=draw(st.integers(0, 3)))
    return DateException("x", draw(st.sampled_from(["open", "closed"])), begins, ends, draw(ranges))


@st.composite
def questions(draw: st.DrawFn) -> Question:
    zone, first = draw(st.sampled_from(PLACES))
    instants = [instant for instant, _ in clock(zone, first)]
    schedule = Schedule(
        zone=zone,
        weekly=draw(st.tuples(*[days()] * 7)),
        exceptions=tuple(draw(st.lists(exceptions(first), max_size=4))),
        step_minutes=30,
        buffer_before_minutes=0,
        buffer_after_minutes=0,
        minimum_notice_minutes=draw(st.sampled_from([0, 0, 7, 240, 2000])),
        horizon_days=draw(st.sampled_from([1, 2, 90])),
    )
    visit = Visit(
        duration_minutes=draw(st.sampled_from([5, 15, 30, 45, 60, 90, 300, 1440])),
        step_minutes=draw(st.sampled_from([5, 10, 15, 30, 45, 60, 90])),
        buffer_before_minutes=draw(st.sampled_from([0, 0, 5, 13])),
        buffer_after_minutes=draw(st.sampled_from([0, 0, 10, 21])),
    )
    middle = len(instants) // 3
    begins = st.sampled_from(instants[middle - 288 : middle + 3 * 288]).flatmap(
        lambda at: st.integers(at - 150, at + 150)
    )
    lengths = st.sampled_from([60, 900, 1800, 3600, 30000, 90000])
    busy = sorted((at, at + length) for at, length in draw(st.lists(st.tuples(begins, lengths), max_size=12)))
    now = draw(st.sampled_from([instants[0] + 86400, *instants[middle - 288 : middle + 288]]))
    return schedule, visit, busy, first, first + timedelta(days=draw(st.integers(0, 2))), now


@settings(max_examples=300, deadline=None)
@given(questions())
def test_free_starts_are_what_the_oracle_finds(
    question: Question,
) -> None:
    assert free_starts(*question) == oracle(question)


@settings(max_examples=100, deadline=None)
@given(questions(), st.data())
def test_a_start_is_free_exactly_when_it_is_offered(question: Question, data: st.DataObject) -> None:
    schedule, visit, busy, first, last, now = question
    offered = set(free_starts(*question))
    asked = [instant for instant, shown in clock(schedule.zone, first) if first <= shown.date() <= last]
    others = data.draw(st.lists(st.sampled_from(asked), max_size=20))
    for start in offered.union(others):
        assert is_free(schedule, visit, busy, start, now) == (start in offered)


@settings(max_examples=100, deadline=None)
@given(questions())
def test_open_intervals_are_merged_and_hold_every_open_minute(
    question: Question,
) -> None:
    schedule, _, _, first, last, _ = question
    found = open_intervals(schedule, first, last)
    assert all(begins < until for begins, until in found)
    assert all(until < begins for (_, until), (begins, _) in pairwise(found))
    wanted = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    painted_ = {instant for day in wanted for instant, _ in open_cells(schedule, first, day)}
    assert {instant for begins, until in found for instant in range(begins, until, FIVE)} == painted_
