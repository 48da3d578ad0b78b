"""Paid in advance: a deposit, or the whole price; counted toward a fee, given back by the policy."""

from __future__ import annotations

from typing import Any

import pytest

from tests.functions.steps import CHENS_ID, accept, cancel, change_type, go_to, hold, join, later, visits
from tests.money.till import BOTOX, TOO_LATE, TUESDAY, Till
from tests.product import DANIEL, JOHNSON, MAYA, RUTH


def _held(till: Till, **wanted: str) -> Any:
    return hold(till.product, MAYA, TUESDAY, kind=BOTOX, **wanted).ok()


def _pay(till: Till, held: Any, card: str = "pm_card_visa", **accepted: Any) -> str:
    """Through the Payment Element; the visit's id once it is booked."""
    asked = accept(till.product, MAYA, held, **accepted).ok()
    assert asked["status"] == "needs_payment"
    till.bank.pay(asked["client_secret"], card)
    assert accept(till.product, MAYA, held, **accepted).ok()["status"] == "booked"
    return str(held["appointment_id"])


def test_a_hold_says_what_is_paid_today(till: Till) -> None:
    held = _held(till)
    assert (held["price_minor"], held["deposit_minor"], held["prepay_minor"]) == (10000, 5000, None)
    assert (held["needs_card"], held["card"]) == (True, None)
    assert held["receipt"]["deposit_sentence"] == (
        "Cancel in time and the $50 paid in advance come back in full. Later, they count toward the fee."
    )


def test_it_is_booked_once_the_deposit_is_paid_and_the_card_stays_on_file(till: Till) -> None:
    held = _held(till)
    asked = accept(till.product, MAYA, held).ok()
    assert (asked["status"], asked["amount_minor"]) == ("needs_payment", 5000)
    assert till.visit(held["appointment_id"])["status"] == "pending"
    _pay(till, held)
    visit = till.visit(held["appointment_id"])
    assert (visit["status"], visit["deposit_minor"], visit["paid_minor"]) == ("booked", 5000, 5000)
    (charge,) = till.charges()
    assert (charge["kind"], charge["status"], charge["amount_minor"]) == ("deposit", "succeeded", 5000)
    assert charge["card"]["last4"] == "4242"
    (card,) = till.product.call("payment_method", by=MAYA).ok()["cards"]
    assert card["last4"] == "4242"


def test_a_card_on_file_pays_the_deposit_at_once(till: Till) -> None:
    till.keep_card()
    till.book(kind=BOTOX)
    assert till.payments() == [(5000, "succeeded")]


def test_a_card_on_file_that_is_declined_leaves_the_hold_for_another_one(till: Till) -> None:
    till.keep_card("pm_card_chargeCustomerFail")
    held = _held(till)
    accept(till.product, MAYA, held).refused(402, "card_declined")
    later(till.product, seconds=30)
    _pay(till, held, "pm_card_mastercard", another_card=True)
    assert till.payments() == [(5000, "succeeded")]
    cards = till.product.call("payment_method", by=MAYA).ok()["cards"]
    assert [card["brand"] for card in cards] == ["mastercard", "visa"]


def test_the_same_request_again_tries_a_card_once(till: Till) -> None:
    till.keep_card("pm_card_chargeCustomerFail")
    held = _held(till)
    for _ in range(2):
        accept(till.product, MAYA, held, key="the-same-key-as-before").refused(402, "card_declined")
    assert len(till.bank.made("charge")) == 1


def test_a_bank_that_asks_about_the_card_on_file_is_answered_and_the_visit_booked(till: Till) -> None:
    till.keep_card("pm_card_authenticationRequired")
    held = _held(till)
    asked = accept(till.product, MAYA, held).ok()
    assert asked["status"] == "needs_action"
    till.bank.authenticate(asked["client_secret"], "complete")
    assert accept(till.product, MAYA, held).ok()["status"] == "booked"
    assert till.payments() == [(5000, "succeeded")]


def test_the_whole_price_may_be_paid_where_that_is_offered(till: Till) -> None:
    change_type(till.product, BOTOX, may_prepay=True).ok()
    held = _held(till)
    assert held["prepay_minor"] == 10000
    _pay(till, held, pay="price")
    assert till.visit(held["appointment_id"])["paid_minor"] == 10000
    assert till.payments() == [(10000, "succeeded")]


def test_and_nowhere_else(till: Till) -> None:
    assert accept(till.product, MAYA, _held(till), pay="price").refused(422, "invalid_field")["field"] == "pay"


def test_somebody_who_changes_their_mind_about_how_much_pays_once(till: Till) -> None:
    change_type(till.product, BOTOX, may_prepay=True).ok()
    held = _held(till)
    accept(till.product, MAYA, held).ok()
    _pay(till, held, pay="price")
    assert till.payments() == [(10000, "succeeded"), (5000, "canceled")]


def test_a_payer_that_bars_fees_means_no_deposit_and_no_card(till: Till) -> None:
    join(till.product, RUTH)
    held = hold(till.product, RUTH, TUESDAY, kind=BOTOX).ok()
    assert (held["deposit_minor"], held["needs_card"]) == (0, False)
    assert accept(till.product, RUTH, held).ok()["status"] == "booked"
    assert till.payments() == []


def test_cancelled_in_time_it_comes_back_in_full(till: Till) -> None:
    visit = _pay(till, _held(till))
    later(till.product, days=1)
    assert till.cancel(visit)["fee_minor"] == 0
    (charge,) = till.charges()
    assert (charge["status"], charge["refunding_minor"], charge["refundable_minor"]) == ("succeeded", 5000, 0)
    till.product.enforce()
    (charge,) = till.charges()
    assert (charge["status"], charge["refunded_minor"]) == ("refunded", 5000)
    assert till.taken() == 0


def test_cancelled_late_it_is_the_fee_and_nothing_more_is_charged(till: Till) -> None:
    visit = _pay(till, _held(till))
    go_to(till.product, TOO_LATE)
    shown = till.product.call("cancel", by=MAYA, query={"appointment_id": visit}).ok()["settlement"]
    assert shown == {"fee_minor": 5000, "from_deposit_minor": 5000, "to_charge_minor": 0, "to_refund_minor": 0}
    cancelled = till.cancel(visit)
    assert (cancelled["fee_minor"], cancelled["charge_id"]) == (5000, None)
    till.product.enforce()
    assert till.payments() == [(5000, "succeeded")]
    assert till.taken() == 5000


def test_cancelled_by_the_clinic_it_comes_back_however_late(till: Till) -> None:
    visit = _pay(till, _held(till))
    go_to(till.product, TOO_LATE)
    cancel(till.product, JOHNSON, visit, 0, by="clinic").ok()
    till.product.enforce()
    assert till.taken() == 0


def test_the_whole_price_paid_in_advance_comes_back_less_the_fee(till: Till) -> None:
    change_type(till.product, BOTOX, may_prepay=True).ok()
    visit = _pay(till, _held(till), pay="price")
    go_to(till.product, TOO_LATE)
    till.cancel(visit)
    till.product.enforce()
    (charge,) = till.charges()
    assert (charge["status"], charge["amount_minor"], charge["refunded_minor"]) == ("succeeded", 10000, 5000)
    assert till.taken() == 5000


def test_a_time_that_went_to_somebody_else_while_paying_is_given_back_and_said_so(till: Till) -> None:
    held = _held(till)
    secret = accept(till.product, MAYA, held).ok()["client_secret"]
    later(till.product, minutes=11)
    till.product.tick()
    join(till.product, DANIEL)
    till.keep_card(by=DANIEL)
    till.book(by=DANIEL)
    till.bank.pay(secret)
    refused = accept(till.product, MAYA, held).refused(409, "slot_taken")
    assert refused["returned_minor"] == 5000
    assert len(refused["nearest"]) == 3
    (charge,) = till.charges()
    assert (charge["status"], charge["was_returned"]) == ("succeeded", True)
    till.product.enforce()
    assert till.charges()[0]["status"] == "refunded"
    assert till.taken() == 0


def _book_again(till: Till, held: Any, **accepted: Any) -> int:
    """What the refusal says went back of what was paid."""
    refused = accept(till.product, MAYA, held, **accepted).refused(409, "slot_taken")
    return int(refused.get("returned_minor", 0))


@pytest.mark.parametrize(
    ("pay", "late", "back"),
    [("deposit", True, 0), ("price", True, 5000), ("deposit", False, 5000), ("price", False, 10000)],
)
def test_booking_again_what_was_cancelled_says_what_of_it_went_back_and_no_more(
    till: Till, pay: str, *, late: bool, back: int
) -> None:
    change_type(till.product, BOTOX, may_prepay=True).ok()
    held = _held(till)
    paid = 10000 if pay == "price" else 5000
    visit = _pay(till, held, pay=pay)
    if late:
        go_to(till.product, TOO_LATE)
    else:
        later(till.product, days=1)
    till.cancel(visit)
    assert _book_again(till, held, pay=pay) == back
    till.product.enforce()
    assert (_book_again(till, held, pay=pay), till.taken()) == (back, paid - back)


def test_asked_again_a_refusal_says_again_what_went_back(till: Till) -> None:
    held = _held(till)
    secret = accept(till.product, MAYA, held).ok()["client_secret"]
    later(till.product, minutes=11)
    till.product.tick()
    join(till.product, DANIEL)
    till.keep_card(by=DANIEL)
    till.book(by=DANIEL)
    till.bank.pay(secret)
    for _ in range(2):
        assert _book_again(till, held) == 5000
        till.product.enforce()
    assert (till.charges()[0]["refunded_minor"], till.taken()) == (5000, 0)


def test_a_hold_that_ran_out_while_the_browser_was_closed_is_booked_once_it_turns_out_paid(till: Till) -> None:
    held = _held(till)
    till.bank.pay(accept(till.product, MAYA, held).ok()["client_secret"])
    later(till.product, minutes=11)
    till.product.tick()
    assert visits(till.product, MAYA) == []
    till.product.enforce()
    assert till.visit(held["appointment_id"])["status"] == "booked"
    assert till.taken() == 5000


def test_a_deposit_that_was_never_paid_ends_with_the_hold(till: Till) -> None:
    held = _held(till)
    secret = accept(till.product, MAYA, held).ok()["client_secret"]
    later(till.product, minutes=11)
    till.product.tick()
    till.product.enforce()
    assert till.payments() == [(5000, "canceled")]
    with pytest.raises(Exception, match="canceled"):
        till.bank.pay(secret)


def test_a_deposit_that_the_clinic_gave_back_meets_no_fee_any_more(till: Till) -> None:
    visit = _pay(till, _held(till))
    till.change(till.charges()[0]["id"], "refund", amount_minor=2000).ok()
    assert till.visit(visit)["paid_minor"] == 3000
    go_to(till.product, TOO_LATE)
    till.cancel(visit)
    till.product.enforce()
    assert sorted(till.payments()) == [(2000, "succeeded"), (5000, "succeeded")]
    assert till.taken() == 5000


def test_another_provider_asks_for_the_same_deposit(till: Till) -> None:
    assert _held(till, provider=CHENS_ID)["deposit_minor"] == 5000
