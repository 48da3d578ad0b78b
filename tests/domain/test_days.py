from __future__ import annotations

from datetime import UTC, date, datetime

from common.domain.days import Days, days_touched

MONDAY = date(2027, 3, 8)
WEEKEND = Days(date(2027, 3, 13), date(2027, 3, 14), "America/New_York")


def at(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp())


def test_they_are_counted_with_both_ends() -> None:
    assert list(Days(MONDAY, MONDAY, "UTC")) == [MONDAY]
    assert list(WEEKEND) == [date(2027, 3, 13), date(2027, 3, 14)]


def test_the_night_the_clock_goes_forward_takes_an_hour_from_them() -> None:
    assert WEEKEND.instants == (at("2027-03-13T05:00"), at("2027-03-15T04:00"))


def test_from_another_zone_they_touch_other_days() -> None:
    monday = Days(MONDAY, MONDAY, "America/New_York")
    assert monday.seen_from("Asia/Tokyo") == Days(MONDAY, date(2027, 3, 9), "Asia/Tokyo")
    assert monday.seen_from("Pacific/Honolulu") == Days(date(2027, 3, 7), MONDAY, "Pacific/Honolulu")
    assert monday.seen_from("America/New_York") == monday


def test_what_ends_at_midnight_does_not_touch_the_next_day() -> None:
    evening = (at("2027-03-08T22:00"), at("2027-03-09T00:00"))
    assert days_touched(evening, "UTC") == Days(MONDAY, MONDAY, "UTC")
    assert days_touched((evening[0], evening[1] + 1), "UTC") == Days(MONDAY, date(2027, 3, 9), "UTC")
