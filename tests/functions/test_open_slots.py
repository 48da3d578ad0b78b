"""What can be booked, day by day: the same that can then be held."""

from __future__ import annotations

import pytest

from tests.functions.bank import Bank
from tests.functions.steps import (
    ACNE,
    CHENS_ID,
    JOHNSONS_ID,
    MOLE,
    PEEL,
    TUESDAY_TEN,
    cancel,
    change_day,
    change_type,
    hold,
    join,
    later,
    show_month,
    starts,
)
from tests.product import DANIEL, MAYA, RUTH, Product

MONDAY, TUESDAY, SATURDAY = "2027-03-01", "2027-03-02", "2027-03-06"


def quarters(first: int, last: int) -> list[str]:
    """Every 15 minutes, from one minute of the day to another, as HH:MM."""
    return [f"{minute // 60:02}:{minute % 60:02}" for minute in range(first, last + 1, 15)]


TUESDAYS_TIMES = quarters(14 * 60, 16 * 60 + 30) + quarters(18 * 60, 21 * 60 + 30)


def test_it_shows_each_time_of_one_provider_in_the_clinics_zone(product: Product) -> None:
    shown = show_month(product, ACNE, TUESDAY, provider=JOHNSONS_ID)
    assert (shown["zone"], shown["next_free"]) == ("America/New_York", None)
    (day,) = shown["days"]
    assert (day["date"], day["state"]) == (TUESDAY, "free")
    assert [slot["starts_at"][11:16] for slot in day["slots"]] == TUESDAYS_TIMES
    assert day["slots"][0] == {
        "provider_id": JOHNSONS_ID,
        "starts_at": "2027-03-02T14:00:00Z",
        "ends_at": "2027-03-02T14:30:00Z",
    }


def test_without_a_provider_it_shows_whoever_is_free(product: Product) -> None:
    (day,) = show_month(product, ACNE, TUESDAY)["days"]
    at_nine = [slot["provider_id"] for slot in day["slots"] if slot["starts_at"] == "2027-03-02T14:00:00Z"]
    assert sorted(at_nine) == [CHENS_ID, JOHNSONS_ID]
    assert day["slots"][0] == {
        "provider_id": CHENS_ID,  # who begins at eight
        "starts_at": "2027-03-02T13:00:00Z",
        "ends_at": "2027-03-02T13:30:00Z",
    }
    assert [slot["starts_at"] for slot in day["slots"]] == sorted(slot["starts_at"] for slot in day["slots"])


def test_a_type_of_one_provider_has_their_times_alone(product: Product) -> None:
    (day,) = show_month(product, PEEL, TUESDAY)["days"]
    assert {slot["provider_id"] for slot in day["slots"]} == {CHENS_ID}
    refused = product.call(
        "open_slots",
        query={"appointment_type_id": PEEL, "provider_id": JOHNSONS_ID, "first_day": TUESDAY, "last_day": TUESDAY},
    ).refused(422, "invalid_field")
    assert refused["field"] == "provider_id"
    assert refused["detail"] == "This provider does not offer this visit. Choose another provider."


def test_a_day_is_free_or_closed_or_full(product: Product) -> None:
    shown = show_month(product, ACNE, MONDAY, SATURDAY, provider=CHENS_ID)
    assert [day["state"] for day in shown["days"]] == ["closed", "free", "free", "free", "free", "closed"]
    change_day(product, "closed", "2027-03-03", "00:00", "24:00", provider=CHENS_ID)
    later(product, hours=31)  # Tuesday, 4 PM: it was open, and nothing is left
    shown = show_month(product, ACNE, MONDAY, SATURDAY, provider=CHENS_ID)
    assert [day["state"] for day in shown["days"]] == ["closed", "full", "closed", "free", "free", "closed"]
    assert [day["slots"] for day in shown["days"] if day["state"] != "free"] == [[], [], [], []]


def test_a_month_without_a_free_time_names_the_next_one(product: Product) -> None:
    weekend = show_month(product, ACNE, SATURDAY, "2027-03-07", provider=JOHNSONS_ID)
    assert weekend["next_free"] == {
        "provider_id": JOHNSONS_ID,
        "starts_at": "2027-03-08T14:00:00Z",
        "ends_at": "2027-03-08T14:30:00Z",
    }


def test_days_beyond_the_horizon_have_no_next_one(product: Product) -> None:
    beyond = show_month(product, ACNE, "2027-08-01", "2027-08-31", provider=JOHNSONS_ID)
    assert beyond["next_free"] is None
    assert {day["state"] for day in beyond["days"]} == {"full", "closed"}


def test_days_long_gone_lead_to_the_first_free_time_without_looking_through_the_years(product: Product) -> None:
    before = product.raw.info("commandstats")["cmdstat_evalsha"]["calls"]
    shown = show_month(product, ACNE, "1990-01-01", "1990-01-02", provider=JOHNSONS_ID)
    assert shown["next_free"]["starts_at"] == "2027-03-01T16:00:00Z"
    assert product.raw.info("commandstats")["cmdstat_evalsha"]["calls"] - before < 6


def test_notice_keeps_the_next_two_hours_back(product: Product) -> None:
    today = quarters(16 * 60, 16 * 60 + 30) + quarters(18 * 60, 21 * 60 + 30)
    assert starts(product, ACNE, MONDAY, JOHNSONS_ID) == today
    later(product, minutes=1)
    assert starts(product, ACNE, MONDAY, JOHNSONS_ID) == today[1:]


def test_the_horizon_ends_after_ninety_days(product: Product) -> None:
    assert starts(product, ACNE, "2027-05-28", JOHNSONS_ID)[0] == "13:00"  # Friday, 88 days ahead
    assert starts(product, ACNE, "2027-06-01", JOHNSONS_ID) == []  # Tuesday, 92 days ahead
    later(product, days=2)
    assert starts(product, ACNE, "2027-06-01", JOHNSONS_ID)[0] == "13:00"


def test_when_the_clock_goes_forward_the_night_is_an_hour_shorter(product: Product) -> None:
    change_day(product, "open", "2027-03-14", "01:00", "04:00")
    # 1:00 AM EST to 4:00 AM EDT are two hours.
    assert starts(product, ACNE, "2027-03-14", JOHNSONS_ID) == quarters(6 * 60, 7 * 60 + 30)
    assert starts(product, ACNE, "2027-03-12", JOHNSONS_ID)[0] == "14:00"
    assert starts(product, ACNE, "2027-03-15", JOHNSONS_ID)[0] == "13:00"


def test_a_held_time_is_nobody_elses_and_comes_back_when_the_hold_runs_out(product: Product) -> None:
    join(product, MAYA)
    hold(product, MAYA, TUESDAY_TEN).ok()
    without = [at for at in TUESDAYS_TIMES if at not in {"14:45", "15:00", "15:15"}]
    assert starts(product, ACNE, TUESDAY, JOHNSONS_ID) == without
    later(product, minutes=9, seconds=59)
    assert starts(product, ACNE, TUESDAY, JOHNSONS_ID) == without
    later(product, seconds=1)  # no tick has run: the instant itself decides
    assert starts(product, ACNE, TUESDAY, JOHNSONS_ID) == TUESDAYS_TIMES


def test_a_cancelled_time_is_open_again(product: Product, bank: Bank) -> None:
    join(product, RUTH)
    booked = bank.book(RUTH, TUESDAY_TEN)
    assert "15:00" not in starts(product, ACNE, TUESDAY, JOHNSONS_ID)
    cancel(product, RUTH, booked, 0).ok()
    assert starts(product, ACNE, TUESDAY, JOHNSONS_ID) == TUESDAYS_TIMES


def test_a_mole_evaluation_keeps_ten_minutes_free_after_it(product: Product) -> None:
    join(product, MAYA)
    hold(product, MAYA, TUESDAY_TEN, kind=MOLE).ok()  # 10:00 to 10:30, and until 10:40
    free = starts(product, ACNE, TUESDAY, JOHNSONS_ID)
    assert "14:30" in free
    assert not {"14:45", "15:00", "15:15", "15:30"} & set(free)
    assert "15:45" in free
    # A mole evaluation's own ten minutes don't fit before it either.
    assert not {"14:30", "15:30"} & set(starts(product, MOLE, TUESDAY, JOHNSONS_ID))
    assert "14:15" in starts(product, MOLE, TUESDAY, JOHNSONS_ID)


def test_every_time_that_is_shown_can_be_held_and_no_other(product: Product) -> None:
    join(product, MAYA)
    join(product, DANIEL)
    hold(product, DANIEL, TUESDAY_TEN, kind=MOLE).ok()
    shown = set(starts(product, ACNE, TUESDAY, JOHNSONS_ID))
    for at in quarters(13 * 60 + 30, 22 * 60):
        status = hold(product, MAYA, f"2027-03-02T{at}:00Z").status
        assert (status == 200) is (at in shown), at


@pytest.mark.parametrize(
    ("first", "last"),
    [("2027-03-01", "2027-05-02"), ("2027-03-02", "2027-03-01"), ("2027-03-01", "2028-03-01")],
)
def test_it_shows_two_months_at_most_and_never_backwards(product: Product, first: str, last: str) -> None:
    asked = {"appointment_type_id": ACNE, "first_day": first, "last_day": last}
    refused = product.call("open_slots", query=asked).refused(422, "invalid_field")
    assert refused["field"] == "last_day"
    assert refused["detail"] == "Ask for 1 to 62 days, the last not before the first."


def test_sixty_two_days_are_shown(product: Product) -> None:
    shown = show_month(product, ACNE, "2027-03-01", "2027-05-01", provider=JOHNSONS_ID)
    assert [shown["days"][0]["date"], shown["days"][-1]["date"], len(shown["days"])] == [
        "2027-03-01", "2027-05-01", 62,
    ]  # fmt: skip


@pytest.mark.parametrize("day", ["0001-01-01", "1969-12-31", "2200-01-01", "9999-12-31"])
def test_days_that_no_visit_can_fall_on_are_refused(product: Product, day: str) -> None:
    asked = {"appointment_type_id": ACNE, "first_day": day, "last_day": day}
    refused = product.call("open_slots", query=asked).refused(422, "invalid_field")
    assert (refused["field"], refused["detail"]) == ("first_day", "Use a date from 1970 to 2199.")


def test_a_type_that_was_retired_or_never_was_offers_nothing(product: Product) -> None:
    change_type(product, ACNE, active=False).ok()
    asked = {"first_day": TUESDAY, "last_day": TUESDAY}
    refused = product.call("open_slots", query={**asked, "appointment_type_id": ACNE}).refused(422, "invalid_field")
    assert (refused["field"], refused["detail"]) == (
        "appointment_type_id", "This visit is not offered any more. Choose another one.",
    )  # fmt: skip
    product.call("open_slots", query={**asked, "appointment_type_id": "typ_unknown"}).refused(404, "not_found")
