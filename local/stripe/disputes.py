"""https://docs.stripe.com/api/disputes: what a bank takes back, and whether it gives it back again.

Some banks ask before they take anything: an inquiry, which a refund in full ends, and which may become a dispute that
has the same id (https://docs.stripe.com/disputes/how-disputes-work).
"""

from __future__ import annotations

import copy
from datetime import UTC, datetime

import stripe

from local.stripe.account import Account
from local.stripe.call import Call, Route, happen
from local.stripe.errors import Json, invalid_request
from local.stripe.listing import PAGING, matching, page
from local.stripe.payment_methods import card_of
from local.stripe.views import previous

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
# How each may end. Only an inquiry can be refunded, and nobody has taken anything then.
_ENDS = {
    **dict.fromkeys(("needs_response", "under_review"), ("won", "lost")),
    **dict.fromkeys(("warning_needs_response", "warning_under_review"), ("warning_closed",)),
}
_REFUNDABLE = {"won", "warning_needs_response", "warning_under_review", "warning_closed"}
_DAYS_TO_ANSWER = 9


def dispute_by_card(account: Account, intent: Json) -> None:
    """Some test cards dispute what they paid."""
    card = card_of(account.objects[intent["payment_method"]])
    if card.disputed_as:
        open_dispute(account, intent, reason=card.disputed_as, is_inquiry=card.is_inquired)


def open_dispute(
    account: Account, intent: Json, *, reason: str, amount: int | None = None, is_inquiry: bool = False
) -> Json:
    """The bank takes the money back at once, unless it only asks. `amount` is all that was captured unless said
    otherwise.
    """
    charge = account.objects.get(intent["latest_charge"] or "", {})
    if not charge.get("captured") or charge["disputed"]:
        raise invalid_request("Only a payment that succeeded can be disputed, and only once.")
    if reason not in _VISA_CODES or not 1 <= (amount or 1) <= charge["amount_captured"]:
        raise invalid_request(f"No dispute is made of {reason!r} and {amount!r}.")
    charge["disputed"] = True
    dispute = account.add("du", "dispute", **_fields(account, charge, reason, amount))
    if is_inquiry:
        _stand(dispute, "inquiry", "warning_needs_response")
    happen(account, "charge.dispute.created", dispute)
    if not is_inquiry:
        happen(account, "charge.dispute.funds_withdrawn", dispute)
    return dispute


def escalate_inquiry(account: Account, dispute: Json) -> Json:
    """The bank wasn't satisfied, and takes the money back."""
    if not _is_inquiry(dispute):
        raise invalid_request(f"A dispute that is {dispute['status']} isn't an inquiry.")
    before = copy.deepcopy(dispute)
    _stand(dispute, "chargeback", "needs_response")
    happen(account, "charge.dispute.updated", dispute, previous(before, dispute))
    happen(account, "charge.dispute.funds_withdrawn", dispute)
    return dispute


def end_inquiries(account: Account, charge: Json) -> None:
    """What was given back in full, no bank asks about any more."""
    for dispute in _of(account, charge):
        if charge["refunded"] and _is_inquiry(dispute):
            close_dispute(account, dispute, "warning_closed")


def close_dispute(account: Account, dispute: Json, status: str) -> Json:
    """The bank's last word: `won` gives the money back to us, `warning_closed` ends an inquiry."""
    if status not in _ENDS.get(dispute["status"], ()):
        raise invalid_request(f"A dispute that is {dispute['status']} can't become {status}.")
    before = dispute["status"]
    dispute["status"] = status
    happen(account, "charge.dispute.closed", dispute, {"status": before})
    if status == "won":
        happen(account, "charge.dispute.funds_reinstated", dispute)
    return dispute


def bars_refund(account: Account, charge: Json) -> bool:
    """A charge that its bank holds, or took for good, can't be refunded as well."""
    return any(dispute["status"] not in _REFUNDABLE for dispute in _of(account, charge))


def retrieve(call: Call) -> Json:
    return call.account.get("dispute", call.target)


def list_all(call: Call) -> Json:
    found = matching(call, call.account.newest("dispute"), "charge payment_intent")
    return page(call, "/v1/disputes", found)


def accept(call: Call) -> Json:
    """We don't contest it: lost."""
    return close_dispute(call.account, call.account.get("dispute", call.target), "lost")


def _of(account: Account, charge: Json) -> list[Json]:
    return [found for found in account.newest("dispute") if found["charge"] == charge["id"]]


def _is_inquiry(dispute: Json) -> bool:
    return bool(dispute["status"] in {"warning_needs_response", "warning_under_review"})


def _stand(dispute: Json, case_type: str, status: str) -> None:
    dispute |= {"status": status, "is_charge_refundable": case_type == "inquiry"}
    dispute["payment_method_details"]["card"]["case_type"] = case_type


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
