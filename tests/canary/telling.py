"""One canary and the clinic's team, and what they are told."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import stripe

from local.stripe.server import StripeServer
from local.stripe.webhooks import sign
from tests.canary.canaries import ADDRESS, BIRTHDAY, EMAIL, NAME, PHONE
from tests.product import Person, Product, Reply

CANARY = Person("uidq81c0000000000000a", EMAIL)
MORE_TRIES = 3
DETAILS: dict[str, Any] = {
    "full_name": NAME,
    "phone": PHONE,
    "date_of_birth": BIRTHDAY,
    "payer_id": "pay_aetna",
    "texts": True,
}


@dataclass
class Teller:
    """`clock_moves` where the run's clock is ours to move."""

    product: Product
    stripe: StripeServer
    webhook_secret: str
    tick_secret: str
    clock_moves: bool
    called: set[str] = field(default_factory=set)
    calendar_files: list[str] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)
    public_pages: list[str] = field(default_factory=list)
    tokens: list[str] = field(default_factory=list)

    def confirm(self, client_secret: str, card: str = "pm_card_visa") -> str:
        """In the browser; the intent's id."""
        intent, _, _ = client_secret.partition("_secret_")
        api: Any = stripe.StripeClient("sk_test_0000000000000000", base_addresses={"api": self.stripe.url}).v1
        intents = api.setup_intents if intent.startswith("seti_") else api.payment_intents
        intents.confirm(intent, {"payment_method": card})
        return intent

    def does(self, by: Person | None, operation: str, request: Mapping[str, Any] | None = None, **more: Any) -> Any:
        """As the site does: what a busy machine had no time for is asked for again under the same key."""
        self.called.add(operation)
        asked = {"key": uuid.uuid4().hex, **more}
        reply = self.ask(by, operation, request, **asked)
        for _ in range(MORE_TRIES):
            if reply.status not in {502, 503}:
                break
            reply = self.ask(by, operation, request, **asked)
        return reply.ok()

    def fails(self, by: Person | None, operation: str, request: Mapping[str, Any] | None = None, **more: Any) -> None:
        reply = self.ask(by, operation, request, **more)
        assert reply.status >= 400, (operation, reply.text)
        self.refusals.append(f"{reply.headers}{reply.text}")

    def ask(
        self,
        by: Person | None,
        operation: str,
        request: Mapping[str, Any] | None = None,
        *,
        key: str | None = None,
        headers: Mapping[str, str] | None = None,
        signature: bool = False,
    ) -> Reply:
        function, _, method = operation.partition(" ")
        sent = {"x-forwarded-for": ADDRESS, "user-agent": f"Browser of {NAME}"}
        sent |= headers or {}
        if signature:
            payload = json.dumps(request).encode()
            sent["stripe-signature"] = sign(payload, self.webhook_secret, self.product.epoch)
        if method in {"GET", "DELETE"}:
            query = {name: str(value) for name, value in (request or {}).items()}
            return self.product.call(function, method, by=by, query=query, key=key, headers=sent)
        return self.product.call(function, method, by=by, body=request or {}, key=key, headers=sent)
