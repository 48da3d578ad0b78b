"""A Valkey of its own for each test that breaks it, and the product told to reach it through the proxy."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import redis

from local.stripe.server import StripeServer
from local.valkey import Valkey
from tests.chaos.proxy import Proxy
from tests.chaos.story import Story
from tests.product import running_product


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Valkey]:
    with Valkey(tmp_path / "valkey") as running:
        yield running


@pytest.fixture
def proxy(server: Valkey) -> Iterator[Proxy]:
    with Proxy(server.port) as running:
        yield running


@pytest.fixture
def story(proxy: Proxy, server: Valkey, stripe_server: StripeServer) -> Iterator[Story]:
    """Harbor Dermatology on Monday morning, nobody signed up yet."""
    stripe_server.api.reset()
    with running_product(proxy.url, stripe_server.url) as product:
        product.raw = redis.Redis.from_url(server.url)
        product.start_demo_clinic()
        yield Story(product, stripe_server.url)
