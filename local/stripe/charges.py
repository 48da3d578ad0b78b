"""https://docs.stripe.com/api/charges: made by PaymentIntents only."""

from __future__ import annotations

from local.stripe.call import Call, Route
from local.stripe.cards import Decline
from local.stripe.errors import Json
from local.stripe.listing import PAGING, matching, page


def add_charge(call: Call, intent: Json, method: Json, declined: Decline | None, *, captured: bool) -> Json:
    """The charge of one attempt, which a decline makes too."""
    charge = call.account.add(
        "ch",
        "charge",
        amount=intent["amount"],
        amount_captured=intent["amount"] if captured and not declined else 0,
        amount_refunded=0,
        billing_details=method["billing_details"],
        captured=captured and not declined,
        currency=intent["currency"],
        customer=intent["customer"],
        description=intent["description"],
        disputed=False,
        failure_code=declined.code if declined else None,
        failure_message=declined.message if declined else None,
        metadata=dict(intent["metadata"]),
        outcome=_outcome(declined),
        paid=declined is None,
        payment_intent=intent["id"],
        payment_method=method["id"],
        payment_method_details={"card": method["card"], "type": "card"},
        refunded=False,
        status="failed" if declined else "succeeded",
    )
    intent["latest_charge"] = charge["id"]
    call.emit("charge.failed" if declined else "charge.succeeded", charge)
    return charge


def retrieve(call: Call) -> Json:
    return call.account.get("charge", call.target, param="charge")


def list_all(call: Call) -> Json:
    found = matching(call, call.account.newest("charge"), "customer payment_intent")
    return page(call, "/v1/charges", found)


def _outcome(declined: Decline | None) -> Json:
    return {
        "network_status": "declined_by_network" if declined else "approved_by_network",
        "reason": (declined.decline_code or declined.code) if declined else None,
        "risk_level": "normal",
        "seller_message": "The bank did not return any further details." if declined else "Payment complete.",
        "type": "issuer_declined" if declined else "authorized",
    }


ROUTES = (
    Route("GET", "/v1/charges", "ChargeListParams", list_all, f"customer payment_intent {PAGING}"),
    Route("GET", "/v1/charges/{id}", "ChargeRetrieveParams", retrieve),
)
