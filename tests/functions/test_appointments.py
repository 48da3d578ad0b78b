"""Lists: a patient's own visits, and what the team sees of a provider's days."""

from __future__ import annotations

import pytest

from tests.functions.bank import Bank
from tests.functions.steps import (
    ACNE,
    CHENS_ID,
    JOHNSONS_ID,
    NEXT_TUESDAY_TEN,
    TUESDAY_NINE,
    TUESDAY_TEN,
    accept,
    calendar,
    cancel,
    go_to,
    hold,
    join,
    later,
    publish,
    visits,
)
from tests.product import CHEN, DANIEL, JOHNSON, MAYA, PRIYA, RUTH, Product, details


@pytest.fixture(autouse=True)
def _patients(product: Product) -> None:
    join(product, MAYA)
    join(product, RUTH)


def test_a_patient_sees_a_visit_with_everything_about_it(product: Product, bank: Bank) -> None:
    booked = bank.book(MAYA, NEXT_TUESDAY_TEN)
    (visit,) = visits(product, MAYA)
    assert visit == {
        "id": booked,
        "status": "booked",
        "provider_id": JOHNSONS_ID,
        "appointment_type_id": ACNE,
        "starts_at": "2027-03-09T15:00:00Z",
        "ends_at": "2027-03-09T15:30:00Z",
        "expires_at": None,
        "booked_at": "2027-03-01T14:00:00Z",
        "price_minor": 14000,
        "deposit_minor": 0,
        "paid_minor": 0,
        "attended_at": None,
        "attended_by": None,
        "cancelled_at": None,
        "cancelled_by": None,
        "fee_minor": 0,
        "policy_accepted_at": "2027-03-01T14:00:00Z",
        "receipt": visit["receipt"],
        "moves_until": "2027-03-09T15:00:00Z",
        "note_count": 0,
        "patient": None,
        "calendar_file": visit["calendar_file"],
        "version": 3,
    }
    assert visit["receipt"]["sentence"] == "Free to cancel until Mon, Mar 8, 10:00 AM EST. After that: $50."
    assert f"UID:{booked}@calendersome\r\n" in visit["calendar_file"]


def test_by_start_whatever_was_booked_first_and_nobody_elses(product: Product, bank: Bank) -> None:
    second, first = bank.book(MAYA, NEXT_TUESDAY_TEN), bank.book(MAYA, TUESDAY_TEN)
    theirs = bank.book(RUTH, TUESDAY_NINE)
    assert [visit["id"] for visit in visits(product, MAYA)] == [first, second]
    assert [visit["id"] for visit in visits(product, RUTH)] == [theirs]


def test_what_is_over_stays_without_a_file(product: Product, bank: Bank) -> None:
    bank.book(MAYA, TUESDAY_TEN)
    go_to(product, TUESDAY_TEN)
    (visit,) = visits(product, MAYA)
    assert (visit["status"], visit["calendar_file"]) == ("booked", None)


def test_the_version_that_was_accepted_stays_with_the_visit(product: Product, bank: Bank) -> None:
    bank.book(MAYA, NEXT_TUESDAY_TEN)
    (before,) = visits(product, MAYA)
    newer = publish(product, tiers=[{"hours_before": 48, "fee": {"kind": "amount", "value": 9900}}])
    bank.book(MAYA, "2027-03-10T15:00:00Z")
    kept, second = visits(product, MAYA)
    assert kept["receipt"] == before["receipt"]
    assert (second["receipt"]["policy_version"], second["receipt"]["policy_hash"]) == (2, newer["hash"])
    assert second["receipt"]["steps"] == [{"from_at": "2027-03-08T15:00:00Z", "fee_minor": 9900}]


def test_the_team_sees_who_comes_and_how_to_reach_them(product: Product, bank: Bank) -> None:
    booked = bank.book(MAYA, TUESDAY_TEN)
    body = {"appointment_id": booked, "text": "Calm."}
    product.call("appointment_notes", "POST", by=PRIYA, body=body).ok()
    (visit,) = calendar(product, PRIYA, "2027-03-02")
    given = details(MAYA)
    assert visit["patient"] == {
        "id": product.call("profile", by=MAYA).ok()["patient_id"],
        "email": MAYA.email,
        **{name: given[name] for name in ("full_name", "phone", "date_of_birth", "payer_id")},
    }
    assert (visit["id"], visit["note_count"], visit["calendar_file"]) == (booked, 1, None)
    assert visits(product, MAYA)[0]["note_count"] == 0


def test_a_provider_sees_a_colleagues_days(product: Product, bank: Bank) -> None:
    booked = bank.book(MAYA, TUESDAY_TEN)
    assert [visit["id"] for visit in calendar(product, CHEN, "2027-03-02", JOHNSONS_ID)] == [booked]
    assert calendar(product, CHEN, "2027-03-02", CHENS_ID) == []


def test_the_calendar_has_holds_until_they_run_out(product: Product) -> None:
    held = hold(product, MAYA, TUESDAY_TEN).ok()
    (visit,) = calendar(product, PRIYA, "2027-03-02")
    assert (visit["id"], visit["status"], visit["expires_at"], visit["policy_accepted_at"]) == (
        held["appointment_id"], "pending", "2027-03-01T14:10:00Z", None,
    )  # fmt: skip
    later(product, minutes=10)
    assert calendar(product, PRIYA, "2027-03-02") == []


def test_the_calendar_has_nothing_that_was_called_off(product: Product, bank: Bank) -> None:
    cancel(product, RUTH, bank.book(RUTH, TUESDAY_TEN), 0).ok()
    assert calendar(product, PRIYA, "2027-03-02") == []
    assert [visit["status"] for visit in visits(product, RUTH)] == ["cancelled"]


def test_the_window_takes_what_meets_it(product: Product, bank: Bank) -> None:
    booked = bank.book(MAYA, TUESDAY_TEN)  # 15:00 to 15:30

    def found(from_at: str, until: str) -> list[str]:
        window = {"provider_id": JOHNSONS_ID, "from_at": f"2027-03-02T{from_at}Z", "until": f"2027-03-02T{until}Z"}
        return [visit["id"] for visit in product.call("appointments", by=CHEN, query=window).ok()["appointments"]]

    assert found("15:15:00", "15:16:00") == [booked]
    assert found("15:29:59", "20:00:00") == [booked]
    assert found("15:30:00", "20:00:00") == []
    assert found("10:00:00", "15:00:00") == []
    assert found("10:00:00", "15:00:01") == [booked]


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"from_at": "2027-03-01T00:00:00Z", "until": "2027-03-02T00:00:00Z"}, "provider_id"),
        ({"provider_id": JOHNSONS_ID}, "until"),
        ({"provider_id": JOHNSONS_ID, "from_at": "2027-03-01T00:00:00Z"}, "until"),
        (
            {"provider_id": JOHNSONS_ID, "from_at": "2027-03-02T00:00:00Z", "until": "2027-03-02T00:00:00Z"},
            "until",
        ),
        (
            {"provider_id": JOHNSONS_ID, "from_at": "2027-03-01T00:00:00Z", "until": "2027-05-02T00:00:01Z"},
            "until",
        ),
    ],
)
def test_the_team_says_whose_days_and_which(product: Product, query: dict[str, str], field: str) -> None:
    assert product.call("appointments", by=PRIYA, query=query).refused(422, "invalid_field")["field"] == field


def test_two_months_are_given_and_an_unknown_provider_is_not_found(product: Product) -> None:
    window = {"from_at": "2027-03-01T00:00:00Z", "until": "2027-05-02T00:00:00Z"}
    shown = product.call("appointments", by=PRIYA, query={**window, "provider_id": JOHNSONS_ID}).ok()
    assert shown == {"appointments": []}
    product.call("appointments", by=PRIYA, query={**window, "provider_id": "prv_nobody"}).refused(404, "not_found")


def test_somebody_of_the_team_who_is_a_patient_too_says_as_what_they_ask(product: Product, bank: Bank) -> None:
    join(product, CHEN)
    booked = bank.book(CHEN, TUESDAY_TEN)
    assert [visit["id"] for visit in visits(product, CHEN)] == [booked]
    (seen,) = calendar(product, CHEN, "2027-03-02")
    assert seen["patient"]["email"] == CHEN.email
    query = {"as": "provider"}
    assert product.call("appointments", by=CHEN, query=query).refused(422, "invalid_field")["field"] == "provider_id"
    product.call("appointments", by=MAYA, query=query).refused(403, "forbidden")
    refused = product.call("appointments", by=CHEN, query={"as": "king"}).refused(422, "invalid_field")
    assert refused["field"] == "as"


def test_a_patient_finds_their_hold_again_until_it_runs_out(product: Product, bank: Bank) -> None:
    booked = bank.book(MAYA, NEXT_TUESDAY_TEN)
    join(product, DANIEL)
    held = hold(product, DANIEL, "2027-03-10T15:00:00Z").ok()
    mine = hold(product, MAYA, TUESDAY_TEN).ok()
    assert [visit["id"] for visit in visits(product, MAYA)] == [mine["appointment_id"], booked]
    accept(product, DANIEL, held).ok()
    (visit,) = visits(product, DANIEL)
    assert (visit["id"], visit["status"], visit["expires_at"], visit["calendar_file"]) == (
        held["appointment_id"], "pending", "2027-03-01T14:10:00Z", None,
    )  # fmt: skip
    assert (visit["policy_accepted_at"], visit["receipt"]) == ("2027-03-01T14:00:00Z", held["receipt"])
    later(product, minutes=10)
    assert visits(product, DANIEL) == []
    assert [visit["id"] for visit in visits(product, MAYA)] == [booked]


def test_a_hold_that_was_given_up_is_not_among_the_visits(product: Product) -> None:
    held = hold(product, MAYA, TUESDAY_TEN).ok()
    cancel(product, MAYA, held["appointment_id"], 0).ok()
    assert visits(product, MAYA) == []


def test_an_empty_day_is_an_empty_list(product: Product) -> None:
    assert calendar(product, JOHNSON, "2027-03-02") == []
