"""Ordinary days in Boston in March 2027, before the clock change: 9:00 AM EST is 14:00 UTC."""

from datetime import date

from common.domain.availability import (
    DateException,
    Interval,
    Schedule,
    Visit,
    free_starts,
    is_free,
    open_intervals,
)
from tests.domain.made_by_hand import LONG_AGO, closed, opened, schedule, utc, visit

TUESDAY = date(2027, 3, 9)
WEDNESDAY = date(2027, 3, 10)


def est(text: str) -> int:
    """A time of Tuesday, March 9 in Boston."""
    hour, minute = text.split(":")
    return utc(f"03-09T{int(hour) + 5:02}:{minute}")


def tuesday(plan: Schedule, shape: Visit, busy: list[Interval] | None = None, now: int = LONG_AGO) -> list[str]:
    """Tuesday's free starts as a clock in Boston shows them."""
    starts = free_starts(plan, shape, busy or [], TUESDAY, TUESDAY, now)
    minutes = [(start - est("0:00")) // 60 for start in starts]
    return [f"{minute // 60}:{minute % 60:02}" for minute in minutes]


def test_a_lunch_break_parts_the_day() -> None:
    plan = schedule("9:00-11:00 13:00-14:30 16:00-16:30")
    assert tuesday(plan, visit(30)) == ["9:00", "9:30", "10:00", "10:30", "13:00", "13:30", "14:00", "16:00"]
    assert tuesday(plan, visit(60)) == ["9:00", "9:30", "10:00", "13:00", "13:30"]


def test_a_visit_fits_to_the_minute_or_not_at_all() -> None:
    assert tuesday(schedule("9:00-10:00"), visit(60, 15)) == ["9:00"]
    assert tuesday(schedule("9:00-9:55"), visit(60, 15)) == []


def test_a_visit_may_cross_from_one_range_into_one_that_touches_it() -> None:
    assert tuesday(schedule("9:00-10:00 10:00-11:00"), visit(60)) == ["9:00", "9:30", "10:00"]


def test_hours_that_touch_at_midnight_are_one_night() -> None:
    night = schedule({1: "22:00-24:00", 2: "0:00-2:00"}, step=60)
    starts = free_starts(night, visit(90, 60), [], TUESDAY, WEDNESDAY, LONG_AGO)
    assert starts == [utc("03-10T03:00"), utc("03-10T04:00"), utc("03-10T05:00")]
    assert open_intervals(night, TUESDAY, WEDNESDAY) == [(utc("03-10T03:00"), utc("03-10T07:00"))]


def test_the_last_day_asked_for_knows_that_the_next_one_opens_at_midnight() -> None:
    night = schedule({1: "22:00-24:00", 2: "0:00-2:00"})
    assert tuesday(night, visit(120, 60)) == ["22:00", "23:00"]


def test_a_visit_of_a_day_can_begin_late_in_the_evening() -> None:
    all_round = schedule("0:00-24:00")
    assert tuesday(all_round, visit(1440, 720)) == ["0:00", "12:00"]


def test_a_visit_of_a_day_can_end_two_dates_on() -> None:
    """Sunday, March 14 has 23 hours: what begins on Saturday at 11:30 PM ends on Monday at 12:30 AM."""
    saturday = date(2027, 3, 13)
    starts = free_starts(schedule("0:00-24:00"), visit(1440, 1410), [], saturday, saturday, LONG_AGO)
    assert starts == [utc("03-13T05:00"), utc("03-14T04:30")]


def test_steps_of_five_minutes_and_steps_longer_than_the_visit() -> None:
    assert tuesday(schedule("9:00-9:20"), visit(10, 5)) == ["9:00", "9:05", "9:10"]
    assert tuesday(schedule("9:00-12:00"), visit(15, 75)) == ["9:00", "10:15", "11:30"]


def test_closing_the_middle_leaves_the_grid_alone() -> None:
    plan = schedule("9:00-14:00", closed(TUESDAY, "11:00-12:10"))
    assert tuesday(plan, visit(30)) == ["9:00", "9:30", "10:00", "10:30", "12:30", "13:00", "13:30"]


def test_closing_the_beginning_leaves_the_grid_alone() -> None:
    assert tuesday(schedule("9:00-11:00", closed(TUESDAY, "8:00-9:40")), visit(30)) == ["10:00", "10:30"]


def test_closing_twice_leaves_the_grid_alone() -> None:
    plan = schedule("9:00-13:00", closed(TUESDAY, "8:00-9:40"), closed(TUESDAY, "11:10-12:00"))
    assert tuesday(plan, visit(30)) == ["10:00", "10:30", "12:00", "12:30"]


def test_closing_up_to_the_end_leaves_one_interval() -> None:
    plan = schedule("9:00-12:00", closed(TUESDAY, "11:00-12:00"))
    assert open_intervals(plan, TUESDAY, TUESDAY) == [(est("9:00"), est("11:00"))]


def test_closing_a_day_closes_that_day_only() -> None:
    plan = schedule("9:00-10:00", closed(TUESDAY, "0:00-24:00"))
    assert tuesday(plan, visit(60)) == []
    assert free_starts(plan, visit(60), [], TUESDAY, WEDNESDAY, LONG_AGO) == [utc("03-10T14:00")]


def test_time_off_from_first_to_last_day() -> None:
    plan = schedule("9:00-10:00", closed(TUESDAY, "0:00-24:00", date(2027, 3, 11)))
    starts = free_starts(plan, visit(60), [], date(2027, 3, 8), date(2027, 3, 12), LONG_AGO)
    assert starts == [utc("03-08T14:00"), utc("03-12T14:00")]


def test_extra_hours_on_a_day_off_start_when_they_start() -> None:
    assert tuesday(schedule("", opened(TUESDAY, "17:10-18:10")), visit(30)) == ["17:10", "17:40"]


def test_extra_hours_beside_others_keep_those_as_they_were() -> None:
    plan = schedule("9:00-10:30", opened(TUESDAY, "10:30-12:00"))
    assert tuesday(plan, visit(45, 45)) == ["9:00", "9:45", "10:30", "11:15"]
    assert tuesday(plan, visit(60, 40)) == ["9:00", "9:40", "10:20", "10:30"]


def test_extra_hours_over_others_add_what_was_closed() -> None:
    plan = schedule("9:00-10:00 11:00-12:00", opened(TUESDAY, "8:20-13:00"))
    assert tuesday(plan, visit(40, 40)) == [
        "8:20",
        "9:00",
        "9:40",
        "10:00",
        "10:40",
        "11:00",
        "11:40",
        "12:00",
    ]


def test_later_exceptions_win_over_earlier_ones() -> None:
    shut, reopened = closed(TUESDAY, "0:00-24:00"), opened(TUESDAY, "10:10-11:10")
    assert tuesday(schedule("9:00-17:00", shut, reopened), visit(30)) == ["10:10", "10:40"]
    assert tuesday(schedule("9:00-17:00", reopened, shut), visit(30)) == []


def test_busy_times_may_touch_a_visit_but_not_overlap_it() -> None:
    plan = schedule("9:00-12:00")
    assert tuesday(plan, visit(60), [(est("10:00"), est("10:30"))]) == ["9:00", "10:30", "11:00"]
    assert tuesday(plan, visit(60), [(est("9:59"), est("10:31"))]) == ["11:00"]


def test_a_visit_longer_than_every_gap_has_no_start() -> None:
    busy = [(est("9:30"), est("10:00")), (est("10:45"), est("11:15"))]
    assert tuesday(schedule("9:00-12:00"), visit(60, 5), busy) == []
    assert tuesday(schedule("9:00-12:00"), visit(45, 5), busy) == ["10:00", "11:15"]


def test_buffers_keep_their_distance_from_what_is_busy() -> None:
    busy = [(est("10:00"), est("11:00"))]
    plan = schedule("9:00-12:30")
    assert tuesday(plan, visit(30, 15, after=15), busy) == [
        "9:00",
        "9:15",
        "11:00",
        "11:15",
        "11:30",
        "11:45",
        "12:00",
    ]
    assert tuesday(plan, visit(30, 15, before=20), busy) == [
        "9:00",
        "9:15",
        "9:30",
        "11:30",
        "11:45",
        "12:00",
    ]


def test_buffers_may_lie_outside_the_open_hours() -> None:
    assert tuesday(schedule("9:00-10:00"), visit(60, 30, before=30, after=30)) == ["9:00"]


def test_busy_times_may_overlap_each_other_and_last_for_days() -> None:
    busy = [
        (utc("03-08T00:00"), est("10:00")),
        (est("8:00"), est("9:00")),
        (est("11:00"), est("13:00")),
        (est("11:30"), est("12:00")),
    ]
    assert tuesday(schedule("9:00-14:00"), visit(60, 60), busy) == ["10:00", "13:00"]


def test_nobody_books_later_than_the_notice() -> None:
    plan = schedule("9:00-12:00", notice=90)
    assert tuesday(plan, visit(30), now=est("8:30")) == ["10:00", "10:30", "11:00", "11:30"]
    assert tuesday(plan, visit(30), now=est("8:30") + 1) == ["10:30", "11:00", "11:30"]


def test_nobody_books_the_past() -> None:
    assert tuesday(schedule("9:00-12:00"), visit(60, 60), now=est("10:01")) == ["11:00"]
    assert tuesday(schedule("9:00-12:00"), visit(60, 60), now=utc("03-11T00:00")) == []


def test_the_horizon_counts_dates_in_the_provider_s_zone() -> None:
    """Sunday 11:30 PM in Boston is Monday in UTC and in Auckland."""
    plan = schedule("9:00-10:00", horizon=2)
    late_on_sunday = utc("03-08T04:30")
    assert tuesday(plan, visit(60), now=late_on_sunday) == ["9:00"]
    assert free_starts(plan, visit(60), [], TUESDAY, WEDNESDAY, late_on_sunday) == [est("9:00")]
    assert not is_free(plan, visit(60), [], utc("03-10T14:00"), late_on_sunday)


def test_days_far_away_cost_nothing_and_are_not_free() -> None:
    plan = schedule("0:00-24:00", horizon=30)
    assert free_starts(plan, visit(60), [], date.min, date(2026, 12, 30), LONG_AGO) == []
    assert free_starts(plan, visit(60), [], date(2028, 1, 1), date.max, LONG_AGO) == []
    assert not is_free(plan, visit(60), [], 253402300799, LONG_AGO)
    assert not is_free(plan, visit(60), [], -(10**15), LONG_AGO)


def test_the_first_and_the_last_moment_that_can_be_booked() -> None:
    plan = schedule("0:00-24:00", horizon=1)
    assert is_free(plan, visit(30), [], est("0:00"), now=est("0:00"))
    assert is_free(plan, visit(30), [], utc("03-11T04:30"), now=est("0:00"))
    assert not is_free(plan, visit(30), [], utc("03-11T05:00"), now=est("0:00"))


def test_a_time_off_the_grid_is_not_free() -> None:
    plan = schedule("9:00-12:00")
    assert is_free(plan, visit(30), [], est("9:30"), LONG_AGO)
    assert not is_free(plan, visit(30), [], est("9:15"), LONG_AGO)
    assert not is_free(plan, visit(30), [], est("9:30") + 1, LONG_AGO)
    assert not is_free(plan, visit(30), [(est("9:45"), est("9:50"))], est("9:30"), LONG_AGO)


def test_each_weekday_has_its_own_hours() -> None:
    plan = schedule({0: "9:00-10:00", 6: "11:00-12:00"})
    starts = free_starts(plan, visit(60), [], date(2027, 3, 1), date(2027, 3, 8), LONG_AGO)
    assert starts == [utc("03-01T14:00"), utc("03-07T16:00"), utc("03-08T14:00")]


def test_exceptions_of_other_days_change_nothing() -> None:
    away: list[DateException] = [closed(WEDNESDAY, "0:00-24:00"), opened(date(2027, 3, 8), "7:00-8:00")]
    assert tuesday(schedule("9:00-10:00", *away), visit(60)) == ["9:00"]
