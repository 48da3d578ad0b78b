"""https://docs.stripe.com/api/refunds: never more than was captured, and what becomes of one afterwards."""

from __future__ import annotations

import copy

from local.stripe.account import Account
from local.stripe.amounts import written
from local.stripe.call import Call, Route, happen
from local.stripe.disputes import bars_refund, end_inquiries
from local.stripe.errors import Json, invalid_request
from local.stripe.listing import PAGING, matching, page
from local.stripe.payment_methods import card_of
from local.stripe.views import previous

# https://docs.stripe.com/api/refunds/object#refund_object-failure_reason
_FAILURES = {
    "charge_for_pending_refund_disputed", "declined", "expired_or_canceled_card", "insufficient_funds",
    "lost_or_stolen_card", "merchant_request", "unknown",
}  # fmt: skip


def create(call: Call) -> Json:
    charge = _charge(call)
    if bars_refund(call.account, charge):
        raise invalid_request(
            f"Charge {charge['id']} has been charged back; cannot issue a refund.", code="charge_disputed"
        )
    left = charge["amount_captured"] - charge["amount_refunded"]
    amount = call.params.get("amount", left)
    _require_within(charge, amount, left)
    before = copy.deepcopy(charge)
    _give_back(charge, amount)
    refund = _new(call, charge, amount)
    call.emit("charge.refunded", charge, previous(before, charge))
    call.emit("refund.created", refund)
    end_inquiries(call.account, charge)
    return refund


def retrieve(call: Call) -> Json:
    return call.account.get("refund", call.target)


def list_all(call: Call) -> Json:
    found = matching(call, call.account.newest("refund"), "charge payment_intent")
    return page(call, "/v1/refunds", found)


def settle(account: Account, refund: Json) -> None:
    """A pending one arrived."""
    if refund["status"] != "pending":
        raise invalid_request(f"Refund {refund['id']} is {refund['status']} already.")
    _update(account, refund, {"status": "succeeded", "pending_reason": None})


def fail(account: Account, refund: Json, reason: str) -> None:
    """The cardholder's bank sends the money back, perhaps days later: nothing was refunded after all."""
    if refund["status"] not in {"pending", "succeeded"} or reason not in _FAILURES:
        raise invalid_request(f"Refund {refund['id']} is {refund['status']} and can't fail as {reason!r}.")
    _give_back(account.objects[refund["charge"]], -refund["amount"])
    _update(account, refund, {"status": "failed", "failure_reason": reason})
    happen(account, "refund.failed", refund)


def _update(account: Account, refund: Json, changes: Json) -> None:
    before = copy.deepcopy(refund)
    refund |= changes
    for kind in ("refund.updated", "charge.refund.updated"):
        happen(account, kind, refund, previous(before, refund))


def _give_back(charge: Json, amount: int) -> None:
    refunded = charge["amount_refunded"] + amount
    charge |= {"amount_refunded": refunded, "refunded": refunded == charge["amount_captured"]}


def _new(call: Call, charge: Json, amount: int) -> Json:
    slow = card_of(call.account.objects[charge["payment_method"]]).refunds_slowly
    reference = {"reference_status": "pending", "reference_type": "acquirer_reference_number", "type": "refund"}
    refund = call.account.add(
        "re",
        "refund",
        amount=amount,
        balance_transaction=None,
        charge=charge["id"],
        currency=charge["currency"],
        destination_details={"card": reference, "type": "card"},
        metadata=call.get("metadata") or {},
        payment_intent=charge["payment_intent"],
        reason=call.get("reason"),
        receipt_number=None,
        source_transfer_reversal=None,
        status="pending" if slow else "succeeded",
        transfer_reversal=None,
        **({"pending_reason": "processing"} if slow else {}),
    )
    del refund["livemode"]  # a refund has none
    return refund


def _charge(call: Call) -> Json:
    if charge_id := call.get("charge"):
        charge = call.account.named("charge", charge_id, param="charge")
    elif intent_id := call.get("payment_intent"):
        intent = call.account.named("payment_intent", intent_id, param="payment_intent")
        charge = call.account.objects.get(intent["latest_charge"] or "", {})
    else:
        raise invalid_request(
            "One of the following params should be provided for this request: payment_intent or charge.",
            code="parameter_missing",
        )
    if not charge.get("captured"):
        raise invalid_request("This payment does not have a successful charge to refund.")
    return charge


def _require_within(charge: Json, amount: int, left: int) -> None:
    if left == 0:
        raise invalid_request(f"Charge {charge['id']} has already been refunded.", code="charge_already_refunded")
    if amount < 1:
        raise invalid_request("Invalid positive integer", code="parameter_invalid_integer", param="amount")
    if amount > left:
        raise invalid_request(
            f"Refund amount ({written(amount, charge['currency'])}) is greater than unrefunded amount on charge "
            f"({written(left, charge['currency'])})",
            param="amount",
        )


ROUTES = (
    Route("POST", "/v1/refunds", "RefundCreateParams", create, "charge payment_intent amount reason metadata"),
    Route("GET", "/v1/refunds", "RefundListParams", list_all, f"charge payment_intent {PAGING}"),
    Route("GET", "/v1/refunds/{id}", "RefundRetrieveParams", retrieve),
)
