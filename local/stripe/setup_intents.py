"""https://docs.stripe.com/api/setup_intents: keeping a card for later."""

from __future__ import annotations

from local.stripe.account import new_id
from local.stripe.call import Call, Route
from local.stripe.cards import Authentication
from local.stripe.confirming import (
    CONFIRMABLE,
    authentication_failure,
    chosen_method,
    decline_error,
    new_secret,
    next_action,
    payment_method_choice,
    refusal,
    require_return_url,
    require_state,
    take_method,
)
from local.stripe.errors import Json
from local.stripe.listing import PAGING, matching, page
from local.stripe.payment_methods import attach_to, card_of

_KIND = "setup_intent"


def create(call: Call) -> Json:
    if customer := call.get("customer"):
        call.account.named("customer", customer, param="customer")
    intent = _new(call)
    call.emit("setup_intent.created", intent)
    take_method(call, intent)
    return _confirm(call, intent) if call.get("confirm") else intent


def retrieve(call: Call) -> Json:
    return call.intent(_KIND)


def confirm(call: Call) -> Json:
    return _confirm(call, call.intent(_KIND))


def cancel(call: Call) -> Json:
    intent = call.intent(_KIND)
    require_state(call, intent, CONFIRMABLE, "cancel")
    intent |= {
        "cancellation_reason": call.get("cancellation_reason"),
        "next_action": None,
        "status": "canceled",
    }
    call.emit("setup_intent.canceled", intent)
    return intent


def list_all(call: Call) -> Json:
    found = matching(call, call.account.newest(_KIND), "customer payment_method")
    return page(call, "/v1/setup_intents", found)


def finish_authentication(call: Call, intent: Json, *, passed: bool) -> Json:
    """The bank's word, after `requires_action`."""
    method = call.account.objects[intent["payment_method"]]
    if passed:
        return _succeed(call, intent, method)
    return _fail(call, intent, authentication_failure(intent, method))


def _new(call: Call) -> Json:
    intent = call.account.add(
        "seti",
        _KIND,
        application=None,
        cancellation_reason=None,
        customer=call.get("customer"),
        description=call.get("description"),
        flow_directions=None,
        last_setup_error=None,
        latest_attempt=None,
        mandate=None,
        metadata=call.get("metadata") or {},
        next_action=None,
        on_behalf_of=None,
        payment_method=None,
        payment_method_options={"card": {"mandate_options": None, "request_three_d_secure": "automatic"}},
        single_use_mandate=None,
        status="requires_payment_method",
        usage=call.get("usage") or "off_session",
        **payment_method_choice(call),
    )
    intent["client_secret"] = new_secret(intent)
    return intent


def _confirm(call: Call, intent: Json) -> Json:
    require_state(call, intent, CONFIRMABLE, "confirm")
    method = chosen_method(call, intent)
    require_return_url(call, intent)
    intent |= {"payment_method": method["id"], "latest_attempt": new_id("setatt"), "last_setup_error": None}
    card = card_of(method)
    if card.declines_setup:
        error = decline_error(card.declines_setup, method)
        raise refusal(call, _fail(call, intent, error), error)
    if card.authentication is Authentication.NEVER or method["_ready"]:
        return _succeed(call, intent, method)
    intent |= {"status": "requires_action", "next_action": next_action(call, intent)}
    call.emit("setup_intent.requires_action", intent)
    return intent


def _succeed(call: Call, intent: Json, method: Json) -> Json:
    method["_ready"] = True
    if intent["customer"]:
        attach_to(call, method, intent["customer"])
    intent |= {"status": "succeeded", "next_action": None, "last_setup_error": None}
    call.emit("setup_intent.succeeded", intent)
    return intent


def _fail(call: Call, intent: Json, error: Json) -> Json:
    intent |= {
        "status": "requires_payment_method",
        "last_setup_error": error,
        "next_action": None,
        "payment_method": None,
    }
    call.emit("setup_intent.setup_failed", intent)
    return intent


_PATH = "/v1/setup_intents"
_CONFIRMING = "payment_method return_url use_stripe_sdk"
ROUTES = (
    Route(
        "POST",
        _PATH,
        "SetupIntentCreateParams",
        create,
        "customer usage automatic_payment_methods allowed_payment_method_types metadata description confirm "
        f"{_CONFIRMING}",
    ),
    Route("GET", _PATH, "SetupIntentListParams", list_all, f"customer payment_method {PAGING}"),
    Route(
        "GET",
        f"{_PATH}/{{id}}",
        "SetupIntentRetrieveParams",
        retrieve,
        "client_secret",
        publishable=True,
    ),
    Route("POST", f"{_PATH}/{{id}}/confirm", "SetupIntentConfirmParams", confirm, _CONFIRMING, publishable=True),
    Route("POST", f"{_PATH}/{{id}}/cancel", "SetupIntentCancelParams", cancel, "cancellation_reason"),
)
