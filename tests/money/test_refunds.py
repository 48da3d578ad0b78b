"""Giving back: all of it, a part, never more than there is; what Stripe itself gives back or can't."""

from __future__ import annotations

import pytest

from tests.functions.steps import later
from tests.money.till import Till
from tests.product import CHEN, MAYA


@pytest.fixture
def paid(till: Till) -> str:
    """$50 for a late cancellation, charged."""
    charge_id = till.cancel_late()
    till.product.enforce()
    return charge_id


def test_all_of_it_goes_back_where_no_amount_is_named(till: Till, paid: str) -> None:
    charge = till.change(paid, "refund", reason="Our mistake.").ok()["charge"]
    assert (charge["status"], charge["refunded_minor"], charge["refundable_minor"]) == ("refunded", 5000, 0)
    assert till.taken() == 0


def test_parts_go_back_until_nothing_is_left(till: Till, paid: str) -> None:
    for amount in (2000, 2500):
        assert till.change(paid, "refund", amount_minor=amount).ok()["charge"]["status"] == "succeeded"
    till.change(paid, "refund", amount_minor=501).refused(409, "refund_too_large")
    charge = till.change(paid, "refund", amount_minor=500).ok()["charge"]
    assert (charge["status"], charge["refunded_minor"]) == ("refunded", 5000)
    till.change(paid, "refund").refused(409, "refund_too_large")
    assert till.taken() == 0


def test_nothing_goes_back_of_what_was_not_paid(till: Till) -> None:
    charge_id = till.cancel_late()
    till.change(charge_id, "refund").refused(409, "refund_too_large")


def test_with_stripe_down_it_is_on_its_way_and_arrives_later(till: Till, paid: str) -> None:
    till.bank.fail("POST", "/v1/refunds")
    charge = till.change(paid, "refund").ok()["charge"]
    assert (charge["status"], charge["refunding_minor"], charge["refundable_minor"]) == ("succeeded", 5000, 0)
    later(till.product, minutes=5)
    till.product.enforce()
    assert till.charge(paid)["status"] == "refunded"
    assert len(till.bank.made("refund")) == 1


def test_a_refund_whose_answer_was_lost_is_found_a_day_later_not_made_again(till: Till, paid: str) -> None:
    till.bank.fail("POST", "/v1/refunds", "lost_reply")
    till.change(paid, "refund").ok()
    later(till.product, days=2)
    till.product.enforce()
    assert till.charge(paid)["status"] == "refunded"
    assert len(till.bank.made("refund")) == 1


def test_a_slow_refund_is_on_its_way_until_stripe_says_otherwise(till: Till) -> None:
    charge_id = till.cancel_late("pm_card_pendingRefund")
    till.product.enforce()
    assert till.change(charge_id, "refund").ok()["charge"]["refunding_minor"] == 5000
    (refund,) = till.bank.made("refund")
    till.bank.server.levers.settle_refund(refund["id"])
    assert till.bank.deliver(till.bank.event("refund.updated")).ok()["effect"] == "refunded"
    assert till.charge(charge_id)["status"] == "refunded"


def test_a_refund_that_failed_after_all_can_be_made_again(till: Till, paid: str) -> None:
    till.change(paid, "refund").ok()
    (refund,) = till.bank.made("refund")
    till.bank.server.levers.fail_refund(refund["id"])
    till.bank.deliver(till.bank.event("refund.failed")).ok()
    charge = till.charge(paid)
    assert (charge["status"], charge["refunded_minor"], charge["refundable_minor"]) == ("succeeded", 0, 5000)
    assert till.change(paid, "refund").ok()["charge"]["status"] == "refunded"


def test_what_was_given_back_at_stripe_itself_is_written_down_once(till: Till, paid: str) -> None:
    (intent,) = till.bank.made("payment_intent")
    till.bank.api.refunds.create({"payment_intent": intent["id"], "amount": 1500})
    for kind in ("charge.refunded", "refund.created", "charge.refunded"):
        till.bank.deliver(till.bank.event(kind)).ok()
    assert till.charge(paid)["refunded_minor"] == 1500
    till.change(paid, "refund", amount_minor=3501).refused(409, "refund_too_large")


def test_a_disputed_charge_says_so_and_is_not_given_back_twice(till: Till) -> None:
    charge_id = till.cancel_late("pm_card_createDispute")
    till.product.enforce()
    till.bank.deliver(till.bank.event("charge.dispute.created")).ok()
    assert till.charge(charge_id)["dispute"] == "open"
    till.change(charge_id, "refund").refused(409, "refund_too_large")
    (dispute,) = till.bank.made("dispute")
    till.bank.server.levers.close_dispute(dispute["id"], "lost")
    till.bank.deliver(till.bank.event("charge.dispute.closed")).ok()
    till.bank.deliver(till.bank.event("charge.dispute.created")).ok()
    assert (till.charge(charge_id)["dispute"], till.charge(charge_id)["refundable_minor"]) == ("lost", 0)
    till.change(charge_id, "refund").refused(409, "refund_too_large")
    (seen,) = till.charges()
    assert seen["dispute"] == "lost"


def test_another_of_the_team_may_and_a_patient_may_not(till: Till, paid: str) -> None:
    till.change(paid, "refund", by=MAYA).refused(403, "forbidden")
    till.change(paid, "refund", by=CHEN, amount_minor=100).ok()


def test_an_amount_belongs_to_refunds_alone(till: Till, paid: str) -> None:
    body = till.change(paid, "retry", amount_minor=100).refused(422, "invalid_field")
    assert body["field"] == "amount_minor"
