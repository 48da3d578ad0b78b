"""The calls that only Stripe.js makes, and that the library therefore has no types for."""

from __future__ import annotations

from local.stripe import charging, setup_intents
from local.stripe.call import Call, Route
from local.stripe.confirming import require_state
from local.stripe.errors import Json, no_such


def open_session(call: Call) -> Json:
    """What the Payment Element needs to know before it shows itself."""
    del call
    return {"object": "elements_session", "payment_method_types": ["card"], "google_pay": True}


def authenticate(call: Call) -> Json:
    """The bank's dialog reports back: `outcome` is `complete` or `fail`."""
    intent = call.account.objects.get(call.get("intent") or "", {})
    if not intent or call.client_secret != intent.get("client_secret"):
        raise no_such("intent", call.get("intent") or "", param="intent")
    require_state(call, intent, ("requires_action",), "confirm")
    passed = call.get("outcome") == "complete"
    if intent["object"] == "setup_intent":
        return setup_intents.finish_authentication(call, intent, passed=passed)
    return charging.finish_authentication(call, intent, passed=passed)


ROUTES = (
    Route("GET", "/v1/elements/sessions", None, open_session, publishable=True),
    Route("POST", "/v1/3ds2/authenticate", None, authenticate, publishable=True),
)
