"""The parts that tests share: one Valkey and one Stripe a run, one empty store a test."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
import redis
from hypothesis import settings

from local.stripe.server import StripeServer
from local.valkey import VOLATILE, Valkey
from tests.product import Product, running_product

# In CI the same examples each time: what nobody has thought of yet is for a desk to find, not for somebody's push.
settings.register_profile("ci", derandomize=True)
if "CI" in os.environ:
    settings.load_profile("ci")


@pytest.fixture(scope="session")
def valkey(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Valkey]:
    """One server for the whole run. What is about durability starts its own."""
    with Valkey(tmp_path_factory.mktemp("valkey"), extra=VOLATILE) as server:
        yield server


@pytest.fixture(scope="session")
def stripe_server() -> Iterator[StripeServer]:
    with StripeServer() as server:
        yield server


@pytest.fixture
def product(valkey: Valkey) -> Iterator[Product]:
    """Harbor Dermatology on Monday, March 1, 2027, 9:00 AM EST; cards aside."""
    redis.Redis.from_url(valkey.url).flushall()
    with running_product(valkey.url) as running:
        running.start_demo_clinic()
        yield running
