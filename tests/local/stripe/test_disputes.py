"""A bank takes a payment back, and gives its last word weeks later."""

from __future__ import annotations

from typing import Any

import pytest
import stripe

from local.stripe.errors import ApiError
from local.stripe.server import StripeServer
from tests.local.stripe.conftest import Send

FEE = {"amount": 5000, "currency": "usd", "confirm": True, "off_session": True}
DAY = 86_400


def pay(api: Any, card: str = "visa", **more: Any) -> Any:
    return api.payment_intents.create({**FEE, "payment_method": f"pm_card_{card}", **more})


def told(api: Any) -> list[str]:
    return [event.type for event in reversed(api.events.list({"type": "charge.dispute.*"}).data)]


@pytest.mark.parametrize(
    ("card", "reason"),
    [("createDispute", "fraudulent"), ("createDisputeProductNotReceived", "product_not_received")],
)
def test_some_cards_dispute_what_they_paid(api: Any, card: str, reason: str) -> None:
    paid = pay(api, card)
    assert paid.status == "succeeded"
    (dispute,) = api.disputes.list({"payment_intent": paid.id}).data
    assert (dispute.charge, dispute.payment_intent) == (paid.latest_charge, paid.id)
    assert (dispute.amount, dispute.currency, dispute.reason) == (5000, "usd", reason)
    assert (dispute.status, dispute.is_charge_refundable) == ("needs_response", False)
    assert DAY < dispute.evidence_details.due_by - dispute.created < 21 * DAY
    assert api.charges.retrieve(paid.latest_charge).disputed is True
    assert told(api) == ["charge.dispute.created", "charge.dispute.funds_withdrawn"]


def test_a_hold_is_disputed_once_it_is_captured(api: Any) -> None:
    held = pay(api, "createDispute", capture_method="manual")
    assert api.disputes.list().data == []
    api.payment_intents.capture(held.id, {"amount_to_capture": 3000})
    assert [dispute.amount for dispute in api.disputes.list().data] == [3000]


@pytest.mark.parametrize(
    ("word", "more"), [("won", ["charge.dispute.funds_reinstated"]), ("lost", [])]
)  # fmt: skip
def test_the_bank_decides(api: Any, send: Send, word: str, more: list[str]) -> None:
    paid = pay(api)
    opening = {"payment_intent": paid.id, "reason": "duplicate", "amount": 2000}
    opened = send("POST", "/_control/disputes", opening)[1]
    assert (opened["object"], opened["reason"], opened["amount"]) == ("dispute", "duplicate", 2000)
    closed = send("POST", "/_control/disputes", {"dispute": opened["id"], "status": word})[1]
    assert (closed["id"], closed["status"]) == (opened["id"], word)
    assert api.disputes.retrieve(opened["id"]).status == word
    assert told(api) == [
        "charge.dispute.created", "charge.dispute.funds_withdrawn", "charge.dispute.closed", *more,
    ]  # fmt: skip
    (event,) = api.events.list({"type": "charge.dispute.closed"}).data
    assert event.data.object.status == word
    assert event.data.previous_attributes.to_dict() == {"status": "needs_response"}
    assert api.charges.retrieve(paid.latest_charge).disputed is True


def test_a_dispute_can_be_accepted_once(api: Any, server: StripeServer) -> None:
    dispute = server.levers.open_dispute(pay(api).id)
    assert api.disputes.close(dispute["id"]).status == "lost"
    with pytest.raises(stripe.InvalidRequestError):
        api.disputes.close(dispute["id"])


def test_they_are_found_by_payment(api: Any, server: StripeServer) -> None:
    first, second = pay(api), pay(api)
    mine, other = (server.levers.open_dispute(paid.id) for paid in (first, second))
    assert [found.id for found in api.disputes.list({"payment_intent": first.id}).data] == [mine["id"]]
    assert [found.id for found in api.disputes.list({"charge": second.latest_charge}).data] == [other["id"]]
    shown = api.disputes.retrieve(mine["id"], {"expand": ["charge", "payment_intent"]})
    assert (shown.charge.id, shown.payment_intent.id) == (first.latest_charge, first.id)
    with pytest.raises(stripe.InvalidRequestError) as missing:
        api.disputes.retrieve("du_nothing")
    assert missing.value.code == "resource_missing"


@pytest.mark.parametrize("wrong", [{"reason": "sick"}, {"amount": 5001}, {"payment_intent": "pi_nothing"}])
def test_a_lever_that_makes_no_sense_changes_nothing(api: Any, send: Send, wrong: dict[str, Any]) -> None:
    paid = pay(api)
    assert send("POST", "/_control/disputes", {"payment_intent": paid.id, **wrong})[0] in {400, 404}
    assert api.disputes.list().data == []


def test_only_what_was_paid_is_disputed_and_only_once(api: Any, send: Send) -> None:
    unpaid = api.payment_intents.create({"amount": 5000, "currency": "usd"})
    assert send("POST", "/_control/disputes", {"payment_intent": unpaid.id})[0] == 400
    paid = pay(api)
    assert send("POST", "/_control/disputes", {"payment_intent": paid.id})[0] == 200
    assert send("POST", "/_control/disputes", {"payment_intent": paid.id})[0] == 400
    (dispute,) = api.disputes.list().data
    assert send("POST", "/_control/disputes", {"dispute": dispute.id, "status": "forgotten"})[0] == 400


def test_a_bank_may_only_ask_and_takes_nothing(api: Any) -> None:
    paid = pay(api, "createDisputeInquiry")
    (inquiry,) = api.disputes.list({"payment_intent": paid.id}).data
    assert (inquiry.status, inquiry.is_charge_refundable) == ("warning_needs_response", True)
    assert inquiry.payment_method_details.card.case_type == "inquiry"
    assert told(api) == ["charge.dispute.created"]


def test_an_inquiry_becomes_a_dispute_of_the_same_id_and_bars_refunds_from_then_on(api: Any, send: Send) -> None:
    paid = pay(api)
    asked = send("POST", "/_control/disputes", {"payment_intent": paid.id, "is_inquiry": True})[1]
    api.refunds.create({"payment_intent": paid.id, "amount": 1000})
    lever = {"dispute": asked["id"], "status": "needs_response"}
    taken = send("POST", "/_control/disputes", lever)[1]
    assert (taken["id"], taken["status"], taken["is_charge_refundable"]) == (asked["id"], "needs_response", False)
    assert taken["payment_method_details"]["card"]["case_type"] == "chargeback"
    assert told(api) == ["charge.dispute.created", "charge.dispute.updated", "charge.dispute.funds_withdrawn"]
    (event,) = api.events.list({"type": "charge.dispute.updated"}).data
    assert event.data.previous_attributes["status"] == "warning_needs_response"
    with pytest.raises(stripe.InvalidRequestError, match="has been charged back"):
        api.refunds.create({"payment_intent": paid.id})
    assert send("POST", "/_control/disputes", lever)[0] == 400


def test_a_refund_in_full_ends_an_inquiry_and_so_does_the_bank(api: Any, server: StripeServer) -> None:
    first, second = pay(api), pay(api)
    mine, other = (server.levers.open_dispute(paid.id, is_inquiry=True)["id"] for paid in (first, second))
    api.refunds.create({"payment_intent": first.id, "amount": 4000})
    assert api.disputes.retrieve(mine).status == "warning_needs_response"
    api.refunds.create({"payment_intent": first.id})
    assert api.disputes.retrieve(mine).status == "warning_closed"
    server.levers.close_dispute(other, "warning_closed")
    assert api.refunds.create({"payment_intent": second.id}).status == "succeeded"
    assert told(api).count("charge.dispute.closed") == 2


@pytest.mark.parametrize(("is_inquiry", "status"), [(True, "won"), (True, "lost"), (False, "warning_closed")])
def test_each_ends_in_its_own_way(api: Any, server: StripeServer, *, is_inquiry: bool, status: str) -> None:
    dispute = server.levers.open_dispute(pay(api).id, is_inquiry=is_inquiry)
    with pytest.raises(ApiError):
        server.levers.close_dispute(dispute["id"], status)
