"""Holding a time: what is shown with it, and every reason not to get it."""

from __future__ import annotations

import pytest

from tests.functions.steps import (
    ACNE,
    CHENS_ID,
    JOHNSONS_ID,
    MOLE,
    NEXT_TUESDAY_TEN,
    PEEL,
    TUESDAY_NINE,
    TUESDAY_TEN,
    accept,
    change_day,
    change_type,
    hold,
    join,
    later,
    publish,
    starts,
)
from tests.product import DANIEL, MAYA, PRIYA, RUTH, Product, details


@pytest.fixture(autouse=True)
def _patients(product: Product) -> None:
    for person in (MAYA, DANIEL, RUTH):
        join(product, person)


def test_a_hold_shows_the_time_its_deadline_and_the_exact_receipt(product: Product) -> None:
    held = hold(product, MAYA, NEXT_TUESDAY_TEN).ok()
    policy = product.call("policy", by=PRIYA).ok()["current"]
    assert held == {
        "appointment_id": held["appointment_id"],
        "provider_id": JOHNSONS_ID,
        "appointment_type_id": ACNE,
        "starts_at": "2027-03-09T15:00:00Z",
        "ends_at": "2027-03-09T15:30:00Z",
        "expires_at": "2027-03-01T14:10:00Z",
        "needs_card": True,
        "price_minor": 14000,
        "deposit_minor": 0,
        "prepay_minor": None,
        "card": None,
        "receipt": {
            "policy_version": 1,
            "policy_hash": policy["hash"],
            "currency": "usd",
            "free_until": "2027-03-08T15:00:00Z",
            "steps": [{"from_at": "2027-03-08T15:00:00Z", "fee_minor": 5000}],
            "no_show_fee_minor": 10000,
            "grace_until": "2027-03-01T14:15:00Z",
            "barred": False,
            "sentence": "Free to cancel until Mon, Mar 8, 10:00 AM EST. After that: $50.",
            "fee_now_minor": 0,
            "deposit_minor": 0,
            "deposit_sentence": None,
            "was_moved": False,
        },
    }
    assert held["appointment_id"].startswith("apt_")


def test_where_the_payer_bars_fees_there_is_none_and_no_card_is_asked_for(product: Product) -> None:
    held = hold(product, RUTH, TUESDAY_TEN).ok()
    receipt = held["receipt"]
    assert held["needs_card"] is False
    assert (receipt["barred"], receipt["steps"], receipt["no_show_fee_minor"]) == (True, [], 0)
    assert receipt["sentence"] == "There is no fee, at any time. Your payer does not allow one."


def test_holding_the_same_time_again_is_the_same_hold(product: Product) -> None:
    first = hold(product, MAYA, TUESDAY_TEN).ok()
    later(product, minutes=4)
    assert hold(product, MAYA, TUESDAY_TEN).ok() == first


def test_after_the_ten_minutes_it_is_a_new_one(product: Product) -> None:
    first = hold(product, MAYA, TUESDAY_TEN).ok()
    later(product, minutes=10)
    second = hold(product, MAYA, TUESDAY_TEN).ok()
    assert second["appointment_id"] != first["appointment_id"]
    assert second["expires_at"] == "2027-03-01T14:20:00Z"


def test_another_time_lets_the_first_one_go(product: Product) -> None:
    first = hold(product, MAYA, TUESDAY_TEN).ok()
    hold(product, MAYA, TUESDAY_NINE).ok()
    assert hold(product, DANIEL, TUESDAY_TEN).ok()["starts_at"] == TUESDAY_TEN
    gone = accept(product, MAYA, first).refused(409, "slot_taken")
    assert len(gone["nearest"]) == 3


def test_a_price_that_changed_meanwhile_gets_a_receipt_of_its_own(product: Product) -> None:
    publish(product, tiers=[{"hours_before": 48, "fee": {"kind": "percent", "value": 50}}], grace_minutes=0)
    before = hold(product, MAYA, TUESDAY_TEN).ok()
    change_type(product, ACNE, price_minor=20000, duration_minutes=45).ok()
    again = hold(product, MAYA, TUESDAY_TEN).ok()
    assert (before["receipt"]["fee_now_minor"], again["receipt"]["fee_now_minor"]) == (7000, 10000)
    booked = product.call("cancel", by=MAYA, query={"appointment_id": again["appointment_id"]}).ok()
    assert booked["receipt"]["steps"][0]["fee_minor"] == 10000
    assert again["ends_at"] == "2027-03-02T15:45:00Z"
    assert hold(product, DANIEL, "2027-03-02T15:30:00Z").status == 409


def test_a_payer_that_changed_meanwhile_gets_a_receipt_of_its_own(product: Product) -> None:
    before = hold(product, MAYA, TUESDAY_TEN).ok()
    changed = details(MAYA, payer_id="pay_masshealth", version=1)
    del changed["privacy_notice"]
    product.call("profile", "PUT", by=MAYA, body=changed).ok()
    again = hold(product, MAYA, TUESDAY_TEN).ok()
    assert (before["receipt"]["barred"], again["receipt"]["barred"]) == (False, True)
    assert accept(product, MAYA, again).ok()["status"] == "booked"
    preview = product.call("cancel", by=MAYA, query={"appointment_id": again["appointment_id"]}).ok()
    assert (preview["receipt"]["barred"], preview["fee_minor"]) == (True, 0)


def test_a_taken_time_is_refused_with_the_three_nearest(product: Product) -> None:
    hold(product, DANIEL, TUESDAY_TEN).ok()
    refused = hold(product, MAYA, TUESDAY_TEN).refused(409, "slot_taken")
    assert (refused["title"], refused["detail"]) == (
        "That time was just taken", "Choose another time; nothing was lost.",
    )  # fmt: skip
    assert refused["nearest"] == [
        {"provider_id": JOHNSONS_ID, "starts_at": "2027-03-02T14:30:00Z", "ends_at": "2027-03-02T15:00:00Z"},
        {"provider_id": JOHNSONS_ID, "starts_at": "2027-03-02T15:30:00Z", "ends_at": "2027-03-02T16:00:00Z"},
        {"provider_id": JOHNSONS_ID, "starts_at": "2027-03-02T14:15:00Z", "ends_at": "2027-03-02T14:45:00Z"},
    ]


@pytest.mark.parametrize(
    ("starts_at", "nearest"),
    [
        ("2027-02-23T15:00:00Z", "2027-03-01T16:00:00Z"),  # last week
        ("2027-03-01T15:45:00Z", "2027-03-01T16:00:00Z"),  # today, within the two hours of notice
        ("2027-03-02T15:05:00Z", "2027-03-02T15:00:00Z"),  # off the grid
        ("2027-03-02T17:00:00Z", "2027-03-02T16:30:00Z"),  # over lunch
        ("2027-03-02T16:45:00Z", "2027-03-02T16:30:00Z"),  # ends after the hours do
        ("2027-03-06T15:00:00Z", "2027-03-05T17:30:00Z"),  # Saturday
        ("2027-05-31T14:00:00Z", "2027-05-28T16:30:00Z"),  # a day beyond the horizon
        ("2027-06-15T14:00:00Z", "2027-03-01T16:00:00Z"),  # far beyond it
        ("1970-01-01T00:00:00Z", "2027-03-01T16:00:00Z"),
        ("9999-12-31T23:59:59Z", "2027-03-01T16:00:00Z"),
    ],
)
def test_a_time_that_cannot_be_booked_is_refused_as_taken(product: Product, starts_at: str, nearest: str) -> None:
    refused = hold(product, MAYA, starts_at).refused(409, "slot_taken")
    assert refused["nearest"][0]["starts_at"] == nearest
    assert len(refused["nearest"]) == 3


def test_hours_that_closed_after_they_were_shown_are_refused(product: Product) -> None:
    assert "15:00" in starts(product, ACNE, "2027-03-02", JOHNSONS_ID)
    change_day(product, "closed", "2027-03-02", "09:00", "12:00")
    refused = hold(product, MAYA, TUESDAY_TEN).refused(409, "slot_taken")
    assert refused["nearest"][0]["starts_at"] == "2027-03-02T18:00:00Z"


def test_a_type_of_another_provider_is_refused_at_the_provider(product: Product) -> None:
    assert hold(product, MAYA, TUESDAY_TEN, kind=PEEL).refused(422, "invalid_field")["field"] == "provider_id"
    assert hold(product, MAYA, TUESDAY_TEN, kind=PEEL, provider=CHENS_ID).ok()["ends_at"] == "2027-03-02T16:00:00Z"


def test_a_retired_type_is_refused_and_an_unknown_one_not_found(product: Product) -> None:
    change_type(product, ACNE, active=False).ok()
    refused = hold(product, MAYA, TUESDAY_TEN).refused(422, "invalid_field")
    assert refused["field"] == "appointment_type_id"
    hold(product, MAYA, TUESDAY_TEN, kind="typ_unknown").refused(404, "not_found")
    hold(product, MAYA, TUESDAY_TEN, kind=MOLE, provider="prv_unknown").refused(422, "invalid_field")


def test_what_somebody_else_holds_is_not_found(product: Product) -> None:
    held = hold(product, DANIEL, TUESDAY_TEN).ok()
    accept(product, MAYA, held).refused(404, "not_found")
    assert accept(product, DANIEL, held).ok()["status"] == "needs_card"


def test_two_providers_are_two_times(product: Product) -> None:
    hold(product, MAYA, TUESDAY_TEN).ok()
    assert hold(product, DANIEL, TUESDAY_TEN, provider=CHENS_ID).ok()["provider_id"] == CHENS_ID
