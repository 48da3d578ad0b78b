"""The product over each place in turn, and the desk from which tests reach its store."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from local.stripe.server import StripeServer
from tests.product import Product, running_product
from tests.store.desk import Desk
from tests.store.places import client_of, cluster, url

__all__ = ["cluster", "url"]


@pytest.fixture
def product(url: str, stripe_server: StripeServer) -> Iterator[Product]:
    """Harbor Dermatology on Monday, March 1, 2027, 9:00 AM EST, with its cards kept by the local Stripe."""
    stripe_server.api.reset()
    with running_product(url, stripe_server.url) as running:
        running.raw = client_of(url)
        running.start_demo_clinic()
        yield running


@pytest.fixture
def desk(product: Product) -> Desk:
    return Desk(product)
