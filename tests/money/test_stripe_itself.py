"""`make test-stripe`: what it says without a key, and that it works, against a double in Stripe's place."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from local.stripe.server import StripeServer

ROOT = Path(__file__).resolve().parents[2]


def _make(**environment: str) -> subprocess.CompletedProcess[str]:
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("STRIPE_TEST_")}
    return subprocess.run(
        ["make", "--no-print-directory", "test-stripe"],
        cwd=ROOT,
        env=inherited | environment,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def test_without_a_key_it_says_so_and_nothing_fails() -> None:
    done = _make()
    assert done.returncode == 0
    assert done.stdout.startswith("Skipped: STRIPE_TEST_KEY isn't set.")


@pytest.mark.parametrize("key", ["sk_live_1234", "whatever"])
def test_a_key_that_charges_real_cards_is_refused_and_not_shown(key: str) -> None:
    done = _make(STRIPE_TEST_KEY=key)
    assert done.returncode != 0
    assert "must be a test key" in done.stderr
    assert key not in done.stdout + done.stderr


def test_with_a_key_the_payment_tests_run_where_it_leads(stripe_server: StripeServer) -> None:
    stripe_server.api.reset()
    options = "-q -p no:cacheprovider -k 'on_file or keep_card or comes_back_in_full or goes_back'"
    key = {"STRIPE_TEST_KEY": "sk_test_made_up", "STRIPE_TEST_API_BASE": stripe_server.url}
    done = _make(**key, PYTEST=options)
    assert done.returncode == 0, done.stdout[-3000:]
    assert " passed" in done.stdout
    assert len(list(stripe_server.account.newest("payment_intent"))) >= 5
