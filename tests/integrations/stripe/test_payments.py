"""Payments, as Stripe tells of them."""

from __future__ import annotations

from typing import Any, Final

import pytest
import stripe

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


def test_what_was_paid_on_a_day_is_found_although_it_was_begun_before(
    payments: StripePayments, server: StripeServer, elsewhere: Any
) -> None:
    begun = elsewhere.payment_intents.create(FEE)
    at_once = pay(elsewhere)
    elsewhere.payment_intents.create({**FEE, "metadata": {"clinic_id": "cl_0000000000000000000z"}})
    server.account.clock_offset = 3 * 86_400
    declined = elsewhere.payment_intents.create(FEE)
    with pytest.raises(stripe.CardError):
        elsewhere.payment_intents.confirm(declined.id, {"payment_method": "pm_card_visa_chargeDeclined"})
    elsewhere.payment_intents.confirm(begun.id, {"payment_method": "pm_card_visa"})
    now = server.account.now()
    (later,) = payments.list_paid(CLINIC, from_at=now - 86_400, until=now + 1)
    assert later == payments.find_payment(begun.id)
    assert later.is_paid
    assert later.paid_at is not None
    assert now - later.paid_at < 60
    (earlier,) = payments.list_paid(CLINIC, from_at=0, until=now - 86_400)
    assert earlier.id == at_once.id
