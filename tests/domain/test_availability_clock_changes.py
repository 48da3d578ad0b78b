"""Nights on which clocks change. Every expected instant was worked out by hand, in UTC."""

from datetime import date

import pytest

from common.domain.availability import free_starts, is_free, open_intervals
from tests.domain.made_by_hand import LONG_AGO, NEW_YORK, closed, schedule, utc, visit

LONDON, LORD_HOWE, KOLKATA = "Europe/London", "Australia/Lord_Howe", "Asia/Kolkata"

# zone, day, hours, minutes of a visit (also the step), starts
NIGHTS = [
    # 0:00 0:30 1:00 1:30 EST, then 3:00 3:30 EDT
    (
        NEW_YORK, (3, 14), "0:00-4:00", 30,
        ["03-14T05:00", "03-14T05:30", "03-14T06:00", "03-14T06:30", "03-14T07:00", "03-14T07:30"],
    ),
    # 1:30 EST ends at 3:15 EDT, 45 minutes later
    (NEW_YORK, (3, 14), "0:00-4:00", 45, ["03-14T05:00", "03-14T05:45", "03-14T06:30", "03-14T07:15"]),
    # 2:00 and 2:30 don't exist: these hours are 3:00 to 3:30
    (NEW_YORK, (3, 14), "2:00-3:30", 30, ["03-14T07:00"]),
    # nothing of these does
    (NEW_YORK, (3, 14), "2:00-3:00", 30, []),
    # 0:00 0:30 1:00 1:30 EDT, 1:00 1:30 EST, 2:00 2:30 EST
    (
        NEW_YORK, (11, 7), "0:00-3:00", 30,
        [
            "11-07T04:00", "11-07T04:30", "11-07T05:00", "11-07T05:30",
            "11-07T06:00", "11-07T06:30", "11-07T07:00", "11-07T07:30",
        ],
    ),
    # until 1:30, which is the first of the two
    (NEW_YORK, (11, 7), "0:30-1:30", 30, ["11-07T04:30", "11-07T05:00"]),
    # 0:00 0:30 GMT, then 2:00 2:30 BST
    (LONDON, (3, 28), "0:00-3:00", 30, ["03-28T00:00", "03-28T00:30", "03-28T01:00", "03-28T01:30"]),
    # 0:00 1:00 BST, 1:00 2:00 GMT
    (LONDON, (10, 31), "0:00-3:00", 60, ["10-30T23:00", "10-31T00:00", "10-31T01:00", "10-31T02:00"]),
    # 1:00 1:30 at +11, then 1:30 2:00 2:30 at +10:30
    (
        LORD_HOWE, (4, 4), "1:00-3:00", 30,
        ["04-03T14:00", "04-03T14:30", "04-03T15:00", "04-03T15:30", "04-03T16:00"],
    ),
    # 1:00 1:30 at +10:30, then 2:30 at +11
    (LORD_HOWE, (10, 3), "1:00-3:00", 30, ["10-02T14:30", "10-02T15:00", "10-02T15:30"]),
    # an hour is an hour: 1:00, 2:30, 3:30
    (LORD_HOWE, (10, 3), "1:00-5:00", 60, ["10-02T14:30", "10-02T15:30", "10-02T16:30"]),
    (KOLKATA, (3, 14), "9:00-11:00", 60, ["03-14T03:30", "03-14T04:30"]),
    (KOLKATA, (11, 7), "23:00-24:00", 30, ["11-07T17:30", "11-07T18:00"]),
]  # fmt: skip


@pytest.mark.parametrize(("zone", "day", "open_", "minutes", "expected"), NIGHTS)
def test_it_offers_every_real_time_of_the_night(
    zone: str, day: tuple[int, int], open_: str, minutes: int, expected: list[str]
) -> None:
    plan, shape, on = schedule(open_, zone=zone), visit(minutes, minutes), date(2027, *day)
    assert free_starts(plan, shape, [], on, on, LONG_AGO) == [utc(start) for start in expected]
    assert all(is_free(plan, shape, [], utc(start), LONG_AGO) for start in expected)


@pytest.mark.parametrize(
    ("zone", "before", "on", "after"),
    [
        (NEW_YORK, "03-13T14:00", "03-14T13:00", "03-15T13:00"),
        (NEW_YORK, "11-06T13:00", "11-07T14:00", "11-08T14:00"),
        (LONDON, "03-27T09:00", "03-28T08:00", "03-29T08:00"),
        (LONDON, "10-30T08:00", "10-31T09:00", "11-01T09:00"),
        (LORD_HOWE, "04-02T22:00", "04-03T22:30", "04-04T22:30"),
        (LORD_HOWE, "10-01T22:30", "10-02T22:00", "10-03T22:00"),
    ],
)
def test_nine_in_the_morning_stays_nine_in_the_morning(zone: str, before: str, on: str, after: str) -> None:
    plan = schedule("9:00-9:30", zone=zone)
    starts = free_starts(plan, visit(30), [], date(2027, 1, 1), date(2027, 12, 31), LONG_AGO)
    first = starts.index(utc(before))
    assert starts[first : first + 3] == [utc(before), utc(on), utc(after)]


@pytest.mark.parametrize(
    ("zone", "day", "expected"),
    [
        (NEW_YORK, (3, 14), ("03-14T05:00", "03-15T04:00")),
        (NEW_YORK, (11, 7), ("11-07T04:00", "11-08T05:00")),
        (LORD_HOWE, (4, 4), ("04-03T13:00", "04-04T13:30")),
        (LORD_HOWE, (10, 3), ("10-02T13:30", "10-03T13:00")),
        (KOLKATA, (3, 14), ("03-13T18:30", "03-14T18:30")),
    ],
)
def test_a_day_open_all_round_lasts_as_long_as_the_day(
    zone: str, day: tuple[int, int], expected: tuple[str, str]
) -> None:
    on = date(2027, *day)
    assert open_intervals(schedule("0:00-24:00", zone=zone), on, on) == [(utc(expected[0]), utc(expected[1]))]


def test_hours_that_the_clock_skips_are_not_open() -> None:
    day = date(2027, 3, 14)
    assert open_intervals(schedule("2:00-3:00"), day, day) == []


def test_closing_the_hour_that_comes_twice_closes_both() -> None:
    day = date(2027, 11, 7)
    plan = schedule("0:00-3:00", closed(day, "1:00-2:00"))
    assert open_intervals(plan, day, day) == [
        (utc("11-07T04:00"), utc("11-07T05:00")),
        (utc("11-07T07:00"), utc("11-07T08:00")),
    ]
