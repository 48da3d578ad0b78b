"""A month of slots: Monday to Friday 9:00-17:00 in New York, March 2027, visits of 30 minutes, 60 appointments
and 10 blocks, 275 starts left. The clock goes forward on March 14.

In the product blocks are closed exceptions, in wall-clock hours. The floors get them ready made, as busy instants;
so does the product in the first of its rows, which compares like with like. cal.com's algorithm isn't here: a copy
of it in Python would measure the copy.

    python -m bench.month_of_slots
"""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from bench.measure import measure, table
from common.domain.availability import DateException, Interval, Schedule, Visit, WallRange, free_starts
from common.domain.wall_clock import midnights

ZONE = "America/New_York"
FIRST, LAST = date(2027, 3, 1), date(2027, 3, 31)
NOW = int(datetime(2027, 2, 1, 12, tzinfo=UTC).timestamp())
OPENS, CLOSES, SLOT = 9 * 60, 17 * 60, 30
WORKDAYS = [day for n in range(31) if (day := FIRST + timedelta(days=n)).weekday() < 5]
VISIT = Visit(SLOT, SLOT, 0, 0)

# The one rule a hand-tuned version needs: midnight of March 1, and an hour less from March 15 on.
_FIRST_MIDNIGHT = int(datetime(2027, 3, 1, 5, tzinfo=UTC).timestamp())
MIDNIGHTS = [_FIRST_MIDNIGHT + (day.day - 1) * 86400 - 3600 * (day.day > 14) for day in WORKDAYS]


def _scenario() -> tuple[list[Interval], list[DateException], list[Interval]]:
    """Sixty appointments as instants, and ten blocks, once as exceptions and once as instants."""
    chance = random.Random(275)
    slots = {(day, minute) for day in range(len(WORKDAYS)) for minute in range(OPENS, CLOSES, SLOT)}
    exceptions: list[DateException] = []
    blocks: list[Interval] = []
    for number, day in enumerate(chance.sample(range(len(WORKDAYS)), 10)):
        length = SLOT * (4 if number < 3 else 3)
        start = chance.randrange(OPENS, CLOSES - length, SLOT)
        hours, on = WallRange(start, start + length), WORKDAYS[day]
        exceptions.append(DateException(f"block {number}", "closed", on, on, hours))
        blocks.append(_instants(day, start, length))
        slots -= {(day, minute) for minute in range(start, start + length, SLOT)}
    appointments = [_instants(day, minute, SLOT) for day, minute in chance.sample(sorted(slots), 60)]
    return sorted(appointments), exceptions, blocks


def _instants(day: int, minute: int, length: int) -> Interval:
    start = MIDNIGHTS[day] + minute * 60
    return start, start + length * 60


APPOINTMENTS, EXCEPTIONS, BLOCKS = _scenario()
BUSY = sorted(APPOINTMENTS + BLOCKS)
SCHEDULE = Schedule(
    zone=ZONE,
    weekly=((WallRange(OPENS, CLOSES),),) * 5 + ((),) * 2,
    exceptions=tuple(EXCEPTIONS),
    step_minutes=SLOT,
    buffer_before_minutes=0,
    buffer_after_minutes=0,
    minimum_notice_minutes=240,
    horizon_days=90,
)
WITHOUT_BLOCKS = replace(SCHEDULE, exceptions=())


def like_the_floors() -> list[int]:
    return free_starts(WITHOUT_BLOCKS, VISIT, BUSY, FIRST, LAST, NOW)


def calendersome() -> list[int]:
    return free_starts(SCHEDULE, VISIT, APPOINTMENTS, FIRST, LAST, NOW)


def calendersome_first_call() -> list[int]:
    midnights.cache_clear()
    return calendersome()


def gap_by_gap() -> list[int]:
    """The least that can be done: everything known beforehand, one range for each gap."""
    starts: list[int] = []
    at, count = 0, len(BUSY)
    for begins in MIDNIGHTS:
        low, closes = begins + OPENS * 60, begins + CLOSES * 60
        while at < count and BUSY[at][0] < closes:
            starts += range(low, BUSY[at][0], SLOT * 60)
            low = BUSY[at][1]
            at += 1
        starts += range(low, closes, SLOT * 60)
    return starts


def slot_by_slot() -> list[int]:
    """The usual way by hand: each slot compared with the next busy time."""
    starts: list[int] = []
    at, count, length = 0, len(BUSY), SLOT * 60
    for begins in MIDNIGHTS:
        for start in range(begins + OPENS * 60, begins + CLOSES * 60, length):
            while at < count and BUSY[at][1] <= start:
                at += 1
            if at == count or start + length <= BUSY[at][0]:
                starts.append(start)
    return starts


def zoneinfo_for_each_slot() -> list[int]:
    """The straightforward way: an aware datetime for each slot, compared with those of what is busy."""
    tz, length = ZoneInfo(ZONE), timedelta(minutes=SLOT)
    starts: list[int] = []
    at = 0
    for day in WORKDAYS:
        wall = datetime(day.year, day.month, day.day, 9, tzinfo=tz)
        while wall.hour < 17:
            start = wall.astimezone(UTC)
            while at < len(BUSY_TIMES) and BUSY_TIMES[at][1] <= start:
                at += 1
            if at == len(BUSY_TIMES) or start + length <= BUSY_TIMES[at][0]:
                starts.append(int(start.timestamp()))
            wall += length
    return starts


BUSY_TIMES = [tuple(datetime.fromtimestamp(end, UTC) for end in interval) for interval in BUSY]

CONTESTANTS = {
    "integers by hand, gap by gap": gap_by_gap,
    "integers by hand, slot by slot": slot_by_slot,
    "Calendersome, blocks ready made": like_the_floors,
    "Calendersome": calendersome,
    "Calendersome, first call in a process": calendersome_first_call,
    "zoneinfo for each slot": zoneinfo_for_each_slot,
}


def main() -> None:
    answers = {name: run() for name, run in CONTESTANTS.items()}
    assert all(answer == answers["Calendersome"] for answer in answers.values()), "they disagree"
    assert len(answers["Calendersome"]) == 275
    print(table(measure(CONTESTANTS, waits=False)))


if __name__ == "__main__":
    main()
