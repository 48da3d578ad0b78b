"""What `enforce_policy` does at Stripe for a hold that was let go: its card is let go too, or booked where it came."""

from __future__ import annotations

import json

import pytest

from common.store.keys import Keys
from tests.functions.bank import Bank
from tests.functions.steps import TUESDAY_TEN, accept, booked, cards_of, hold, join, later
from tests.product import DANIEL, MAYA, Product

NOTHING = {"done": 0, "suppressed": 0, "retried": 0, "dead": 0}
BACKOFF_MINUTES = (1, 2, 5, 15, 60, 4 * 60, 12 * 60)


@pytest.fixture
def secret(product: Product, bank: Bank) -> str:
    """Of the card that a hold waits for."""
    join(product, MAYA)
    return str(accept(product, MAYA, hold(product, MAYA, TUESDAY_TEN).ok()).ok()["client_secret"])


def enforced(product: Product) -> dict[str, int]:
    """What a tick says of its jobs."""
    return {name: count for name, count in product.enforce().items() if name != "swept"}


def lose_events(bank: Bank) -> None:
    """Stripe never tells, and a sweep finds nothing either."""
    for event in bank.made("event"):
        del bank.server.account.objects[event["id"]]


def test_the_card_of_a_hold_that_ran_out_is_let_go(product: Product, bank: Bank, secret: str) -> None:
    later(product, minutes=10)
    assert enforced(product) == NOTHING
    product.tick()
    assert enforced(product) == NOTHING | {"done": 1}
    assert bank.status(secret) == "canceled"
    assert enforced(product) == NOTHING


def test_a_replaced_hold_lets_its_card_go_at_the_next_tick(product: Product, bank: Bank, secret: str) -> None:
    hold(product, MAYA, "2027-03-03T15:00:00Z").ok()
    assert enforced(product) == NOTHING | {"done": 1}
    assert bank.status(secret) == "canceled"


@pytest.mark.parametrize("told", [True, False])
def test_a_card_that_was_confirmed_meanwhile_books_where_the_time_is_free(
    product: Product, bank: Bank, secret: str, *, told: bool
) -> None:
    """Whether its event is found by the sweep, or nobody ever tells of it."""
    later(product, minutes=10)
    product.tick()
    bank.confirm(secret)
    if not told:
        lose_events(bank)
    assert enforced(product) == NOTHING | {"done": 1}
    assert bank.status(secret) == "succeeded"
    assert [visit["starts_at"] for visit in booked(product, MAYA)] == [TUESDAY_TEN]
    assert [card["last4"] for card in cards_of(product)] == ["4242"]
    assert enforced(product) == NOTHING


@pytest.mark.parametrize("told", [True, False])
def test_a_card_that_was_confirmed_too_late_takes_nothing_from_whoever_came_meanwhile(
    product: Product, bank: Bank, secret: str, *, told: bool
) -> None:
    later(product, minutes=10)
    product.tick()
    bank.confirm(secret)
    if not told:
        lose_events(bank)
    join(product, DANIEL)
    theirs = bank.book(DANIEL, TUESDAY_TEN)
    assert enforced(product) == NOTHING | {"done": 1}
    assert booked(product, MAYA) == []
    assert [visit["id"] for visit in booked(product, DANIEL)] == [theirs]


def test_a_hold_that_its_patient_gave_up_is_not_booked_by_its_card(product: Product, bank: Bank, secret: str) -> None:
    hold(product, MAYA, "2027-03-03T15:00:00Z").ok()
    bank.confirm(secret)
    assert enforced(product) == NOTHING | {"done": 1}
    assert booked(product, MAYA) == []


def test_a_visit_booked_late_keeps_its_card(product: Product, bank: Bank, secret: str) -> None:
    later(product, minutes=10)
    product.tick()
    bank.confirm(secret)
    assert bank.deliver(bank.event()).ok() == {"effect": "booked"}
    assert enforced(product) == NOTHING
    assert bank.status(secret) == "succeeded"


def test_with_stripe_down_it_tries_again_at_growing_distances(product: Product, bank: Bank, secret: str) -> None:
    later(product, minutes=10)
    product.tick()
    bank.fail("POST", "/v1/setup_intents/", times=4)
    for minutes in BACKOFF_MINUTES[:2]:
        assert enforced(product) == NOTHING | {"retried": 1}
        later(product, minutes=minutes, seconds=-1)
        assert enforced(product) == NOTHING
        later(product, seconds=1)
    assert enforced(product) == NOTHING | {"done": 1}
    assert bank.status(secret) == "canceled"


def test_what_keeps_failing_is_tried_twice_a_day_until_it_is_done(product: Product, bank: Bank, secret: str) -> None:
    later(product, minutes=10)
    product.tick()
    bank.fail("POST", "/v1/setup_intents/", times=100)
    for minutes in (*BACKOFF_MINUTES, 12 * 60, 12 * 60):
        assert enforced(product) == NOTHING | {"retried": 1}
        later(product, minutes=minutes)
    bank.server.api.faults.clear()
    assert enforced(product) == NOTHING | {"done": 1}
    assert bank.status(secret) == "canceled"


def test_what_stripe_refuses_for_good_is_given_up_at_once(product: Product, bank: Bank, secret: str) -> None:
    later(product, minutes=10)
    product.tick()
    bank.fail("POST", "/v1/setup_intents/", "400")
    assert enforced(product) == NOTHING | {"dead": 1}
    ((job, why),) = product.raw.hgetall(Keys(product.clinic_id).dead_jobs).items()
    assert job.startswith(b"intent_close:apt_")
    assert json.loads(why) == {"at": product.epoch, "why": "api_error"}
    later(product, days=10)
    assert enforced(product) == NOTHING
