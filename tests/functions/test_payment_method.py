"""The card on file, kept apart from any booking."""

from __future__ import annotations

from typing import Any

import pytest

from tests.functions.bank import Bank, intent_of
from tests.functions.steps import TUESDAY_TEN, accept, hold, join, later
from tests.product import DANIEL, MAYA, Person, Product, Reply


@pytest.fixture(autouse=True)
def _patients(product: Product) -> None:
    join(product, MAYA)
    join(product, DANIEL)


def start(product: Product, by: Person = MAYA, *, key: str | None = None) -> Reply:
    return product.call("payment_method", "POST", by=by, body={}, key=key)


def save(product: Product, started: Any, by: Person = MAYA) -> Reply:
    return product.call("payment_method", "PUT", by=by, body={"setup_intent_id": started["setup_intent_id"]})


def card_of(product: Product, by: Person = MAYA) -> Any:
    return product.call("payment_method", by=by).ok()["card"]


def test_a_confirmed_card_is_kept(product: Product, bank: Bank) -> None:
    assert card_of(product) is None
    started = start(product).ok()
    assert intent_of(started["client_secret"]) == started["setup_intent_id"]
    bank.confirm(started["client_secret"], "pm_card_amex")
    saved = save(product, started).ok()
    (method,) = bank.made("payment_method")
    assert saved == {"card": {name: method["card"][name] for name in ("brand", "last4", "exp_month", "exp_year")}}
    assert saved["card"]["last4"] == "0005"
    assert card_of(product) == saved["card"]


def test_a_kept_card_books_at_once(product: Product, bank: Bank) -> None:
    started = start(product).ok()
    bank.confirm(started["client_secret"])
    save(product, started).ok()
    held = hold(product, MAYA, TUESDAY_TEN).ok()
    assert held["needs_card"] is False
    assert accept(product, MAYA, held).ok()["status"] == "booked"


def test_another_card_takes_its_place(product: Product, bank: Bank) -> None:
    for card, last4 in (("pm_card_visa", "4242"), ("pm_card_mastercard", "4444")):
        started = start(product).ok()
        bank.confirm(started["client_secret"], card)
        assert save(product, started).ok()["card"]["last4"] == last4
        later(product, days=2)  # longer than Stripe remembers idempotency keys
    assert card_of(product)["last4"] == "4444"
    assert len(bank.made("customer")) == 1


def test_until_it_is_confirmed_there_is_nothing_to_keep(product: Product) -> None:
    started = start(product).ok()
    refused = save(product, started).refused(409, "card_not_ready")
    assert refused["detail"] == "Confirm the card, then try again."
    assert card_of(product) is None


def test_a_card_that_the_bank_asks_about_is_not_ready(product: Product, bank: Bank) -> None:
    started = start(product).ok()
    bank.confirm(started["client_secret"], "pm_card_authenticationRequired")
    save(product, started).refused(409, "card_not_ready")
    bank.authenticate(started["client_secret"], "complete")
    assert save(product, started).ok()["card"]["last4"] == "3184"


def test_what_is_no_card_is_not_kept(product: Product, bank: Bank) -> None:
    started = start(product).ok()
    bank.confirm_with_link(started["client_secret"])
    save(product, started).refused(409, "card_not_ready")
    assert bank.deliver(bank.event()).ok() == {"effect": "none"}
    assert card_of(product) is None


def test_somebody_elses_card_is_not_found(product: Product, bank: Bank) -> None:
    started = start(product).ok()
    bank.confirm(started["client_secret"])
    save(product, started, DANIEL).refused(404, "not_found")
    start(product, DANIEL).ok()
    save(product, started, DANIEL).refused(404, "not_found")
    assert card_of(product, DANIEL) is None
    save(product, {"setup_intent_id": "seti_nobodys"}).refused(404, "not_found")


def test_the_webhook_keeps_it_when_the_browser_does_not_come_back(product: Product, bank: Bank) -> None:
    bank.confirm(start(product).ok()["client_secret"])
    assert card_of(product) is None
    assert bank.deliver(bank.event()).ok() == {"effect": "kept"}
    assert card_of(product)["last4"] == "4242"
    assert card_of(product, DANIEL) is None


def test_an_event_that_comes_late_does_not_bring_an_older_card_back(product: Product, bank: Bank) -> None:
    first = start(product).ok()
    bank.confirm(first["client_secret"])
    late = bank.event()
    save(product, first).ok()
    later(product, minutes=1)
    second = start(product).ok()
    bank.confirm(second["client_secret"], "pm_card_mastercard")
    save(product, second).ok()
    later(product, minutes=1)
    assert bank.deliver(late).ok() == {"effect": "none"}
    assert card_of(product)["last4"] == "4444"


def test_a_newer_card_takes_the_place_of_the_one_on_file_without_the_browser(product: Product, bank: Bank) -> None:
    first = start(product).ok()
    bank.confirm(first["client_secret"])
    save(product, first).ok()
    later(product, minutes=1)
    bank.confirm(start(product).ok()["client_secret"], "pm_card_mastercard")
    assert bank.deliver(bank.event()).ok() == {"effect": "kept"}
    assert card_of(product)["last4"] == "4444"


@pytest.mark.parametrize("path", ["/v1/customers", "/v1/setup_intents"])
@pytest.mark.parametrize("kind", ["503", "lost_reply"])
def test_with_stripe_down_the_same_try_again_makes_one(product: Product, bank: Bank, path: str, kind: str) -> None:
    bank.fail("POST", path, kind)
    start(product, key="one-key-for-both-tries").refused(502, "vendor_unavailable")
    start(product, key="one-key-for-both-tries").ok()
    assert (len(bank.made("customer")), len(bank.made("setup_intent"))) == (1, 1)


def test_with_stripe_down_a_card_is_kept_a_moment_later(product: Product, bank: Bank) -> None:
    started = start(product).ok()
    bank.confirm(started["client_secret"])
    bank.fail("GET", "/v1/setup_intents/")
    save(product, started).refused(502, "vendor_unavailable")
    assert save(product, started).ok()["card"]["last4"] == "4242"
