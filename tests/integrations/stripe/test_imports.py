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
from common.integrations.stripe.cards import StripeCards
cards = StripeCards("sk_test_1", sys.argv[1])
customer = cards.create_customer(clinic_id="{CLINIC}", patient_id="{PATIENT}", idempotency_key="c")
intent = cards.create_setup_intent(customer_id=customer, metadata={{}}, idempotency_key="s")
cards.detach_card("pm_unknown")
cards.cancel_setup_intent(intent.id)
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


def test_keeping_cards_does_not_need_the_params_that_bundles_leave_out(server: StripeServer) -> None:
    assert run(_JOURNEY, server.url) == "canceled"
