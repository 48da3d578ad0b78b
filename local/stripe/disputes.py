"""https://docs.stripe.com/api/disputes: what a bank takes back, and whether it gives it back again."""

from __future__ import annotations

from datetime import UTC, datetime

import stripe

from local.stripe.account import Account
from local.stripe.call import Call, Route, happen
from local.stripe.errors import Json, invalid_request
from local.stripe.listing import PAGING, matching, page
from local.stripe.payment_methods import card_of

# Stripe's reasons and what Visa calls them (https://docs.stripe.com/disputes/categories#network-code-map).
_VISA_CODES = {
    "credit_not_processed": "13.6",
    "duplicate": "12.6",
    "fraudulent": "10.4",
    "general": "12.5",
    "product_not_received": "13.1",
    "product_unacceptable": "13.3",
    "subscription_canceled": "13.2",
    "unrecognized": "10.4",
}
_OPEN = ("needs_response", "under_review")
_DAYS_TO_ANSWER = 9


def dispute_by_card(account: Account, intent: Json) -> None:
    """Some test cards dispute what they paid."""
    if reason := card_of(account.objects[intent["payment_method"]]).disputed_as:
        open_dispute(account, intent, reason=reason)


def open_dispute(account: Account, intent: Json, *, reason: str, amount: int | None = None) -> Json:
    """The bank takes the money back at once. `amount` is all that was captured unless said otherwise."""
    charge = account.objects.get(intent["latest_charge"] or "", {})
    if not charge.get("captured") or charge["disputed"]:
        raise invalid_request("Only a payment that succeeded can be disputed, and only once.")
    if reason not in _VISA_CODES or not 1 <= (amount or 1) <= charge["amount_captured"]:
        raise invalid_request(f"No dispute is made of {reason!r} and {amount!r}.")
    charge["disputed"] = True
    dispute = account.add("du", "dispute", **_fields(account, charge, reason, amount))
    happen(account, "charge.dispute.created", dispute)
    happen(account, "charge.dispute.funds_withdrawn", dispute)
    return dispute


def close_dispute(account: Account, dispute: Json, status: str) -> Json:
    """The bank's last word: `won` gives the money back to us."""
    if dispute["status"] not in _OPEN or status not in {"won", "lost"}:
        raise invalid_request(f"A dispute that is {dispute['status']} can't become {status}.")
    before = dispute["status"]
    dispute["status"] = status
    happen(account, "charge.dispute.closed", dispute, {"status": before})
    if status == "won":
        happen(account, "charge.dispute.funds_reinstated", dispute)
    return dispute


def bars_refund(account: Account, charge: Json) -> bool:
    """A charge that its bank holds, or took for good, can't be refunded as well."""
    theirs = (found for found in account.newest("dispute") if found["charge"] == charge["id"])
    return any(dispute["status"] != "won" for dispute in theirs)


def retrieve(call: Call) -> Json:
    return call.account.get("dispute", call.target)


def list_all(call: Call) -> Json:
    found = matching(call, call.account.newest("dispute"), "charge payment_intent")
    return page(call, "/v1/disputes", found)


def accept(call: Call) -> Json:
    """We don't contest it: lost."""
    return close_dispute(call.account, call.account.get("dispute", call.target), "lost")


def _fields(account: Account, charge: Json, reason: str, amount: int | None) -> Json:
    brand = charge["payment_method_details"]["card"]["brand"]
    code = _VISA_CODES[reason] if brand == "visa" else None
    case = {"brand": brand, "case_type": "chargeback", "network": brand, "network_reason_code": code}
    return {
        "amount": amount or charge["amount_captured"],
        "balance_transactions": [],
        "charge": charge["id"],
        "currency": charge["currency"],
        "enhanced_eligibility_types": [],
        "evidence": _no_evidence(),
        "evidence_details": {
            "due_by": _due_by(account.now()),
            "enhanced_eligibility": {},
            "has_evidence": False,
            "past_due": False,
            "submission_count": 0,
            "submission_method": "not_submitted",
        },
        "is_charge_refundable": False,
        "metadata": {},
        "network_reason_code": code,
        "payment_intent": charge["payment_intent"],
        "payment_method_details": {"card": case, "type": "card"},
        "reason": reason,
        "status": "needs_response",
    }


def _no_evidence() -> Json:
    return dict.fromkeys(stripe.Dispute.Evidence.__annotations__) | {"enhanced_evidence": {}}


def _due_by(now: int) -> int:
    """The end of a day, in UTC."""
    last = datetime.fromtimestamp(now + _DAYS_TO_ANSWER * 86_400, UTC)
    return int(last.replace(hour=23, minute=59, second=59, microsecond=0).timestamp())


ROUTES = (
    Route("GET", "/v1/disputes", "DisputeListParams", list_all, f"charge payment_intent {PAGING}"),
    Route("GET", "/v1/disputes/{id}", "DisputeRetrieveParams", retrieve),
    Route("POST", "/v1/disputes/{id}/close", "DisputeCloseParams", accept),
)
