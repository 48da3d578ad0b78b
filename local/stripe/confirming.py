"""What confirming a SetupIntent and a PaymentIntent have in common."""

from __future__ import annotations

from local.stripe.account import new_id
from local.stripe.call import Call
from local.stripe.cards import Decline
from local.stripe.errors import ApiError, Json, invalid_request
from local.stripe.payment_methods import find_or_make, require_unspent
from local.stripe.views import public, shown

CONFIRMABLE = ("requires_payment_method", "requires_confirmation", "requires_action")
_TITLES = {"setup_intent": "SetupIntent", "payment_intent": "PaymentIntent"}
_DONE = {"confirm": "confirmed", "cancel": "canceled", "capture": "captured"}


def seen(call: Call, intent: Json) -> Json:
    """The intent as this caller may see it, copied into an error."""
    return public(intent) if call.publishable else shown(intent)


def new_secret(intent: Json) -> str:
    return new_id(f"{intent['id']}_secret", 25)


def payment_method_choice(call: Call) -> Json:
    """The fields that say how methods are chosen: by the Dashboard, unless a list of allowed ones is sent."""
    allowed = call.get("allowed_payment_method_types")
    if allowed and call.get("automatic_payment_methods"):
        raise invalid_request(
            "You may only specify one of these parameters: allowed_payment_method_types, automatic_payment_methods."
        )
    automatic = {"allow_redirects": "always", "enabled": True} | (call.get("automatic_payment_methods") or {})
    return {
        "allowed_payment_method_types": allowed,
        "automatic_payment_methods": None if allowed or not automatic["enabled"] else automatic,
        "payment_method_types": ["card"],
    }


def take_method(call: Call, intent: Json) -> None:
    """A method sent with a new intent leaves only the confirming to be done."""
    if method_id := call.get("payment_method"):
        method = find_or_make(call.account, method_id)
        intent |= {"payment_method": method["id"], "status": "requires_confirmation"}


def require_state(call: Call, intent: Json, allowed: tuple[str, ...], verb: str) -> None:
    title = _TITLES[intent["object"]]
    if verb == "confirm" and intent["status"] == "succeeded":
        raise _unexpected_state(
            call,
            intent,
            f"You cannot confirm this {title} because it has already succeeded after being previously confirmed.",
        )
    if intent["status"] not in allowed:
        raise _unexpected_state(
            call,
            intent,
            f"You cannot {verb} this {title} because it has a status of {intent['status']}. Only a {title} "
            f"with one of the following statuses may be {_DONE[verb]}: {', '.join(allowed)}.",
        )


def chosen_method(call: Call, intent: Json) -> Json:
    """The method to confirm with, from this call or an earlier one, checked against the customer."""
    title = _TITLES[intent["object"]]
    method_id = call.get("payment_method") or intent["payment_method"]
    if method_id is None:
        raise _unexpected_state(call, intent, f"You cannot confirm this {title} because it's missing a payment method.")
    method = find_or_make(call.account, method_id)
    require_unspent(method)
    if method["customer"] not in {None, intent["customer"]}:
        raise invalid_request(
            f"The payment method you supplied ({method['id']}) belongs to a different Customer, or this "
            f"{title} names none. Include its `customer`.",
            param="payment_method",
        )
    return method


def _unexpected_state(call: Call, intent: Json, message: str) -> ApiError:
    kind = intent["object"]
    error = {"type": "invalid_request_error", "code": f"{kind}_unexpected_state", "message": message}
    return ApiError(400, {**error, kind: seen(call, intent)})


def require_return_url(call: Call, intent: Json) -> None:
    """A server that allows redirects must say where to come back to; Stripe.js knows its page."""
    automatic = intent["automatic_payment_methods"]
    may_redirect = automatic is not None and automatic["allow_redirects"] == "always"
    if may_redirect and not (call.publishable or call.get("return_url") or call.get("off_session")):
        raise invalid_request(
            f"This {_TITLES[intent['object']]} is configured to accept payment methods enabled in your "
            "Dashboard. Because some of these payment methods might redirect your customer off of your "
            "page, you must provide a `return_url`. If you don't want to accept redirect-based payment "
            "methods, set `automatic_payment_methods[enabled]` to `true` and "
            "`automatic_payment_methods[allow_redirects]` to `never`.",
        )


def next_action(call: Call, intent: Json) -> Json:
    if call.get("return_url") and not call.get("use_stripe_sdk"):
        url = f"https://hooks.stripe.com/3d_secure_2/hosted?intent={intent['id']}"
        return {
            "type": "redirect_to_url",
            "redirect_to_url": {"return_url": call.get("return_url"), "url": url},
        }
    return {"type": "use_stripe_sdk", "use_stripe_sdk": {"type": "stripe_3ds2_fingerprint"}}


def decline_error(decline: Decline, method: Json) -> Json:
    """`last_setup_error` and `last_payment_error` are of this shape."""
    declined = {"decline_code": decline.decline_code} if decline.decline_code else {}
    return {
        "type": "card_error",
        "code": decline.code,
        **declined,
        "message": decline.message,
        "payment_method": shown(method),
    }


def authentication_failure(intent: Json, method: Json) -> Json:
    return {
        "type": "invalid_request_error",
        "code": f"{intent['object']}_authentication_failure",
        "message": "We are unable to authenticate your payment method. Please choose a different payment "
        "method and try again.",
        "payment_method": shown(method),
    }


def refusal(call: Call, intent: Json, error: Json) -> ApiError:
    """The 402 that carries the intent as it now is."""
    return ApiError(402, {**error, intent["object"]: seen(call, intent)})
