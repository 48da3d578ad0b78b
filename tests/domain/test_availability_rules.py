from dataclasses import replace
from datetime import date

import pytest

from common.domain.availability import Schedule, Visit, WallRange, validate_schedule, validate_visit
from common.domain.errors import InvalidFieldError
from tests.domain.made_by_hand import closed, opened, schedule, visit

TUESDAY, FRIDAY = date(2027, 3, 9), date(2027, 3, 12)
GOOD = schedule("9:00-12:00 13:00-17:00", closed(TUESDAY, "0:00-24:00"), opened(FRIDAY, "18:00-19:00"))


def on_tuesday(*hours: WallRange) -> Schedule:
    return replace(GOOD, weekly=(GOOD.weekly[0], hours, *GOOD.weekly[2:]))


def test_a_schedule_that_can_be_saved() -> None:
    validate_schedule(GOOD)
    validate_schedule(replace(GOOD, weekly=((),) * 7, exceptions=()))
    validate_schedule(on_tuesday(WallRange(0, 720), WallRange(720, 1440)))
    validate_schedule(replace(GOOD, step_minutes=5, minimum_notice_minutes=240, horizon_days=1))
    validate_schedule(replace(GOOD, zone="Australia/Lord_Howe", buffer_before_minutes=3, buffer_after_minutes=7))


@pytest.mark.parametrize(
    ("bad", "field", "detail"),
    [
        (
            on_tuesday(WallRange(540, 720), WallRange(690, 1020)),
            "weekly.1.1",
            "These hours overlap. Start the second at 12:00 PM or later.",
        ),
        (
            on_tuesday(WallRange(540, 1440), WallRange(690, 1020)),
            "weekly.1.1",
            "These hours overlap. End the first at 11:30 AM or earlier.",
        ),
        (on_tuesday(WallRange(780, 1020), WallRange(540, 720)), "weekly.1.1", "Put the earlier hours first."),
        (on_tuesday(WallRange(540, 540)), "weekly.1.0", "End after 9:00 AM, by midnight."),
        (on_tuesday(WallRange(540, 1441)), "weekly.1.0", "End after 9:00 AM, by midnight."),
        (on_tuesday(WallRange(-1, 540)), "weekly.1.0", "Start between 12:00 AM and 11:59 PM."),
        (replace(GOOD, weekly=GOOD.weekly[:6]), "weekly", "Give seven days, Monday first."),
        (replace(GOOD, zone="Mars/Olympus"), "zone", "Choose a time zone such as America/New_York."),
        (
            replace(GOOD, exceptions=(closed(FRIDAY, "0:00-24:00", TUESDAY),)),
            "exceptions.0.last_day",
            "Choose a last day on or after the first.",
        ),
        (
            replace(GOOD, exceptions=(closed(TUESDAY, "1:00-2:00"), closed(FRIDAY, "1:00-2:00"))),
            "exceptions.1.id",
            "Give each exception an id of its own.",
        ),
        (
            replace(GOOD, exceptions=(closed(TUESDAY, "2:00-1:00"),)),
            "exceptions.0.hours",
            "End after 2:00 AM, by midnight.",
        ),
        (replace(GOOD, step_minutes=7), "step_minutes", "Use a multiple of 5 minutes, from 5 to 1440."),
        (replace(GOOD, step_minutes=0), "step_minutes", "Use a multiple of 5 minutes, from 5 to 1440."),
        (replace(GOOD, buffer_before_minutes=-1), "buffer_before_minutes", "Use 0 minutes or more."),
        (replace(GOOD, buffer_after_minutes=-5), "buffer_after_minutes", "Use 0 minutes or more."),
        (
            replace(GOOD, buffer_before_minutes=700, buffer_after_minutes=711),
            "buffer_after_minutes",
            "A visit and the time kept free around it must fit into 24 hours.",
        ),
        (replace(GOOD, horizon_days=0), "horizon_days", "Use 1 to 730 days."),
        (replace(GOOD, horizon_days=731), "horizon_days", "Use 1 to 730 days."),
        (
            replace(GOOD, minimum_notice_minutes=2880, horizon_days=2),
            "minimum_notice_minutes",
            "Let the latest booking be nearer to the visit than the earliest.",
        ),
    ],
)
def test_it_names_the_field_and_says_what_to_do(bad: Schedule, field: str, detail: str) -> None:
    with pytest.raises(InvalidFieldError) as refusal:
        validate_schedule(bad)
    assert (refusal.value.field, refusal.value.detail) == (field, detail)


@pytest.mark.parametrize(
    ("bad", "field"),
    [
        (visit(0), "duration_minutes"),
        (visit(32), "duration_minutes"),
        (visit(1445), "duration_minutes"),
        (visit(30, 12), "step_minutes"),
        (visit(30, before=-1), "buffer_before_minutes"),
        (visit(1400, after=45), "buffer_after_minutes"),
    ],
)
def test_a_visit_fits_into_a_day_and_onto_the_grid(bad: Visit, field: str) -> None:
    with pytest.raises(InvalidFieldError) as refusal:
        validate_visit(bad)
    assert refusal.value.field == field


def test_visits_that_can_be_offered() -> None:
    validate_visit(visit(5, 5))
    validate_visit(visit(1440, 1440))
    validate_visit(visit(45, 15, before=3, after=11))
