"""Stripe fails at each call in turn: nothing is lost, and asking again comes to one booking."""

from __future__ import annotations

from typing import Any

import pytest

from tests.functions.bank import Bank
from tests.functions.steps import TUESDAY_TEN, accept, booked, hold, join, later
from tests.product import MAYA, Product

CREATE_CUSTOMER = ("POST", "/v1/customers")
CREATE_INTENT = ("POST", "/v1/setup_intents")
FIND_INTENT = ("GET", "/v1/setup_intents/")


@pytest.fixture
def held(product: Product) -> Any:
    """Maya's, for Tuesday at ten."""
    join(product, MAYA)
    return hold(product, MAYA, TUESDAY_TEN).ok()


@pytest.mark.parametrize(
    "fault",
    [
        (*CREATE_CUSTOMER, "503"),
        (*CREATE_CUSTOMER, "lost_reply"),
        (*CREATE_INTENT, "503"),
        (*CREATE_INTENT, "lost_reply"),
    ],
)
@pytest.mark.parametrize("key", [None, "one-key-for-all-tries"])
def test_starting_the_card_again_comes_to_one_intent(
    product: Product, bank: Bank, held: Any, fault: tuple[str, str, str], key: str | None
) -> None:
    bank.fail(*fault)
    failed = accept(product, MAYA, held, key=key)
    failed.refused(502, "vendor_unavailable")
    assert failed.json["detail"] == "Nothing was lost. Try again shortly."
    assert failed.headers["Retry-After"] == "2"
    asked = accept(product, MAYA, held, key=key).ok()
    assert (asked["status"], len(bank.made("customer")), len(bank.made("setup_intent"))) == ("needs_card", 1, 1)
    bank.confirm(asked["client_secret"])
    assert accept(product, MAYA, held).ok()["status"] == "booked"


def test_a_confirmed_card_waits_until_stripe_can_be_asked(product: Product, bank: Bank, held: Any) -> None:
    bank.confirm(accept(product, MAYA, held).ok()["client_secret"])
    bank.fail(*FIND_INTENT)
    accept(product, MAYA, held).refused(502, "vendor_unavailable")
    assert booked(product, MAYA) == []
    assert accept(product, MAYA, held).ok()["status"] == "booked"


def test_with_stripe_down_the_time_stays_held(product: Product, bank: Bank, held: Any) -> None:
    bank.fail(*CREATE_CUSTOMER)
    accept(product, MAYA, held).refused(502, "vendor_unavailable")
    later(product, minutes=5)
    assert hold(product, MAYA, TUESDAY_TEN).ok()["appointment_id"] == held["appointment_id"]


def test_one_bad_moment_is_not_noticed(product: Product, bank: Bank, held: Any) -> None:
    bank.fail(*CREATE_INTENT, times=1)
    assert accept(product, MAYA, held).ok()["status"] == "needs_card"
    assert len(bank.made("setup_intent")) == 1


def test_an_intent_that_was_cancelled_at_stripe_is_replaced(product: Product, bank: Bank, held: Any) -> None:
    first = accept(product, MAYA, held).ok()["client_secret"]
    bank.api.setup_intents.cancel(first.partition("_secret_")[0])
    second = accept(product, MAYA, held).ok()["client_secret"]
    assert second != first
    bank.confirm(second)
    assert accept(product, MAYA, held).ok()["status"] == "booked"
