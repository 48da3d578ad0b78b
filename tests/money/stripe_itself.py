"""Stripe itself in test mode, in the place of the double: for `make test-stripe`.

What only a double can be made to do (fail on demand, answer a bank's dialog, dispute) skips the test that asks for it.
"""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from typing import Any, Final, NoReturn, cast

import pytest
from typing_extensions import override

from common.integrations.stripe.client import open_client
from local.stripe.server import StripeServer
from tests.functions.bank import Bank
from tests.product import Product

KEY: Final = os.environ.get("STRIPE_TEST_KEY", "")
API_BASE: Final = os.environ.get("STRIPE_TEST_API_BASE") or None  # so that this, too, is tried where there is no key


class _OnlyTheDouble:
    def __getattr__(self, name: str) -> NoReturn:
        pytest.skip("only the local double can be made to do this")


class StripeItself(Bank):
    """What a test made there is found by the customers that our functions made for it."""

    def __init__(self, product: Product) -> None:
        self.server = cast("StripeServer", _OnlyTheDouble())
        self.product = product
        self.api: Any = open_client(KEY, API_BASE).v1

    @override
    def authenticate(self, client_secret: str, outcome: str) -> None:
        pytest.skip("the bank's dialog is answered in a browser")

    @override
    def made(self, kind: str) -> list[dict[str, Any]]:
        lists = {
            "payment_intent": lambda customer: self.api.payment_intents.list({"customer": customer}),
            "charge": lambda customer: self.api.charges.list({"customer": customer}),
            "payment_method": lambda customer: self.api.payment_methods.list({"customer": customer}),
        }
        if kind == "refund":
            intents = [one["id"] for one in self.made("payment_intent")]
            found = [one for intent in intents for one in self.api.refunds.list({"payment_intent": intent}).data]
        elif kind in lists:
            found = [one for customer in self._customers() for one in lists[kind](customer).data]
        else:
            pytest.skip(f"only the local double can list each {kind}")
        return [one.to_dict() for one in found]

    def _customers(self) -> Iterator[str]:
        for key in self.product.raw.scan_iter(f"c:{{{self.product.clinic_id}}}:patient:*"):
            customer = self.product.raw.hget(key, "customer_id")
            if customer:
                yield customer.decode()


def use_stripe_itself(patch: pytest.MonkeyPatch) -> None:
    """Our functions call Stripe with the test key, and this test's own idempotency keys: Stripe remembers them."""
    run = uuid.uuid4().hex[:12]
    patch.setattr("common.integrations.stripe.keys.require_key", lambda key: f"{run}:{key}")
    patch.setenv("STRIPE_SECRET_KEY", KEY)
    if API_BASE:
        patch.setenv("STRIPE_API_BASE", API_BASE)
    else:
        patch.delenv("STRIPE_API_BASE")
