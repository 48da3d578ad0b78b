"""What confirming a PaymentIntent leads to."""

from __future__ import annotations

from datetime import UTC, datetime

from local.stripe.call import Call
from local.stripe.cards import EXPIRED, UNAUTHENTICATED, Authentication, Decline
from local.stripe.charges import add_charge
from local.stripe.confirming import (
    CONFIRMABLE,
    authentication_failure,
    chosen_method,
    decline_error,
    next_action,
    refusal,
    require_return_url,
    require_state,
)
from local.stripe.disputes import dispute_by_card
from local.stripe.errors import ApiError, Json, invalid_request
from local.stripe.payment_methods import attach_to, card_of

CANCELABLE = (*CONFIRMABLE, "requires_capture", "processing")


def confirm_payment(call: Call, intent: Json) -> Json:
    require_state(call, intent, CONFIRMABLE, "confirm")
    method = chosen_method(call, intent)
    require_return_url(call, intent)
    _require_no_automatic_choice(call, intent)
    future = call.params.get("setup_future_usage", intent["setup_future_usage"]) or None  # "" takes it back
    _require_presence_to_keep(call, future)
    intent |= {"payment_method": method["id"], "setup_future_usage": future, "last_payment_error": None}
    if decline := _decline_of(call, method):
        raise _decline(call, intent, method, decline)
    if not _needs_authentication(method, off_session=bool(call.get("off_session"))):
        return _pay(call, intent, method)
    if call.get("off_session") or call.get("error_on_requires_action"):
        raise _decline(call, intent, method, UNAUTHENTICATED)
    intent |= {"status": "requires_action", "next_action": next_action(call, intent)}
    call.emit("payment_intent.requires_action", intent)
    return intent


def _decline_of(call: Call, method: Json) -> Decline | None:
    """Banks refuse a card once its month is over, whichever it is."""
    today = datetime.fromtimestamp(call.account.now(), UTC)
    card = method["card"]
    is_over = (card["exp_year"], card["exp_month"]) < (today.year, today.month)
    return card_of(method).declines_charge or (EXPIRED if is_over else None)


def finish_authentication(call: Call, intent: Json, *, passed: bool) -> Json:
    """The bank's word, after `requires_action`."""
    method = call.account.objects[intent["payment_method"]]
    if passed:
        return _pay(call, intent, method)
    return _fail(call, intent, authentication_failure(intent, method))


def _needs_authentication(method: Json, *, off_session: bool) -> bool:
    """A card that was set up is excused while its holder is away, and only then."""
    excused = card_of(method).authentication is Authentication.UNLESS_SET_UP and method["_ready"] and off_session
    return card_of(method).authentication is not Authentication.NEVER and not excused


def _pay(call: Call, intent: Json, method: Json) -> Json:
    manual = intent["capture_method"] == "manual"
    add_charge(call, intent, method, None, captured=not manual)
    _keep_or_spend(call, intent, method)
    intent |= {"next_action": None, "last_payment_error": None}
    if manual:
        intent |= {"status": "requires_capture", "amount_capturable": intent["amount"]}
        call.emit("payment_intent.amount_capturable_updated", intent)
    else:
        intent |= {"status": "succeeded", "amount_received": intent["amount"]}
        call.emit("payment_intent.succeeded", intent)
        dispute_by_card(call.account, intent)
    return intent


def _keep_or_spend(call: Call, intent: Json, method: Json) -> None:
    """A card not kept for later works once."""
    if intent["setup_future_usage"] == "off_session":
        method["_ready"] = True
    if intent["setup_future_usage"] and intent["customer"]:
        attach_to(call, method, intent["customer"])
    elif method["customer"] is None:
        method["_spent"] = True


def _decline(call: Call, intent: Json, method: Json, decline: Decline) -> ApiError:
    charge = add_charge(call, intent, method, decline, captured=False)
    error = {**decline_error(decline, method), "charge": charge["id"]}
    return refusal(call, _fail(call, intent, error), error)


def _fail(call: Call, intent: Json, error: Json) -> Json:
    intent |= {
        "status": "requires_payment_method",
        "last_payment_error": error,
        "next_action": None,
        "payment_method": None,
    }
    call.emit("payment_intent.payment_failed", intent)
    return intent


def _require_presence_to_keep(call: Call, future: str | None) -> None:
    if call.get("off_session") and future:
        raise invalid_request(
            "You cannot confirm with the `off_session` parameter when `setup_future_usage` is also set on the "
            "PaymentIntent because you cannot set up future usages when processing payments off-session.",
        )


def _require_no_automatic_choice(call: Call, intent: Json) -> None:
    if call.get("error_on_requires_action") and intent["automatic_payment_methods"]:
        raise invalid_request(
            "error_on_requires_action can't be used with automatic_payment_methods.",
            param="error_on_requires_action",
        )
