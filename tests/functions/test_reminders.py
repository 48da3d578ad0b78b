"""The minute's tick: holds that ran out end, their cards are let go, and what failed is tried again."""

from __future__ import annotations

import json

import pytest

from common.store.keys import Keys
from tests.functions.bank import Bank
from tests.functions.steps import TUESDAY_TEN, accept, calendar, hold, join, later
from tests.product import MAYA, PRIYA, Product, Reply

NOTHING = {"done": 0, "suppressed": 0, "retried": 0, "dead": 0}
BACKOFF_MINUTES = (1, 2, 5, 15, 60, 4 * 60, 12 * 60)


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


def test_a_hold_that_ran_out_ends_and_its_card_is_let_go(product: Product, bank: Bank, secret: str) -> None:
    later(product, minutes=10)
    assert product.tick() == NOTHING | {"done": 1}
    assert bank.status(secret) == "requires_payment_method"
    assert product.tick() == NOTHING | {"done": 1}
    assert bank.status(secret) == "canceled"
    assert product.tick() == NOTHING
    ended = [row for row in product.audit_rows() if row["action"] == "appointment.expire"]
    assert [(row["role"], row["function"]) for row in ended] == [("schedule", "reminders")]


def test_a_hold_that_never_asked_for_a_card_ends_without_stripe(product: Product, bank: Bank) -> None:
    join(product, MAYA)
    hold(product, MAYA, TUESDAY_TEN).ok()
    later(product, minutes=10)
    assert [product.tick(), product.tick()] == [NOTHING | {"done": 1}, NOTHING]
    assert list(bank.server.api.captured) == []
    assert calendar(product, PRIYA, "2027-03-02") == []


def test_a_replaced_hold_lets_its_card_go_at_the_next_tick(product: Product, bank: Bank, secret: str) -> None:
    hold(product, MAYA, "2027-03-03T15:00:00Z").ok()
    assert product.tick() == NOTHING | {"done": 1}
    assert bank.status(secret) == "canceled"


def test_a_card_that_was_confirmed_meanwhile_is_left_alone(product: Product, bank: Bank, secret: str) -> None:
    later(product, minutes=10)
    product.tick()
    bank.confirm(secret)
    assert product.tick() == NOTHING | {"done": 1}
    assert bank.status(secret) == "succeeded"


def test_a_visit_booked_late_keeps_its_card(product: Product, bank: Bank, secret: str) -> None:
    later(product, minutes=10)
    product.tick()
    bank.confirm(secret)
    assert bank.deliver(bank.event()).ok() == {"effect": "booked"}
    assert product.tick() == NOTHING
    assert bank.status(secret) == "succeeded"


def test_with_stripe_down_it_tries_again_at_growing_distances(product: Product, bank: Bank, secret: str) -> None:
    later(product, minutes=10)
    product.tick()
    bank.fail("POST", "/v1/setup_intents/", times=4)
    for minutes in BACKOFF_MINUTES[:2]:
        assert product.tick() == NOTHING | {"retried": 1}
        later(product, minutes=minutes, seconds=-1)
        assert product.tick() == NOTHING
        later(product, seconds=1)
    assert product.tick() == NOTHING | {"done": 1}
    assert bank.status(secret) == "canceled"


def test_what_keeps_failing_is_given_up_and_said_so(product: Product, bank: Bank, secret: str) -> None:
    later(product, minutes=10)
    product.tick()
    bank.fail("POST", "/v1/setup_intents/", times=100)
    for minutes in BACKOFF_MINUTES:
        assert product.tick() == NOTHING | {"retried": 1}
        later(product, minutes=minutes)
    assert product.tick() == NOTHING | {"dead": 1}
    ((job, why),) = product.raw.hgetall(Keys(product.clinic_id).dead_jobs).items()
    assert job.startswith(b"setup_intent_cancel:apt_")
    assert json.loads(why) == {"at": product.epoch, "why": "api_error"}
    later(product, days=10)
    assert product.tick() == NOTHING


def test_what_stripe_refuses_for_good_is_given_up_at_once(product: Product, bank: Bank, secret: str) -> None:
    later(product, minutes=10)
    product.tick()
    bank.fail("POST", "/v1/setup_intents/", "403")
    assert product.tick() == NOTHING | {"dead": 1}


def test_another_clock_shows_the_ticks_secret(product: Product, secret: str) -> None:
    later(product, minutes=10)
    by_web(product, {}).refused(401, "unauthenticated")
    by_web(product, {"x-require-whisk-auth": "tick-secret-of-a-tesT"}).refused(401, "unauthenticated")
    assert by_web(product, {"x-require-whisk-auth": "tick-secret-of-a-test"}).ok() == NOTHING | {"done": 1}
