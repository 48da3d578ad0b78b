"""A provider's hours: shown, replaced, opened and closed on single days, and what patients then see."""

from __future__ import annotations

from typing import Any

import pytest

from tests.functions.bank import Bank
from tests.functions.steps import (
    ACNE,
    CHENS_ID,
    JOHNSONS_ID,
    change_day,
    go_to,
    hold,
    hours_of,
    join,
    later,
    starts,
)
from tests.product import CHEN, JOHNSON, MAYA, RUTH, Product, Reply

OFFERED = (
    "step_minutes",
    "buffer_before_minutes",
    "buffer_after_minutes",
    "minimum_notice_minutes",
    "horizon_days",
)
NINE_TO_FIVE = {"start": "09:00", "end": "17:00"}


def change(product: Product, provider: str = JOHNSONS_ID, **changed: Any) -> Reply:
    """Replaces the hours; as they are where nothing else is said."""
    now = hours_of(product, provider)
    kept = {name: now[name] for name in ("provider_id", "version", "weekly", *OFFERED)}
    return product.call("availability", "PUT", by=JOHNSON, body={**kept, **changed})


def except_on(product: Product, **changed: Any) -> Reply:
    body = {
        "provider_id": JOHNSONS_ID,
        "version": 1,
        "kind": "closed",
        "first_day": "2027-03-02",
        "last_day": "2027-03-02",
        "hours": {"start": "00:00", "end": "24:00"},
        **changed,
    }
    return product.call("availability", "POST", by=JOHNSON, body=body)


def take_back(product: Product, exception_id: str, version: int) -> Reply:
    query = {"provider_id": JOHNSONS_ID, "version": str(version), "exception_id": exception_id}
    return product.call("availability", "DELETE", by=JOHNSON, query=query)


def test_it_shows_the_week_the_single_days_and_the_weeks_to_come(product: Product) -> None:
    shown = hours_of(product)
    opened = shown.pop("open")
    long_day = [{"start": "09:00", "end": "12:00"}, {"start": "13:00", "end": "17:00"}]
    assert shown == {
        "provider_id": JOHNSONS_ID,
        "version": 1,
        "zone": "America/New_York",
        "weekly": [
            long_day, long_day, long_day, [*long_day, {"start": "18:00", "end": "19:00"}],
            [{"start": "09:00", "end": "13:00"}], [], [],
        ],
        "exceptions": [{
            "id": "exc_memorialday",
            "kind": "closed",
            "first_day": "2027-05-31",
            "last_day": "2027-05-31",
            "hours": {"start": "00:00", "end": "24:00"},
            "note": "Memorial Day",
        }],
        "step_minutes": 15,
        "buffer_before_minutes": 0,
        "buffer_after_minutes": 0,
        "minimum_notice_minutes": 120,
        "horizon_days": 90,
        "outside": [],
    }  # fmt: skip
    assert opened[:2] == [
        {"starts_at": "2027-03-01T14:00:00Z", "ends_at": "2027-03-01T17:00:00Z"},
        {"starts_at": "2027-03-01T18:00:00Z", "ends_at": "2027-03-01T22:00:00Z"},
    ]
    assert opened[-1] == {"starts_at": "2027-04-30T13:00:00Z", "ends_at": "2027-04-30T17:00:00Z"}  # the 61st day


def test_new_weekly_hours_are_what_patients_see(product: Product) -> None:
    week = [[], [{"start": "10:00", "end": "11:00"}, {"start": "23:00", "end": "24:00"}], [], [], [], [], []]
    changed = change(product, weekly=week, step_minutes=30).ok()
    assert (changed["version"], changed["weekly"], changed["step_minutes"]) == (2, week, 30)
    assert hours_of(product) == changed
    assert starts(product, ACNE, "2027-03-02", JOHNSONS_ID) == ["15:00", "15:30", "04:00", "04:30"]
    assert starts(product, ACNE, "2027-03-03", JOHNSONS_ID) == []


def test_buffers_notice_and_horizon_are_what_patients_see(product: Product) -> None:
    offered: dict[str, Any] = {"buffer_before_minutes": 15, "buffer_after_minutes": 30, "horizon_days": 2}
    change(product, **offered, minimum_notice_minutes=1440).ok()
    join(product, MAYA)
    assert starts(product, ACNE, "2027-03-01", JOHNSONS_ID) == []
    assert starts(product, ACNE, "2027-03-04", JOHNSONS_ID) == []
    hold(product, MAYA, "2027-03-02T15:00:00Z").ok()  # 10:00 to 10:30; 9:45 to 11:00 is kept
    assert starts(product, ACNE, "2027-03-02", JOHNSONS_ID)[:2] == ["16:15", "16:30"]


@pytest.mark.parametrize(
    ("tuesday", "field", "detail"),
    [
        (
            [NINE_TO_FIVE, {"start": "16:00", "end": "18:00"}],
            "weekly.1.1",
            "These hours overlap. Start the second at 5:00 PM or later.",
        ),
        ([{"start": "13:00", "end": "17:00"}, NINE_TO_FIVE], "weekly.1.1", "Put the earlier hours first."),
        ([{"start": "17:00", "end": "09:00"}], "weekly.1.0", "End after 5:00 PM, by midnight."),
        ([{"start": "9:00", "end": "17:00"}], "weekly.1.0.start", None),
        ([{"start": "09:00"}], "weekly.1.0.end", "Give this field."),
    ],
)
def test_it_names_the_hours_at_fault_and_keeps_the_old_ones(
    product: Product, tuesday: list[Any], field: str, detail: str | None
) -> None:
    refused = change(product, weekly=[[], tuesday, [], [], [], [], []]).refused(422, "invalid_field")
    assert refused["field"] == field
    assert detail in {None, refused["detail"]}
    assert hours_of(product)["version"] == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("step_minutes", 7),
        ("step_minutes", 0),
        ("buffer_after_minutes", -5),
        ("minimum_notice_minutes", 90 * 1440),
        ("horizon_days", 731),
        ("weekly", [[]] * 6),
    ],
)
def test_it_names_what_cannot_be(product: Product, field: str, value: Any) -> None:
    assert change(product, **{field: value}).refused(422, "invalid_field")["field"] == field


def test_whoever_read_older_hours_is_told_to_read_again(product: Product) -> None:
    change(product, step_minutes=30).ok()
    change(product, version=1, step_minutes=45).refused(409, "stale_version")
    except_on(product, version=1).refused(409, "stale_version")
    take_back(product, "exc_memorialday", 1).refused(409, "stale_version")
    assert hours_of(product)["step_minutes"] == 30


def test_two_providers_hours_do_not_get_in_each_others_way(product: Product) -> None:
    before = hours_of(product, CHENS_ID)
    change(product, step_minutes=30).ok()
    assert hours_of(product, CHENS_ID) == before
    assert change(product, CHENS_ID, step_minutes=60).ok()["version"] == 2


def test_a_closed_stretch_has_no_times_and_can_be_taken_back(product: Product) -> None:
    before = starts(product, ACNE, "2027-03-02", JOHNSONS_ID)
    closed = except_on(product, hours={"start": "09:00", "end": "15:00"}, note="Dentist").ok()
    added = closed["exceptions"][-1]
    assert added == {
        "id": added["id"],
        "kind": "closed",
        "first_day": "2027-03-02",
        "last_day": "2027-03-02",
        "hours": {"start": "09:00", "end": "15:00"},
        "note": "Dentist",
    }
    assert starts(product, ACNE, "2027-03-02", JOHNSONS_ID)[0] == "20:00"
    opened = take_back(product, added["id"], 2).ok()
    assert (opened["version"], [one["id"] for one in opened["exceptions"]]) == (3, ["exc_memorialday"])
    assert starts(product, ACNE, "2027-03-02", JOHNSONS_ID) == before


def test_an_opened_stretch_has_times_of_its_own(product: Product) -> None:
    change_day(product, "open", "2027-03-06", "10:10", "11:10")
    assert starts(product, ACNE, "2027-03-06", JOHNSONS_ID) == ["15:10", "15:25", "15:40"]


def test_the_later_word_wins(product: Product) -> None:
    except_on(product, first_day="2027-03-01", last_day="2027-03-05").ok()
    except_on(product, version=2, kind="open", hours={"start": "10:00", "end": "10:30"}).ok()
    assert starts(product, ACNE, "2027-03-02", JOHNSONS_ID) == ["15:00"]
    assert starts(product, ACNE, "2027-03-03", JOHNSONS_ID) == []


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"hours": {"start": "12:00", "end": "12:00"}}, "hours"),
        ({"hours": {"start": "24:00", "end": "24:00"}}, "hours"),
        ({"last_day": "2027-03-01"}, "last_day"),
        ({"first_day": "2027-02-30"}, "first_day"),
        ({"kind": "maybe"}, "kind"),
        ({"hours": {"start": "25:00", "end": "26:00"}}, "hours.start"),
    ],
)
def test_it_names_the_field_of_a_single_day_as_it_was_sent(
    product: Product, changed: dict[str, Any], field: str
) -> None:
    assert except_on(product, **changed).refused(422, "invalid_field")["field"] == field
    assert hours_of(product)["version"] == 1


def test_what_was_never_there_cannot_be_taken_back(product: Product) -> None:
    take_back(product, "exc_nothing", 1).refused(404, "not_found")
    except_on(product, provider_id="prv_nobody").refused(404, "not_found")
    query = {"provider_id": "prv_nobody"}
    product.call("availability", by=CHEN, query=query).refused(404, "not_found")


def test_visits_beyond_the_new_hours_are_pointed_out_and_stay(product: Product, bank: Bank) -> None:
    join(product, RUTH)
    bank.book(RUTH, "2027-03-02T20:00:00Z")  # 3:00 PM
    bank.book(RUTH, "2027-03-09T15:00:00Z")  # 10:00 AM
    morning = [{"start": "09:00", "end": "12:00"}]
    changed = change(product, weekly=[morning] * 5 + [[], []]).ok()
    assert changed["outside"] == [{"starts_at": "2027-03-02T20:00:00Z", "ends_at": "2027-03-02T20:30:00Z"}]
    later(product, days=2)
    assert hours_of(product)["outside"] == []


def test_time_kept_free_around_a_visit_may_lie_beyond_the_hours(product: Product, bank: Bank) -> None:
    join(product, RUTH)
    bank.book(RUTH, "2027-03-02T20:30:00Z", provider=CHENS_ID)  # until 4:00 PM, when Dr. Chen's day ends
    assert hours_of(product, CHENS_ID)["outside"] == []


def test_visits_on_the_last_day_that_is_looked_at_are_within_their_hours(product: Product, bank: Bank) -> None:
    go_to(product, "2027-03-02T21:00:00Z")
    join(product, RUTH)
    bank.book(RUTH, "2027-05-03T14:00:00Z")  # the 62nd day ahead, earlier in the day than now
    assert hours_of(product)["outside"] == []
