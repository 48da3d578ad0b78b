"""What must hold although Stripe, its key, the patient and the clinic all do something at the wrong moment."""

from __future__ import annotations

from functools import partial

import pytest
import stripe

from tests.functions.steps import accept, go_to, hold, later, preview, publish
from tests.money.books import Books, assert_sound
from tests.money.racing import Line, make_room
from tests.money.till import BOTOX, OVER, TOO_LATE, TUESDAY, Till
from tests.product import JOHNSON, MAYA


def tick(till: Till, **passed: int) -> None:
    later(till.product, **(passed or {"minutes": 11}))
    till.product.enforce()


def book_with_deposit(till: Till) -> str:
    held = hold(till.product, MAYA, TUESDAY, kind=BOTOX).ok()
    till.bank.pay(accept(till.product, MAYA, held).ok()["client_secret"])
    tick(till)
    return str(held["appointment_id"])


@pytest.mark.parametrize("kind", ["401", "403"])
def test_a_refund_outlives_a_key_that_was_wrong_for_a_while(till: Till, kind: str) -> None:
    charge_id = till.cancel_late()
    till.product.enforce()
    till.bank.fail("GET", "/v1/refunds", kind, times=50)
    till.change(charge_id, "refund").ok()
    tick(till)
    till.bank.server.api.faults.clear()
    tick(till, hours=12)
    assert till.charge(charge_id)["status"] == "refunded"
    assert_sound(till)


def test_a_charge_outlives_a_key_that_was_wrong_for_two_days(till: Till) -> None:
    charge_id = till.cancel_late()
    till.bank.fail("POST", "/v1/payment_intents", "401", times=1000)
    for _ in range(5):
        tick(till, hours=12)
    till.bank.server.api.faults.clear()
    for _ in range(3):
        tick(till, hours=12)
    charge = till.charge(charge_id)
    assert (charge["status"], charge["attempts"]) == ("succeeded", 1)
    assert_sound(till)


def test_what_stripe_broke_off_once_is_charged_all_the_same(till: Till) -> None:
    charge_id = till.cancel_late()
    for path in ("/v1/payment_intents", "/v1/payment_intents/"):
        till.bank.fail("POST", path, "kept_500", times=1)
    till.product.enforce()
    assert till.charge(charge_id)["status"] == "succeeded"
    assert till.taken() == 5000
    assert_sound(till)


def give_back_twice(till: Till) -> None:
    """By the clinic while Stripe is away, and by somebody at Stripe itself, whom we hear of first."""
    (deposit,) = till.charges()
    till.bank.fail("POST", "/v1/refunds")
    till.change(deposit["id"], "refund").ok()
    (intent,) = till.bank.made("payment_intent")
    till.bank.api.refunds.create({"payment_intent": intent["id"], "amount": 5000})
    till.bank.deliver(till.bank.event("charge.refunded")).ok()


def test_a_deposit_given_back_by_two_at_once_makes_no_fee_larger(till: Till) -> None:
    visit = book_with_deposit(till)
    go_to(till.product, TOO_LATE)
    give_back_twice(till)
    assert till.visit(visit)["paid_minor"] == 0
    assert preview(till.product, MAYA, visit).ok()["settlement"]["to_charge_minor"] == 5000
    till.cancel(visit)
    for _ in range(3):
        tick(till)
    assert till.taken() == 5000
    assert_sound(till)


def test_what_somebody_else_gave_back_is_not_said_to_be_missing(till: Till) -> None:
    book_with_deposit(till)
    give_back_twice(till)
    for _ in range(2):
        tick(till)
    (charge,) = till.charges()
    assert (charge["status"], charge["refunded_minor"], charge["refund_failed_minor"]) == ("refunded", 5000, 0)
    assert till.product.call("charges", by=JOHNSON).ok()["charges"] == []
    assert_sound(till)


def pay_link(till: Till, charge_id: str) -> str:
    """The browser's secret of the payment that the link leads to."""
    token = str(till.charge(charge_id)["pay_link"]).split("#")[1]
    return str(till.product.call("pay", "POST", body={"token": token}).ok()["client_secret"])


def test_a_card_that_fails_through_the_link_leaves_the_next_try_of_the_one_on_file(till: Till) -> None:
    charge_id = till.cancel_late("pm_card_chargeCustomerFail")
    till.product.enforce()
    before = till.charge(charge_id)
    with pytest.raises(stripe.CardError):
        till.bank.pay(pay_link(till, charge_id), "pm_card_chargeDeclinedExpiredCard")
    till.bank.deliver(till.bank.event("payment_intent.payment_failed")).ok()
    assert till.charge(charge_id) == before
    till.keep_card("pm_card_visa")
    tick(till, days=1)
    assert till.charge(charge_id)["status"] == "succeeded"
    assert_sound(till)


def test_a_banks_question_left_open_keeps_no_other_card_from_being_charged(till: Till) -> None:
    charge_id = till.cancel_late("pm_card_chargeCustomerFail")
    till.product.enforce()
    assert till.bank.pay(pay_link(till, charge_id), "pm_card_authenticationRequired") == "requires_action"
    tick(till)
    till.keep_card("pm_card_visa")
    assert till.change(charge_id, "retry").ok()["charge"]["status"] == "succeeded"
    assert till.taken() == 5000
    assert_sound(till)


def test_a_question_answered_while_somebody_tries_again_is_paid_once(till: Till) -> None:
    charge_id = till.cancel_late("pm_card_chargeCustomerFail")
    till.product.enforce()
    secret = pay_link(till, charge_id)
    till.bank.pay(secret, "pm_card_authenticationRequired")
    till.bank.authenticate(secret, "complete")
    till.keep_card("pm_card_visa")
    assert till.change(charge_id, "retry").ok()["charge"]["status"] == "succeeded"
    assert till.taken() == 5000
    assert_sound(till)


def give_up(till: Till) -> str:
    """A charge for which Stripe never made a payment."""
    charge_id = till.cancel_late()
    till.bank.fail("POST", "/v1/payment_intents", "400", times=1)
    till.product.enforce()
    charge = till.charge(charge_id)
    assert (charge["status"], charge["failure"], charge["attempts"]) == ("failed", "unreached", 0)
    assert till.bank.made("payment_intent") == []
    return charge_id


def test_the_link_of_a_charge_that_never_had_a_payment_can_be_paid(till: Till) -> None:
    charge_id = give_up(till)
    till.bank.pay(pay_link(till, charge_id))
    tick(till)
    assert till.charge(charge_id)["status"] == "succeeded"
    assert_sound(till)


def test_the_link_of_a_payment_that_was_ended_at_stripe_can_be_paid(till: Till) -> None:
    charge_id = till.cancel_late("pm_card_chargeCustomerFail")
    till.product.enforce()
    (intent,) = till.bank.made("payment_intent")
    till.bank.api.payment_intents.cancel(intent["id"])
    tick(till)
    till.bank.pay(pay_link(till, charge_id))
    tick(till)
    assert till.charge(charge_id)["status"] == "succeeded"
    assert_sound(till)


def test_a_link_opened_by_ten_at_once_leads_to_one_payment(till: Till, monkeypatch: pytest.MonkeyPatch) -> None:
    charge_id = give_up(till)
    make_room(till.bank.server)
    token = str(till.charge(charge_id)["pay_link"]).split("#")[1]
    open_it = partial(till.product.call, "pay", "POST", body={"token": token})
    replies = Line(["attach_charge_intent"], monkeypatch).ask([open_it] * 10)
    assert len({reply.ok()["client_secret"] for reply in replies}) == 1
    assert len(till.bank.made("payment_intent")) == 1


def miss_with_deposit(till: Till) -> str:
    """$20 of the $50 are the fee."""
    publish(till.product, no_show_fee={"kind": "amount", "value": 2000})
    visit = book_with_deposit(till)
    go_to(till.product, OVER)
    till.attend(visit, "noshow").ok()
    return visit


def test_a_no_show_taken_back_keeps_the_whole_deposit(till: Till) -> None:
    visit = miss_with_deposit(till)
    tick(till)
    till.attend(visit, "fulfilled").ok()
    for _ in range(3):
        tick(till, days=1)
    assert (till.visit(visit)["paid_minor"], till.taken()) == (5000, 5000)
    assert_sound(till)


def test_a_no_show_that_stands_gives_the_rest_back_once_it_cannot_be_taken_back(till: Till) -> None:
    visit = miss_with_deposit(till)
    for _ in range(3):
        tick(till, days=1)
    assert (till.visit(visit)["paid_minor"], till.taken()) == (2000, 2000)
    till.attend(visit, "fulfilled").refused(409, "not_attendable")
    assert Books(till).due_jobs() == []
    assert_sound(till)


def test_a_rest_that_is_being_given_back_at_this_moment_is_not_taken_back(till: Till) -> None:
    visit = miss_with_deposit(till)
    till.bank.fail("POST", "/v1/refunds")
    tick(till, days=1)
    till.attend(visit, "fulfilled").ok()
    tick(till)
    assert (till.visit(visit)["paid_minor"], till.taken()) == (2000, 2000)
    assert_sound(till)
