"""Every function is tested with its cards at the local Stripe."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import redis
import stripe

from local.stripe.server import StripeServer
from local.valkey import Valkey
from tests.functions.bank import Bank
from tests.product import Product, running_product


@pytest.fixture
def product(valkey: Valkey, stripe_server: StripeServer, monkeypatch: pytest.MonkeyPatch) -> Iterator[Product]:
    """Harbor Dermatology on Monday, March 1, 2027, 9:00 AM EST, with its team and no patients."""
    monkeypatch.setattr(stripe.HTTPClient, "INITIAL_DELAY", 0.0)  # the library's pause before its second try
    redis.Redis.from_url(valkey.url).flushall()
    stripe_server.api.reset()
    with running_product(valkey.url, stripe_server.url) as running:
        monkeypatch.setattr(stripe_server.account, "_clock", lambda: running.epoch)
        running.start_demo_clinic()
        yield running


@pytest.fixture
def bank(stripe_server: StripeServer, product: Product) -> Bank:
    return Bank(stripe_server, product)
