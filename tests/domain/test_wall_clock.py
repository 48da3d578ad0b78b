"""Expected instants were worked out by hand from the rules of each zone for 2027, and are written in UTC."""

import time
from datetime import UTC, date, datetime

import pytest

from common.domain.wall_clock import (
    Midnights,
    display_day,
    display_instant,
    display_minute,
    is_zone,
    local_day,
    midnights,
    to_instant,
)


def utc(text: str) -> int:
    return int(datetime.fromisoformat(f"2027-{text}").replace(tzinfo=UTC).timestamp())


STRANGERS = [
    *["", " ", "EDT", "America", "America/", "Mars/Olympus", "Factory", "localtime", "posixrules"],
    *["right/UTC", "posix/UTC", "zone.tab", "../zoneinfo/UTC", "/etc/localtime", "UTC\0", "x" * 300],
]


def test_the_process_is_in_another_zone() -> None:
    assert time.localtime(utc("03-14T12:00")).tm_mday == 15


@pytest.mark.parametrize(
    ("zone", "day", "minute", "expected"),
    [
        # New York goes from 2:00 EST to 3:00 EDT on March 14, and from 2:00 EDT to 1:00 EST on November 7.
        ("America/New_York", (3, 14), 0, "03-14T05:00"),
        ("America/New_York", (3, 14), 119, "03-14T06:59"),
        ("America/New_York", (3, 14), 120, "03-14T07:00"),  # 2:00 is skipped
        ("America/New_York", (3, 14), 150, "03-14T07:00"),  # 2:30 too
        ("America/New_York", (3, 14), 180, "03-14T07:00"),
        ("America/New_York", (3, 14), 540, "03-14T13:00"),
        ("America/New_York", (3, 14), 1440, "03-15T04:00"),
        ("America/New_York", (11, 7), 0, "11-07T04:00"),
        ("America/New_York", (11, 7), 90, "11-07T05:30"),  # 1:30 comes twice
        ("America/New_York", (11, 7), 120, "11-07T07:00"),
        ("America/New_York", (11, 7), 540, "11-07T14:00"),
        ("America/New_York", (11, 7), 1440, "11-08T05:00"),
        # London goes from 1:00 GMT to 2:00 BST on March 28, and from 2:00 BST to 1:00 GMT on October 31.
        ("Europe/London", (3, 28), 30, "03-28T00:30"),
        ("Europe/London", (3, 28), 90, "03-28T01:00"),
        ("Europe/London", (3, 28), 540, "03-28T08:00"),
        ("Europe/London", (10, 31), 60, "10-31T00:00"),
        ("Europe/London", (10, 31), 90, "10-31T00:30"),
        ("Europe/London", (10, 31), 120, "10-31T02:00"),
        # Lord Howe moves by half an hour: 2:00 to 1:30 on April 4, 2:00 to 2:30 on October 3.
        ("Australia/Lord_Howe", (4, 4), 0, "04-03T13:00"),
        ("Australia/Lord_Howe", (4, 4), 105, "04-03T14:45"),  # 1:45 comes twice
        ("Australia/Lord_Howe", (4, 4), 120, "04-03T15:30"),
        ("Australia/Lord_Howe", (10, 3), 120, "10-02T15:30"),
        ("Australia/Lord_Howe", (10, 3), 135, "10-02T15:30"),  # 2:15 is skipped
        ("Australia/Lord_Howe", (10, 3), 150, "10-02T15:30"),
        ("Australia/Lord_Howe", (10, 3), 165, "10-02T15:45"),
        # Kolkata never changes, and is half an hour off.
        ("Asia/Kolkata", (3, 14), 0, "03-13T18:30"),
        ("Asia/Kolkata", (3, 14), 540, "03-14T03:30"),
        # Beirut skips midnight itself: March 27, 24:00 is March 28, 1:00.
        ("Asia/Beirut", (3, 27), 1440, "03-27T22:00"),
        ("Asia/Beirut", (3, 28), 0, "03-27T22:00"),
        ("Asia/Beirut", (3, 28), 60, "03-27T22:00"),
    ],
)
def test_a_wall_time_is_the_first_instant_that_shows_it_or_later(
    zone: str, day: tuple[int, int], minute: int, expected: str
) -> None:
    assert to_instant(date(2027, *day), minute, zone) == utc(expected)


def test_a_date_that_a_zone_left_out_is_over_when_it_begins() -> None:
    """Samoa crossed the date line on December 30, 2011."""
    skipped = date(2011, 12, 30)
    crossing = int(datetime(2011, 12, 30, 10, tzinfo=UTC).timestamp())
    assert [to_instant(skipped, minute, "Pacific/Apia") for minute in (0, 540, 1440)] == [crossing] * 3


@pytest.mark.parametrize(
    ("zone", "day", "hours"),
    [
        ("America/New_York", (3, 14), 23),
        ("America/New_York", (11, 7), 25),
        ("Europe/London", (3, 28), 23),
        ("Europe/London", (10, 31), 25),
        ("Australia/Lord_Howe", (4, 4), 24.5),
        ("Australia/Lord_Howe", (10, 3), 23.5),
        ("Asia/Kolkata", (3, 14), 24),
        ("Asia/Beirut", (3, 28), 23),
    ],
)
def test_days_are_as_long_as_clocks_make_them(zone: str, day: tuple[int, int], hours: float) -> None:
    ordinal = date(2027, *day).toordinal()
    assert midnights(zone)[ordinal + 1] - midnights(zone)[ordinal] == hours * 3600


def test_what_is_kept_of_a_zone_has_a_limit() -> None:
    kept = Midnights("Asia/Kolkata")
    first = date(2027, 3, 14).toordinal()
    begins = [kept[day] for day in range(first, first + 5000)]
    assert begins == [utc("03-13T18:30") + n * 86400 for n in range(5000)]
    assert len(kept) <= 4096


def test_a_day_belongs_to_the_zone_that_is_asked() -> None:
    moment = utc("03-09T20:00")
    assert local_day(moment, "America/New_York") == date(2027, 3, 9)
    assert local_day(moment, "Asia/Kolkata") == date(2027, 3, 10)


@pytest.mark.parametrize(
    ("zone", "moment", "expected"),
    [
        ("America/New_York", "03-09T20:00", "Tue, Mar 9, 3:00 PM EST"),
        ("America/New_York", "03-18T14:30", "Thu, Mar 18, 10:30 AM EDT"),
        ("America/New_York", "11-07T05:30", "Sun, Nov 7, 1:30 AM EDT"),
        ("America/New_York", "11-07T06:30", "Sun, Nov 7, 1:30 AM EST"),
        ("Europe/London", "12-31T00:05", "Fri, Dec 31, 12:05 AM GMT"),
        ("Asia/Kolkata", "03-14T06:30", "Sun, Mar 14, 12:00 PM IST"),
        ("Australia/Lord_Howe", "06-01T00:00", "Tue, Jun 1, 10:30 AM GMT+10:30"),
        ("Australia/Lord_Howe", "01-01T00:00", "Fri, Jan 1, 11:00 AM GMT+11"),
        ("America/Sao_Paulo", "01-01T15:00", "Fri, Jan 1, 12:00 PM GMT-03"),
    ],
)
def test_it_names_the_zone_of_every_time(zone: str, moment: str, expected: str) -> None:
    assert display_instant(utc(moment), zone) == expected


def test_it_adds_the_year_where_it_is_asked_to() -> None:
    shown = display_instant(utc("02-24T21:05"), "America/New_York", with_year=True)
    assert shown == "Wed, Feb 24, 2027, 4:05 PM EST"
    assert display_day(date(2027, 3, 9), with_year=True) == "Tue, Mar 9, 2027"


@pytest.mark.parametrize(
    ("minute", "expected"),
    [
        (0, "12:00 AM"),
        (65, "1:05 AM"),
        (719, "11:59 AM"),
        (720, "12:00 PM"),
        (1380, "11:00 PM"),
        (1440, "12:00 AM"),
    ],
)
def test_it_shows_minutes_as_a_clock_does(minute: int, expected: str) -> None:
    assert display_minute(minute) == expected


def test_it_knows_places_and_nothing_else_as_zones() -> None:
    assert all(map(is_zone, ["America/New_York", "Asia/Kolkata", "America/Argentina/Buenos_Aires", "UTC"]))
    assert not any(map(is_zone, STRANGERS))
