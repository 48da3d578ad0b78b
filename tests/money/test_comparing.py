"""A day's charges are compared with Stripe's, and what differs is named until it matches."""

from __future__ import annotations

from typing import Any

from tests.functions.steps import accept, go_to, hold, later
from tests.money.till import BOTOX, Till
from tests.product import JOHNSON, MAYA


def _comparison(till: Till) -> Any:
    return till.product.call("charges", by=JOHNSON).ok()["comparison"]


def test_the_day_after_everything_matches(till: Till) -> None:
    till.cancel_late()
    till.product.enforce()
    assert _comparison(till) is None
    go_to(till.product, "2027-03-10T01:00:00Z")
    till.product.enforce()
    assert _comparison(till) == {"compared_at": "2027-03-10T01:00:00Z", "charges": 1, "differing": []}


def test_a_payment_that_stripe_does_not_know_is_named(till: Till) -> None:
    charge_id = till.cancel_late()
    till.product.enforce()
    (intent,) = till.bank.made("payment_intent")
    till.bank.server.account.objects[intent["id"]]["amount"] = 4999
    go_to(till.product, "2027-03-10T01:00:00Z")
    till.product.enforce()
    assert _comparison(till) == {"compared_at": "2027-03-10T01:00:00Z", "charges": 1, "differing": [charge_id]}


def test_a_refund_days_later_is_compared_too(till: Till) -> None:
    charge_id = till.cancel_late()
    till.product.enforce()
    go_to(till.product, "2027-03-12T15:00:00Z")
    till.product.enforce()
    till.change(charge_id, "refund", amount_minor=2000).ok()
    go_to(till.product, "2027-03-13T01:00:00Z")
    till.product.enforce()
    assert _comparison(till) == {"compared_at": "2027-03-13T01:00:00Z", "charges": 1, "differing": []}


def test_a_refund_that_stripe_does_not_know_is_named(till: Till) -> None:
    charge_id = till.cancel_late()
    till.product.enforce()
    till.change(charge_id, "refund", amount_minor=2000).ok()
    (paid,) = till.bank.made("charge")
    till.bank.server.account.objects[paid["id"]]["amount_refunded"] = 0
    go_to(till.product, "2027-03-10T01:00:00Z")
    till.product.enforce()
    assert _comparison(till) == {"compared_at": "2027-03-10T01:00:00Z", "charges": 1, "differing": [charge_id]}


def _unheard(till: Till) -> None:
    """What Stripe has said of payments so far is lost."""
    for event in [one for one in till.bank.made("event") if one["type"].startswith("payment_intent")]:
        del till.bank.server.account.objects[event["id"]]


def test_what_differs_is_named_until_it_matches_again_although_other_days_are_clean(till: Till) -> None:
    charge_id = till.cancel_late()
    till.product.enforce()
    (intent,) = till.bank.made("payment_intent")
    payment = till.bank.server.account.objects[intent["id"]]
    payment["amount"] = 4999
    till.compare("2027-03-10")
    visit = till.book("2027-03-16T15:00:00Z")
    go_to(till.product, "2027-03-16T10:00:00Z")
    till.cancel(visit)
    till.product.enforce()
    till.compare("2027-03-17")
    assert till.differing() == [charge_id]
    payment["amount"] = 5000
    till.compare("2027-03-18")
    assert till.differing() == []


def test_a_payment_nobody_told_of_is_found_on_the_day_it_was_made_and_settled(till: Till) -> None:
    """Begun on the 9th, declined, and paid through its link on the 12th, when nothing else was."""
    charge_id = till.cancel_late("pm_card_chargeCustomerFail")
    till.product.enforce()
    later(till.product, days=2)
    link = till.charge(charge_id)["pay_link"].partition("#")[2]
    go_to(till.product, "2027-03-12T08:00:00Z")
    secret = till.product.call("pay", "POST", body={"token": link}).ok()["client_secret"]
    for _ in range(4):
        till.product.enforce()
    till.bank.pay(secret)
    _unheard(till)
    (intent,) = till.bank.made("payment_intent")
    till.compare("2027-03-13")
    assert till.differing() == [intent["id"]]
    assert till.charge(charge_id)["status"] == "succeeded"
    till.compare("2027-03-14")
    assert till.differing() == []


def test_a_deposit_that_only_stripe_has_is_named_although_nothing_else_was_paid_that_day(till: Till) -> None:
    held = hold(till.product, MAYA, "2027-04-06T15:00:00Z", kind=BOTOX).ok()
    till.bank.pay(accept(till.product, MAYA, held).ok()["client_secret"])
    _unheard(till)
    (intent,) = till.bank.made("payment_intent")
    till.compare("2027-03-02")
    assert till.differing() == [intent["id"]]
    till.bank.api.refunds.create({"payment_intent": intent["id"]})
    till.compare("2027-03-03")
    assert till.differing() == []


def test_a_charge_that_was_paid_twice_at_stripe_is_named_until_one_of_the_two_went_back(till: Till) -> None:
    charge_id = till.cancel_late()
    till.product.enforce()
    (paid,) = till.bank.made("payment_intent")
    again = {"amount": 5000, "currency": "usd", "customer": paid["customer"], "metadata": dict(paid["metadata"])}
    card = {"payment_method": "pm_card_visa", "confirm": True, "off_session": True}
    second = till.bank.api.payment_intents.create({**again, **card}).id
    till.compare("2027-03-10")
    assert till.charge(charge_id)["status"] == "succeeded"
    assert till.differing() == [second]
    till.bank.api.refunds.create({"payment_intent": second})
    till.product.enforce()
    till.compare("2027-03-11")
    assert till.differing() == []
    charge = till.charge(charge_id)
    assert (charge["status"], charge["refunded_minor"]) == ("succeeded", 0)
