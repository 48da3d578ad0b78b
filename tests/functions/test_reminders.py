"""The minute's tick: holds that ran out end, and Stripe is left to `enforce_policy`."""

from __future__ import annotations

import pytest

from tests.functions.bank import Bank
from tests.functions.steps import TUESDAY_TEN, accept, calendar, hold, join, later
from tests.product import MAYA, PRIYA, Product, Reply

NOTHING = {"done": 0, "suppressed": 0, "retried": 0, "dead": 0}


@pytest.fixture
def secret(product: Product, bank: Bank) -> str:
    """Of the card that a hold waits for."""
    join(product, MAYA)
    return str(accept(product, MAYA, hold(product, MAYA, TUESDAY_TEN).ok()).ok()["client_secret"])


def by_web(product: Product, headers: dict[str, str]) -> Reply:
    http = {"method": "POST", "path": "", "headers": headers, "queryString": "", "body": "", "isBase64Encoded": False}
    return product.send("reminders", {"http": http})


def test_with_nothing_due_it_does_nothing(product: Product, secret: str) -> None:
    later(product, minutes=9, seconds=59)
    assert product.tick() == NOTHING


def test_a_hold_that_ran_out_ends_and_stripe_hears_nothing_of_it_yet(product: Product, bank: Bank, secret: str) -> None:
    later(product, minutes=10)
    bank.server.api.captured.clear()
    assert [product.tick(), product.tick()] == [NOTHING | {"done": 1}, NOTHING]
    assert list(bank.server.api.captured) == []
    assert bank.status(secret) == "requires_payment_method"
    ended = [row for row in product.audit_rows() if row["action"] == "appointment.expire"]
    assert [(row["role"], row["function"]) for row in ended] == [("schedule", "reminders")]


def test_a_hold_that_never_asked_for_a_card_ends_without_stripe(product: Product, bank: Bank) -> None:
    join(product, MAYA)
    hold(product, MAYA, TUESDAY_TEN).ok()
    later(product, minutes=10)
    assert [product.tick(), product.tick()] == [NOTHING | {"done": 1}, NOTHING]
    assert list(bank.server.api.captured) == []
    assert calendar(product, PRIYA, "2027-03-02") == []


def test_another_clock_shows_the_ticks_secret(product: Product, secret: str) -> None:
    later(product, minutes=10)
    by_web(product, {}).refused(401, "unauthenticated")
    by_web(product, {"x-require-whisk-auth": "tick-secret-of-a-tesT"}).refused(401, "unauthenticated")
    assert by_web(product, {"x-require-whisk-auth": "tick-secret-of-a-test"}).ok() == NOTHING | {"done": 1}
