"""From a held time to a booked one: the policy accepted, a card confirmed where one is needed."""

from __future__ import annotations

from typing import Any

import pytest
import stripe

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
    cards_of,
    hold,
    join,
    later,
    publish,
    starts,
    visits,
)
from tests.product import JOHNSON, MAYA, RUTH, Product


@pytest.fixture
def held(product: Product) -> Any:
    """Maya's, for Tuesday at ten."""
    join(product, MAYA)
    return hold(product, MAYA, TUESDAY_TEN).ok()


def test_accepting_asks_for_a_card_and_books_once_it_is_confirmed(product: Product, bank: Bank, held: Any) -> None:
    asked = accept(product, MAYA, held).ok()
    assert asked == {
        "status": "needs_card",
        "appointment_id": held["appointment_id"],
        "starts_at": TUESDAY_TEN,
        "ends_at": "2027-03-02T15:30:00Z",
        "expires_at": "2027-03-01T14:10:00Z",
        "amount_minor": 0,
        "client_secret": asked["client_secret"],
        "calendar_file": None,
    }
    assert bank.confirm(asked["client_secret"]) == "succeeded"
    booked = accept(product, MAYA, held).ok()
    assert booked == asked | {
        "status": "booked",
        "expires_at": None,
        "client_secret": None,
        "calendar_file": booked["calendar_file"],
    }
    assert "DTSTART:20270302T150000Z\r\nDTEND:20270302T153000Z\r\n" in booked["calendar_file"]


def test_the_file_for_the_patients_calendar_says_nothing_of_why(product: Product, bank: Bank, held: Any) -> None:
    bank.confirm(accept(product, MAYA, held).ok()["client_secret"])
    file = accept(product, MAYA, held).ok()["calendar_file"]
    assert "SUMMARY:Appointment\\, Harbor Dermatology\r\n" in file
    assert not [word for word in ("Acne", "Maya", "Ortiz", "Johnson", "Dr.") if word in file]


def test_accepting_twice_is_one_intent_for_one_customer(product: Product, bank: Bank, held: Any) -> None:
    first = accept(product, MAYA, held).ok()
    assert accept(product, MAYA, held).ok() == first
    (intent,) = bank.made("setup_intent")
    (customer,) = bank.made("customer")
    profile = product.call("profile", by=MAYA).ok()
    ids = {"clinic_id": product.clinic_id, "patient_id": profile["patient_id"]}
    assert customer["metadata"] == ids
    assert intent["metadata"] == {**ids, "appointment_id": held["appointment_id"]}


def test_whoever_comes_back_days_later_is_the_same_customer(product: Product, bank: Bank, held: Any) -> None:
    accept(product, MAYA, held).ok()
    later(product, days=3)  # longer than Stripe remembers idempotency keys
    again = hold(product, MAYA, NEXT_TUESDAY_TEN).ok()
    assert accept(product, MAYA, again).ok()["status"] == "needs_card"
    assert (len(bank.made("customer")), len(bank.made("setup_intent"))) == (1, 2)


def test_a_declined_card_leaves_the_hold_for_another_one(product: Product, bank: Bank, held: Any) -> None:
    secret = accept(product, MAYA, held).ok()["client_secret"]
    with pytest.raises(stripe.CardError):
        bank.confirm(secret, "pm_card_visa_chargeDeclined")
    again = accept(product, MAYA, held).ok()
    assert (again["status"], again["client_secret"]) == ("needs_card", secret)
    bank.confirm(secret, "pm_card_mastercard")
    assert accept(product, MAYA, held).ok()["status"] == "booked"
    (card,) = cards_of(product)
    assert (card["brand"], card["last4"]) == ("mastercard", "4444")


def test_what_is_no_card_books_nothing_and_leaves_the_hold_for_a_card(product: Product, bank: Bank, held: Any) -> None:
    first = accept(product, MAYA, held).ok()["client_secret"]
    bank.confirm_with_link(first)
    again = accept(product, MAYA, held).ok()
    assert (again["status"], again["client_secret"] != first) == ("needs_card", True)
    bank.confirm(again["client_secret"])
    assert accept(product, MAYA, held).ok()["status"] == "booked"
    assert [card["last4"] for card in cards_of(product)] == ["4242"]


def test_a_card_that_the_bank_asks_about_books_once_it_was_answered(product: Product, bank: Bank, held: Any) -> None:
    secret = accept(product, MAYA, held).ok()["client_secret"]
    assert bank.confirm(secret, "pm_card_authenticationRequired") == "requires_action"
    assert accept(product, MAYA, held).ok()["status"] == "needs_card"
    bank.authenticate(secret, "complete")
    assert accept(product, MAYA, held).ok()["status"] == "booked"


def test_a_card_that_failed_the_banks_question_books_nothing(product: Product, bank: Bank, held: Any) -> None:
    secret = accept(product, MAYA, held).ok()["client_secret"]
    bank.confirm(secret, "pm_card_authenticationRequired")
    bank.authenticate(secret, "fail")
    assert accept(product, MAYA, held).ok()["status"] == "needs_card"
    assert product.call("payment_method", by=MAYA).ok() == {"cards": []}


def test_a_saved_card_books_at_once(product: Product, bank: Bank, held: Any) -> None:
    bank.confirm(accept(product, MAYA, held).ok()["client_secret"])
    accept(product, MAYA, held).ok()
    (card,) = cards_of(product)
    (method,) = bank.made("payment_method")
    printed = {name: method["card"][name] for name in ("brand", "last4", "exp_month", "exp_year")}
    assert card == {"id": method["id"], **printed}
    assert card["last4"] == "4242"
    second = hold(product, MAYA, NEXT_TUESDAY_TEN).ok()
    assert (second["needs_card"], second["card"]) == (False, printed)
    assert accept(product, MAYA, second).ok()["status"] == "booked"
    assert len(bank.made("setup_intent")) == 1


def test_a_payer_that_bars_fees_books_without_stripe_hearing_of_it(product: Product, bank: Bank) -> None:
    join(product, RUTH)
    held = hold(product, RUTH, TUESDAY_TEN).ok()
    assert accept(product, RUTH, held).ok()["status"] == "booked"
    assert list(bank.server.api.captured) == []


def test_a_clinic_that_takes_no_fees_asks_for_no_card(product: Product, bank: Bank) -> None:
    join(product, MAYA)
    publish(product, tiers=[], no_show_fee={"kind": "percent", "value": 0})
    held = hold(product, MAYA, TUESDAY_TEN).ok()
    assert (held["needs_card"], held["receipt"]["barred"]) == (False, False)
    assert accept(product, MAYA, held).ok()["status"] == "booked"
    assert list(bank.server.api.captured) == []


def test_a_fee_for_missing_the_visit_alone_asks_for_a_card(product: Product) -> None:
    join(product, MAYA)
    publish(product, tiers=[])
    held = hold(product, MAYA, TUESDAY_TEN).ok()
    assert (held["needs_card"], held["receipt"]["no_show_fee_minor"]) == (True, 10000)
    assert accept(product, MAYA, held).ok()["status"] == "needs_card"


def test_what_is_booked_is_on_both_calendars(product: Product, bank: Bank, held: Any) -> None:
    bank.confirm(accept(product, MAYA, held).ok()["client_secret"])
    later(product, minutes=3)
    accept(product, MAYA, held).ok()
    (mine,) = visits(product, MAYA)
    assert (mine["status"], mine["booked_at"], mine["policy_accepted_at"]) == (
        "booked", "2027-03-01T14:00:00Z", "2027-03-01T14:00:00Z",
    )  # fmt: skip
    assert [visit["id"] for visit in calendar(product, JOHNSON, "2027-03-02")] == [mine["id"]]
    assert "15:00" not in starts(product, ACNE, "2027-03-02", JOHNSONS_ID)


def test_a_booked_visit_does_not_run_out(product: Product, bank: Bank, held: Any) -> None:
    bank.confirm(accept(product, MAYA, held).ok()["client_secret"])
    accept(product, MAYA, held).ok()
    later(product, minutes=11)
    product.tick()
    assert [visit["status"] for visit in visits(product, MAYA)] == ["booked"]
    assert accept(product, MAYA, held).ok()["status"] == "booked"


def test_two_visits_with_two_providers_are_two_bookings(product: Product, bank: Bank) -> None:
    join(product, MAYA)
    one = bank.book(MAYA, TUESDAY_NINE)
    two = bank.book(MAYA, "2027-03-03T15:00:00Z", provider=CHENS_ID)
    assert [visit["id"] for visit in visits(product, MAYA)] == [one, two]
