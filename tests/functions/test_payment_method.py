"""The cards on file, kept apart from any booking: the one chosen last is charged."""

from __future__ import annotations

from typing import Any

import pytest

from tests.functions.bank import Bank, intent_of
from tests.functions.steps import TUESDAY_TEN, accept, cancel, cards_of, go_to, hold, join, later
from tests.product import DANIEL, MAYA, Person, Product, Reply


@pytest.fixture(autouse=True)
def _patients(product: Product) -> None:
    join(product, MAYA)
    join(product, DANIEL)


def start(product: Product, by: Person = MAYA, *, key: str | None = None) -> Reply:
    return product.call("payment_method", "POST", by=by, body={}, key=key)


def save(product: Product, started: Any, by: Person = MAYA) -> Reply:
    return product.call("payment_method", "PUT", by=by, body={"setup_intent_id": started["setup_intent_id"]})


def choose(product: Product, card_id: str, by: Person = MAYA, *, key: str | None = None) -> Reply:
    return product.call("payment_method", "PUT", by=by, body={"card_id": card_id}, key=key)


def forget(product: Product, card_id: str, by: Person = MAYA, *, key: str | None = None) -> Reply:
    return product.call("payment_method", "DELETE", by=by, query={"card_id": card_id}, key=key)


def keep(product: Product, bank: Bank, card: str) -> str:
    """A card confirmed and kept; its id."""
    started = start(product).ok()
    bank.confirm(started["client_secret"], card)
    return str(save(product, started).ok()["cards"][0]["id"])


def numbers(product: Product, by: Person = MAYA) -> list[str]:
    """The last four digits of each card on file, the one that is charged first."""
    return [card["last4"] for card in cards_of(product, by)]


def test_a_confirmed_card_is_kept(product: Product, bank: Bank) -> None:
    assert cards_of(product) == []
    started = start(product).ok()
    assert intent_of(started["client_secret"]) == started["setup_intent_id"]
    bank.confirm(started["client_secret"], "pm_card_amex")
    saved = save(product, started).ok()
    (method,) = bank.made("payment_method")
    printed = {name: method["card"][name] for name in ("brand", "last4", "exp_month", "exp_year")}
    assert saved == {"cards": [{"id": method["id"], **printed}]}
    assert saved["cards"][0]["last4"] == "0005"
    assert cards_of(product) == saved["cards"]


def test_a_kept_card_books_at_once(product: Product, bank: Bank) -> None:
    started = start(product).ok()
    bank.confirm(started["client_secret"])
    save(product, started).ok()
    held = hold(product, MAYA, TUESDAY_TEN).ok()
    assert held["needs_card"] is False
    assert accept(product, MAYA, held).ok()["status"] == "booked"


def test_another_card_is_charged_from_then_on_and_the_first_one_stays(product: Product, bank: Bank) -> None:
    for card, last4 in (("pm_card_visa", "4242"), ("pm_card_mastercard", "4444")):
        started = start(product).ok()
        bank.confirm(started["client_secret"], card)
        assert save(product, started).ok()["cards"][0]["last4"] == last4
        later(product, days=2)  # longer than Stripe remembers idempotency keys
    assert numbers(product) == ["4444", "4242"]
    assert len(bank.made("customer")) == 1


def test_an_earlier_card_can_be_chosen_again(product: Product, bank: Bank) -> None:
    first = keep(product, bank, "pm_card_visa")
    later(product, minutes=1)
    keep(product, bank, "pm_card_mastercard")
    later(product, minutes=1)
    chosen = choose(product, first, key="k" * 16).ok()
    assert [card["last4"] for card in chosen["cards"]] == ["4242", "4444"]
    assert choose(product, first, key="k" * 16).ok() == chosen
    assert cards_of(product) == chosen["cards"]
    choose(product, "pm_nobodys").refused(404, "not_found")
    choose(product, first, DANIEL).refused(404, "not_found")


def test_a_card_is_forgotten_here_at_once_and_at_stripe_within_minutes(product: Product, bank: Bank) -> None:
    first = keep(product, bank, "pm_card_visa")
    later(product, minutes=1)
    keep(product, bank, "pm_card_mastercard")
    forget(product, first, DANIEL).refused(404, "not_found")
    left = forget(product, first, key="k" * 16).ok()
    assert [card["last4"] for card in left["cards"]] == ["4444"]
    assert forget(product, first, key="k" * 16).ok() == left
    assert numbers(product) == ["4444"]
    assert product.enforce()["done"] == 1
    assert {one["id"]: bool(one["customer"]) for one in bank.made("payment_method")}[first] is False


def test_the_last_card_stays_while_a_visit_or_a_fee_may_need_it(product: Product, bank: Bank) -> None:
    card = keep(product, bank, "pm_card_visa")
    held = hold(product, MAYA, TUESDAY_TEN).ok()
    accept(product, MAYA, held).ok()
    refused = forget(product, card).refused(409, "card_needed")
    assert "card" in refused["detail"].lower()
    go_to(product, "2027-03-02T14:00:00Z")
    cancel(product, MAYA, held["appointment_id"], 5000).ok()
    forget(product, card).refused(409, "card_needed")
    assert numbers(product) == ["4242"]
    product.enforce()
    assert forget(product, card).ok() == {"cards": []}


@pytest.mark.parametrize("given", [{}, {"setup_intent_id": "seti_1", "card_id": "pm_1"}])
def test_one_card_is_named_and_no_other(product: Product, given: dict[str, str]) -> None:
    refused = product.call("payment_method", "PUT", by=MAYA, body=given).refused(422, "invalid_field")
    assert refused["field"] == "card_id"


def test_until_it_is_confirmed_there_is_nothing_to_keep(product: Product) -> None:
    started = start(product).ok()
    refused = save(product, started).refused(409, "card_not_ready")
    assert refused["detail"] == "Confirm the card, then try again."
    assert cards_of(product) == []


def test_a_card_that_the_bank_asks_about_is_not_ready(product: Product, bank: Bank) -> None:
    started = start(product).ok()
    bank.confirm(started["client_secret"], "pm_card_authenticationRequired")
    save(product, started).refused(409, "card_not_ready")
    bank.authenticate(started["client_secret"], "complete")
    assert save(product, started).ok()["cards"][0]["last4"] == "3184"


def test_what_is_no_card_is_not_kept(product: Product, bank: Bank) -> None:
    started = start(product).ok()
    bank.confirm_with_link(started["client_secret"])
    save(product, started).refused(409, "card_not_ready")
    assert bank.deliver(bank.event()).ok() == {"effect": "none"}
    assert cards_of(product) == []


def test_somebody_elses_card_is_not_found(product: Product, bank: Bank) -> None:
    started = start(product).ok()
    bank.confirm(started["client_secret"])
    save(product, started, DANIEL).refused(404, "not_found")
    start(product, DANIEL).ok()
    save(product, started, DANIEL).refused(404, "not_found")
    assert cards_of(product, DANIEL) == []
    save(product, {"setup_intent_id": "seti_nobodys"}).refused(404, "not_found")


def test_the_webhook_keeps_it_when_the_browser_does_not_come_back(product: Product, bank: Bank) -> None:
    bank.confirm(start(product).ok()["client_secret"])
    assert cards_of(product) == []
    assert bank.deliver(bank.event()).ok() == {"effect": "kept"}
    assert numbers(product) == ["4242"]
    assert cards_of(product, DANIEL) == []


def test_an_event_that_comes_late_does_not_put_an_older_card_first(product: Product, bank: Bank) -> None:
    first = start(product).ok()
    bank.confirm(first["client_secret"])
    late = bank.event()
    save(product, first).ok()
    later(product, minutes=1)
    second = start(product).ok()
    bank.confirm(second["client_secret"], "pm_card_mastercard")
    save(product, second).ok()
    later(product, minutes=1)
    assert bank.deliver(late).ok() == {"effect": "kept"}
    assert numbers(product) == ["4444", "4242"]


def test_a_newer_card_is_charged_from_then_on_without_the_browser_too(product: Product, bank: Bank) -> None:
    first = start(product).ok()
    bank.confirm(first["client_secret"])
    save(product, first).ok()
    later(product, minutes=1)
    bank.confirm(start(product).ok()["client_secret"], "pm_card_mastercard")
    assert bank.deliver(bank.event()).ok() == {"effect": "kept"}
    assert numbers(product) == ["4444", "4242"]


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
    assert save(product, started).ok()["cards"][0]["last4"] == "4242"
