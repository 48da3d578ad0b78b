"""What happens at Stripe while our functions aren't looking: browsers confirm cards, events set out."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import stripe

from local.stripe.faults import Fault
from local.stripe.server import StripeServer
from local.stripe.webhooks import sign
from tests.functions.steps import accept, hold
from tests.product import Person, Product, Reply

SECRET: Final = "whsec_0000000000000000"


@dataclass
class Bank:
    """One Stripe account, seen from the cardholder's side."""

    server: StripeServer
    product: Product
    api: Any = field(init=False)

    def __post_init__(self) -> None:
        key = "sk_test_0000000000000000"
        self.api = stripe.StripeClient(key, base_addresses={"api": self.server.url}, max_network_retries=0).v1

    def confirm(self, client_secret: str, card: str = "pm_card_visa") -> str:
        """As the Payment Element does. Raises stripe.CardError; answers where the intent stands."""
        return str(self.api.setup_intents.confirm(intent_of(client_secret), {"payment_method": card}).status)

    def pay(self, client_secret: str, card: str = "pm_card_visa") -> str:
        """As the Payment Element does for a payment. Raises stripe.CardError; answers where the intent stands."""
        return str(self.api.payment_intents.confirm(intent_of(client_secret), {"payment_method": card}).status)

    def confirm_with_link(self, client_secret: str) -> None:
        """With Stripe's own wallet, which accounts offer unless told otherwise; what it keeps is no card."""
        self.confirm(client_secret)
        (method,) = [one for one in self.made("payment_method") if one["customer"]][:1]
        del method["card"]
        method |= {"type": "link", "link": {"email": None}}

    def authenticate(self, client_secret: str, outcome: str) -> None:
        """The bank's dialog is answered: `complete` or `fail`."""
        sent = {"key": "pk_test_x", "intent": intent_of(client_secret), "client_secret": client_secret}
        body = urlencode({**sent, "outcome": outcome}).encode()
        with urlopen(Request(f"{self.server.url}/v1/3ds2/authenticate", body), timeout=5):  # noqa: S310
            pass

    def status(self, client_secret: str) -> str:
        return str(self.api.setup_intents.retrieve(intent_of(client_secret)).status)

    def made(self, kind: str) -> list[dict[str, Any]]:
        """Everything of a kind that was ever made, newest first."""
        return list(self.server.account.newest(kind))

    def fail(self, method: str, path: str, kind: str = "503", times: int = 2) -> None:
        """The library tries twice, so two failures make one that we see."""
        self.server.api.faults.add(Fault(method, path, kind, times))

    def book(self, by: Person, starts_at: str, **wanted: str) -> str:
        """A visit booked with a card that was confirmed on the way, where one was asked for; its id."""
        held = hold(self.product, by, starts_at, **wanted).ok()
        booking = accept(self.product, by, held).ok()
        if booking["status"] == "needs_card":
            self.confirm(booking["client_secret"])
            booking = accept(self.product, by, held).ok()
        assert booking["status"] == "booked"
        return str(held["appointment_id"])

    def event(self, kind: str = "setup_intent.succeeded") -> dict[str, Any]:
        """The newest event of a kind."""
        return next(event for event in self.server.account.newest("event") if event["type"] == kind)

    def deliver(self, event: Any, *, age: int = 0, secret: str = SECRET) -> Reply:
        """Stripe calls the webhook. `age` in seconds is how long ago it signed."""
        return self.post(json.dumps(event).encode(), age=age, secret=secret)

    def post(self, payload: bytes, *, age: int = 0, secret: str = SECRET) -> Reply:
        headers = self.signed(payload, age=age, secret=secret)
        http = {"method": "POST", "path": "", "headers": headers, "queryString": "", "body": payload.decode()}
        return self.product.send("stripe_webhook", {"http": {**http, "isBase64Encoded": False}})

    def signed(self, payload: bytes, *, age: int = 0, secret: str = SECRET) -> dict[str, str]:
        """The headers that Stripe sends with a body."""
        signature = sign(payload, secret, self.product.epoch - age)
        return {"content-type": "application/json; charset=utf-8", "stripe-signature": signature}


def intent_of(client_secret: str) -> str:
    return client_secret.partition("_secret_")[0]
