"""Stripe's events as its webhook sends them, signed at the time of the test."""

from __future__ import annotations

import base64
import json
from typing import Any, Final

from local.stripe.server import StripeServer
from local.stripe.webhooks import sign
from tests.product import Product, Reply

SECRET: Final = "whsec_0000000000000000"


def event_of_confirmation(server: StripeServer, setup_intent_id: str) -> Any:
    events = (event for event in server.account.newest("event") if event["type"] == "setup_intent.succeeded")
    return next(event for event in events if event["data"]["object"]["id"] == setup_intent_id)


def tell(product: Product, event: Any) -> Reply:
    """The function's answer to an event."""
    payload = json.dumps(event).encode()
    headers = {"stripe-signature": sign(payload, SECRET, product.epoch)}
    body = {"body": base64.b64encode(payload).decode(), "isBase64Encoded": True}
    http = {"method": "POST", "path": "", "headers": headers, "queryString": "", **body}
    return product.send("stripe_webhook", {"http": http})
