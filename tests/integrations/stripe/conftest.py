from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import stripe

from common.integrations.stripe.cards import StripeCards
from common.integrations.stripe.client import open_client
from local.stripe.server import StripeServer

CLINIC, PATIENT = "cl_0000000000000000000a", "pt_0000000000000000000b"


@pytest.fixture
def server() -> Iterator[StripeServer]:
    with StripeServer() as running:
        yield running


@pytest.fixture
def cards(server: StripeServer) -> StripeCards:
    return StripeCards(open_client("sk_test_clinic", server.url))


@pytest.fixture
def elsewhere(server: StripeServer) -> Any:
    """What the browser, or somebody at Stripe's Dashboard, does meanwhile."""
    return stripe.StripeClient("sk_test_clinic", base_addresses={"api": server.url}).v1


@pytest.fixture
def customer(cards: StripeCards) -> str:
    return cards.create_customer(clinic_id=CLINIC, patient_id=PATIENT, idempotency_key="customer:1")
