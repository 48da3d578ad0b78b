"""What is given back, what says so, and what fails afterwards."""

from __future__ import annotations

from typing import Any

import pytest
import stripe

from local.stripe.server import StripeServer
from tests.local.stripe.conftest import Send

FEE = {"amount": 5000, "currency": "usd", "confirm": True, "off_session": True}


@pytest.fixture
def paid(api: Any) -> Any:
    return pay(api)


def pay(api: Any, card: str = "visa") -> Any:
    return api.payment_intents.create({**FEE, "payment_method": f"pm_card_{card}"})


def events(api: Any, *kinds: str) -> list[Any]:
    return list(reversed(api.events.list({"types": kinds}).data))


def refunded(api: Any, paid: Any) -> tuple[int, bool]:
    charge = api.charges.retrieve(paid.latest_charge)
    return charge.amount_refunded, charge.refunded


def test_reason_and_metadata_are_kept_and_two_events_tell_of_it(api: Any, paid: Any) -> None:
    sent = {"amount": 2000, "reason": "duplicate", "metadata": {"appointment_id": "ap_1"}}
    made = api.refunds.create({"payment_intent": paid.id, **sent})
    kept = api.refunds.retrieve(made.id)
    assert (kept.reason, kept.metadata["appointment_id"], kept.charge) == ("duplicate", "ap_1", paid.latest_charge)
    charged, created = events(api, "charge.refunded", "refund.created", "refund.updated")
    assert (charged.type, created.type) == ("charge.refunded", "refund.created")
    assert charged.data.object.amount_refunded == 2000
    assert charged.data.previous_attributes.to_dict() == {"amount_refunded": 0}
    assert (created.data.object.id, created.data.object.status) == (made.id, "succeeded")


def test_a_refund_names_a_payment(api: Any) -> None:
    with pytest.raises(stripe.InvalidRequestError, match="payment_intent or charge"):
        api.refunds.create({})


def test_more_than_was_paid_is_refused_in_the_payments_currency(api: Any) -> None:
    paid = api.payment_intents.create({**FEE, "currency": "jpy", "payment_method": "pm_card_visa"})
    with pytest.raises(stripe.InvalidRequestError, match=r"¥5,001.*greater than unrefunded.*¥5,000"):
        api.refunds.create({"payment_intent": paid.id, "amount": 5001})


def test_an_unknown_reason_is_refused(api: Any, paid: Any) -> None:
    with pytest.raises(stripe.InvalidRequestError) as refused:
        api.refunds.create({"payment_intent": paid.id, "reason": "sick"})
    assert refused.value.param == "reason"


def test_a_refund_that_fails_later_gives_the_money_back_to_the_charge(
    api: Any, paid: Any, server: StripeServer
) -> None:
    made = api.refunds.create({"payment_intent": paid.id})
    assert refunded(api, paid) == (5000, True)
    server.levers.fail_refund(made.id, "expired_or_canceled_card")
    failed = api.refunds.retrieve(made.id)
    assert (failed.status, failed.failure_reason) == ("failed", "expired_or_canceled_card")
    assert refunded(api, paid) == (0, False)
    updated, failing = events(api, "refund.updated", "refund.failed")
    assert updated.data.previous_attributes.to_dict() == {"status": "succeeded", "failure_reason": None}
    assert (failing.type, failing.data.object.status, failing.request.id) == ("refund.failed", "failed", None)
    assert api.refunds.create({"payment_intent": paid.id}).status == "succeeded"


def test_it_fails_once_and_for_a_reason_of_stripes(api: Any, paid: Any, send: Send) -> None:
    made = api.refunds.create({"payment_intent": paid.id})
    lever = {"refund": made.id, "status": "failed"}
    assert send("POST", "/_control/refunds", {**lever, "failure_reason": "bad luck"})[0] == 400
    status, body = send("POST", "/_control/refunds", lever)
    assert (status, body["status"], body["failure_reason"]) == (200, "failed", "lost_or_stolen_card")
    assert send("POST", "/_control/refunds", lever)[0] == 400
    assert send("POST", "/_control/refunds", {**lever, "status": "lost"})[0] == 400
    assert refunded(api, paid) == (0, False)


def test_a_slow_refund_is_pending_until_it_arrives(api: Any, send: Send) -> None:
    paid = pay(api, "pendingRefund")
    made = api.refunds.create({"payment_intent": paid.id})
    assert (made.status, made.pending_reason) == ("pending", "processing")
    lever = {"refund": made.id, "status": "succeeded"}
    assert send("POST", "/_control/refunds", lever)[1]["status"] == "succeeded"
    (updated,) = events(api, "refund.updated")
    assert updated.data.previous_attributes["status"] == "pending"
    assert send("POST", "/_control/refunds", lever)[0] == 400


def test_a_disputed_charge_is_not_refunded_unless_the_dispute_was_won(
    api: Any, paid: Any, server: StripeServer
) -> None:
    dispute = server.levers.open_dispute(paid.id)
    with pytest.raises(stripe.InvalidRequestError, match="has been charged back") as refused:
        api.refunds.create({"payment_intent": paid.id})
    assert (refused.value.http_status, refused.value.code) == (400, "charge_disputed")
    assert api.refunds.list().data == []
    server.levers.close_dispute(dispute["id"], "won")
    assert api.refunds.create({"payment_intent": paid.id}).status == "succeeded"


def test_a_lost_dispute_is_no_refund_either(api: Any, paid: Any, server: StripeServer) -> None:
    dispute = server.levers.open_dispute(paid.id)
    server.levers.close_dispute(dispute["id"], "lost")
    with pytest.raises(stripe.InvalidRequestError, match="has been charged back"):
        api.refunds.create({"payment_intent": paid.id})
