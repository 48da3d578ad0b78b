"""What a function loads is what it needs."""

from __future__ import annotations

import os
import subprocess
import sys

from local.stripe.server import StripeServer
from tests.integrations.stripe.conftest import CLINIC, PATIENT

_JOURNEY = f"""
import sys
sys.modules["stripe.params"] = None  # importing it fails
from common.domain.money import Money
from common.integrations.stripe.processor import open_processor
processor = open_processor("sk_test_1", sys.argv[1], None)
cards, payments = processor.cards, processor.payments
customer = cards.create_customer(clinic_id="{CLINIC}", patient_id="{PATIENT}", idempotency_key="c")
intent = cards.create_setup_intent(customer_id=customer, metadata={{}}, idempotency_key="s")
cards.detach_card("pm_unknown")
cards.cancel_setup_intent(intent.id)
ids = {{"clinic_id": "{CLINIC}", "patient_id": "{PATIENT}"}}
paid = payments.create_payment(
    amount=Money(5000, "usd"), customer_id=customer, metadata=ids, idempotency_key="p", keep_card=False
)
payments.confirm_payment(paid.id, card_id="pm_card_visa", present=True, idempotency_key="q")
payments.refund(paid.id, amount_minor=1000, metadata=ids, idempotency_key="r")
assert len(payments.list_refunds(paid.id)) == len(payments.list_paid("{CLINIC}", from_at=0, until=10**10)) == 1
assert payments.list_events(since=0, kinds=["payment_intent.succeeded"]) and payments.find_dispute("dp_unknown") is None
assert payments.find_payment_for(customer, ids).id == payments.cancel_payment(paid.id).id == paid.id
print(cards.find_setup_intent(intent.id).status)
"""


def run(code: str, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        timeout=30,
    )
    return done.stdout.strip()


def test_verifying_an_event_does_not_load_stripes_library() -> None:
    assert run("import common.integrations.stripe.webhooks, sys; print('stripe' in sys.modules)") == "False"


def test_keeping_and_charging_cards_does_not_need_the_params_that_bundles_leave_out(server: StripeServer) -> None:
    assert run(_JOURNEY, server.url) == "canceled"
