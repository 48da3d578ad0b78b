"""https://docs.stripe.com/api/refunds: never more than was captured."""

from __future__ import annotations

from local.stripe.call import Call, Route
from local.stripe.errors import Json, invalid_request
from local.stripe.listing import PAGING, matching, page


def create(call: Call) -> Json:
    charge = _charge(call)
    left = charge["amount_captured"] - charge["amount_refunded"]
    amount = call.params.get("amount", left)
    _require_within(charge, amount, left)
    charge["amount_refunded"] += amount
    charge["refunded"] = amount == left
    refund = call.account.add(
        "re",
        "refund",
        amount=amount,
        balance_transaction=None,
        charge=charge["id"],
        currency=charge["currency"],
        metadata=call.get("metadata") or {},
        payment_intent=charge["payment_intent"],
        reason=call.get("reason"),
        receipt_number=None,
        source_transfer_reversal=None,
        status="succeeded",
        transfer_reversal=None,
    )
    del refund["livemode"]  # a refund has none
    call.emit("charge.refunded", charge)
    call.emit("refund.created", refund)
    return refund


def retrieve(call: Call) -> Json:
    return call.account.get("refund", call.target)


def list_all(call: Call) -> Json:
    found = matching(call, call.account.newest("refund"), "charge payment_intent")
    return page(call, "/v1/refunds", found)


def _charge(call: Call) -> Json:
    if charge_id := call.get("charge"):
        charge = call.account.get("charge", charge_id, param="charge")
    else:
        intent_id = call.get("payment_intent") or ""
        intent = call.account.get("payment_intent", intent_id, param="payment_intent")
        charge = call.account.objects.get(intent["latest_charge"] or "", {})
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
            f"Refund amount (${amount / 100:.2f}) is greater than unrefunded amount on charge (${left / 100:.2f})",
            param="amount",
        )


ROUTES = (
    Route("POST", "/v1/refunds", "RefundCreateParams", create, "charge payment_intent amount reason metadata"),
    Route("GET", "/v1/refunds", "RefundListParams", list_all, f"charge payment_intent {PAGING}"),
    Route("GET", "/v1/refunds/{id}", "RefundRetrieveParams", retrieve),
)
