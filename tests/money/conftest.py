"""Money is tested with the whole product: every function over a real Valkey, cards at the local Stripe.

With STRIPE_TEST_KEY in the environment, cards are at Stripe itself (`make test-stripe`).
"""

from __future__ import annotations

import pytest

from local.stripe.server import StripeServer
from tests.functions.bank import Bank
from tests.functions.conftest import product
from tests.functions.steps import join
from tests.money.stripe_itself import KEY, StripeItself, use_stripe_itself
from tests.money.till import Till
from tests.product import MAYA, Product

__all__ = ["product"]


@pytest.fixture
def bank(stripe_server: StripeServer, product: Product, monkeypatch: pytest.MonkeyPatch) -> Bank:
    if not KEY:
        return Bank(stripe_server, product)
    use_stripe_itself(monkeypatch)
    return StripeItself(product)


@pytest.fixture
def till(product: Product, bank: Bank) -> Till:
    """Maya is a patient, without a card yet."""
    join(product, MAYA)
    return Till(product, bank)
