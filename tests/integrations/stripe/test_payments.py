"""Payments, as Stripe tells of them."""

from __future__ import annotations

from typing import Any, Final

import pytest

from common.integrations.stripe.client import open_client
from common.integrations.stripe.payments import StripePayments
from local.stripe.server import StripeServer
from tests.integrations.stripe.conftest import CLINIC

NEVER: Final = {"enabled": True, "allow_redirects": "never"}
FEE: Final = {"amount": 5000, "currency": "usd", "automatic_payment_methods": NEVER, "metadata": {"clinic_id": CLINIC}}


@pytest.fixture
def payments(server: StripeServer) -> StripePayments:
    return StripePayments(open_client("sk_test_clinic", server.url))


def pay(elsewhere: Any, card: str = "pm_card_visa") -> Any:
    return elsewhere.payment_intents.create({**FEE, "payment_method": card, "confirm": True})


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        ("warning_needs_response", "inquiry"),
        ("warning_under_review", "inquiry"),
        ("warning_closed", "closed"),
        ("needs_response", "open"),
        ("under_review", "open"),
        ("won", "won"),
        ("prevented", "won"),
        ("lost", "lost"),
        ("something_new", "open"),
    ],
)
def test_an_inquiry_is_told_from_a_dispute(
    payments: StripePayments, server: StripeServer, elsewhere: Any, status: str, outcome: str
) -> None:
    dispute = server.levers.open_dispute(pay(elsewhere).id)
    server.account.objects[dispute["id"]]["status"] = status
    found = payments.find_dispute(dispute["id"])
    assert found is not None
    assert found.outcome == outcome
