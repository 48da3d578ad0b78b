"""Several cards on file: which is charged, which may go."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.functions.steps import accept, go_to, hold, join, later
from tests.money.racing import just_before, without
from tests.money.till import TOO_LATE, TUESDAY, Till
from tests.product import DANIEL, JOHNSON, MAYA, RUTH, Reply


def _cards(till: Till) -> list[Any]:
    cards: list[Any] = till.product.call("payment_method", by=MAYA).ok()["cards"]
    return cards


def _remove(till: Till, card_id: str, key: str | None = None) -> Reply:
    return till.product.call("payment_method", "DELETE", by=MAYA, query={"card_id": card_id}, key=key)


def _two(till: Till) -> tuple[str, str]:
    """A Visa, and a Mastercard that was kept a minute later."""
    visa = till.keep_card()
    later(till.product, minutes=1)
    return visa, till.keep_card("pm_card_mastercard")


def test_the_card_that_was_kept_last_is_charged(till: Till) -> None:
    _two(till)
    assert [card["brand"] for card in _cards(till)] == ["mastercard", "visa"]


def test_or_the_one_that_the_patient_chose(till: Till) -> None:
    visa, _ = _two(till)
    later(till.product, minutes=1)
    chosen = till.product.call("payment_method", "PUT", by=MAYA, body={"card_id": visa}).ok()
    assert (
        [card["brand"] for card in chosen["cards"]]
        == ["visa", "mastercard"]
        == [card["brand"] for card in _cards(till)]
    )
    till.book()
    go_to(till.product, TOO_LATE)
    till.cancel(till.visit(till.calendar()[0]["id"])["id"])
    till.product.enforce()
    assert till.charges()[0]["card"]["brand"] == "visa"


def test_of_two_kept_in_one_second_the_later_one_is_charged(till: Till) -> None:
    for name in ("pm_card_visa", "pm_card_mastercard", "pm_card_amex"):
        kept = till.keep_card(name)
        assert _cards(till)[0]["id"] == kept
    visa = _cards(till)[2]["id"]
    till.product.call("payment_method", "PUT", by=MAYA, body={"card_id": visa}).ok()
    assert _cards(till)[0]["id"] == visa


def test_one_of_two_may_go_and_stripe_forgets_it(till: Till) -> None:
    visa, mastercard = _two(till)
    till.book()
    assert [card["id"] for card in _remove(till, visa).ok()["cards"]] == [mastercard]
    till.product.enforce()
    assert visa not in {one["id"] for one in till.bank.made("payment_method") if one["customer"]}
    assert [card["id"] for card in _cards(till)] == [mastercard]


def test_the_last_one_stays_while_a_visit_needs_it(till: Till) -> None:
    visa = till.keep_card()
    visit = till.book()
    _remove(till, visa).refused(409, "card_needed")
    later(till.product, days=1)
    till.cancel(visit)
    _remove(till, visa).ok()
    assert _cards(till) == []


def test_the_last_one_stays_while_a_fee_is_open(till: Till) -> None:
    charge_id = till.cancel_late()
    (card,) = _cards(till)
    _remove(till, card["id"]).refused(409, "card_needed")
    till.change(charge_id, "waive", reason="Never mind.").ok()
    _remove(till, card["id"]).ok()


def test_a_visit_without_fees_needs_no_card(till: Till) -> None:
    join(till.product, RUTH)
    card_id = till.keep_card(by=RUTH)
    till.book(by=RUTH)
    till.product.call("payment_method", "DELETE", by=RUTH, query={"card_id": card_id}).ok()


def test_asking_again_forgets_it_once(till: Till) -> None:
    visa, _ = _two(till)
    for _ in range(2):
        _remove(till, visa, key="the-very-same-key-again").ok()
    _remove(till, visa).refused(404, "not_found")


def test_somebody_elses_card_is_neither_chosen_nor_removed(till: Till) -> None:
    visa = till.keep_card()
    join(till.product, DANIEL)
    till.product.call("payment_method", "PUT", by=DANIEL, body={"card_id": visa}).refused(404, "not_found")
    query = {"card_id": visa}
    till.product.call("payment_method", "DELETE", by=DANIEL, query=query).refused(404, "not_found")


def test_a_choice_names_one_card(till: Till) -> None:
    for body in ({}, {"card_id": "pm_1234", "setup_intent_id": "seti_1234"}):
        refused = till.product.call("payment_method", "PUT", by=MAYA, body=body).refused(422, "invalid_field")
        assert refused["field"] == "card_id"


def test_a_card_that_the_bank_renewed_shows_its_new_date(till: Till) -> None:
    visa = till.keep_card()
    till.bank.server.levers.renew_card(visa, 11, 2031)
    assert till.bank.deliver(till.bank.event("payment_method.automatically_updated")).ok()["effect"] == "kept"
    (card,) = _cards(till)
    assert (card["exp_month"], card["exp_year"]) == (11, 2031)


def test_a_card_taken_off_at_stripe_is_gone_here_and_its_fee_waits_for_another(till: Till) -> None:
    charge_id = till.cancel_late()
    (card,) = _cards(till)
    till.bank.api.payment_methods.detach(card["id"])
    assert till.bank.deliver(till.bank.event("payment_method.detached")).ok()["effect"] == "forgotten"
    assert _cards(till) == []
    till.product.enforce()
    charge = till.charge(charge_id)
    assert (charge["status"], charge["failure"], charge["due_at"]) == ("failed", "no_card", None)
    token = charge["pay_link"].removeprefix("/pay#")
    opened = till.product.call("pay", "POST", body={"token": token}).ok()
    till.bank.pay(opened["client_secret"], "pm_card_mastercard")
    assert till.product.call("pay", "PUT", body={"token": token}).ok()["status"] == "paid"


def _book_as_the_card_goes(till: Till, visa: str, patch: pytest.MonkeyPatch, key: str) -> tuple[Any, Reply]:
    """The hold, and what booking it answers while the only card is removed."""
    held = hold(till.product, MAYA, TUESDAY).ok()
    just_before("book_appointment", lambda: _remove(till, visa).ok(), patch)
    return held, accept(till.product, MAYA, held, key=key)


def test_a_visit_that_needs_a_card_asks_for_one_where_the_only_one_goes_as_it_is_booked(
    till: Till, monkeypatch: pytest.MonkeyPatch
) -> None:
    held, reply = _book_as_the_card_goes(till, till.keep_card(), monkeypatch, "the-key-of-the-booking")
    asked = reply.ok()
    assert (asked["status"], asked["expires_at"]) == ("needs_card", held["expires_at"])
    assert till.visit(held["appointment_id"])["status"] == "pending"
    till.bank.confirm(asked["client_secret"], "pm_card_mastercard")
    assert accept(till.product, MAYA, held, key="the-key-of-the-booking").ok()["status"] == "booked"
    assert [card["brand"] for card in _cards(till)] == ["mastercard"]


def test_without_the_check_it_is_booked_with_no_card(
    till: Till, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    without({"redis.call('HLEN', cards_key) == 0": "false"}, "book_appointment", tmp_path, monkeypatch)
    _, reply = _book_as_the_card_goes(till, till.keep_card(), monkeypatch, "the-key-of-the-booking")
    assert (reply.ok()["status"], _cards(till)) == ("booked", [])


def test_a_card_taken_off_at_stripe_as_it_books_is_asked_for_again(till: Till, monkeypatch: pytest.MonkeyPatch) -> None:
    visa = till.keep_card()
    held = hold(till.product, MAYA, TUESDAY).ok()

    def detach() -> None:
        till.bank.api.payment_methods.detach(visa)
        till.bank.deliver(till.bank.event("payment_method.detached")).ok()

    just_before("book_appointment", detach, monkeypatch)
    assert accept(till.product, MAYA, held).ok()["status"] == "needs_card"


def test_one_of_two_cards_may_go_as_a_visit_is_booked(till: Till, monkeypatch: pytest.MonkeyPatch) -> None:
    till.keep_card()
    _, reply = _book_as_the_card_goes(till, till.keep_card("pm_card_mastercard"), monkeypatch, "some-other-key-here")
    assert reply.ok()["status"] == "booked"


def _open_charges(till: Till) -> list[tuple[str, str]]:
    """As the clinic lists them: status, and the brand that was asked."""
    charges = till.product.call("charges", by=JOHNSON).ok()["charges"]
    return [(charge["status"], (charge["card"] or {}).get("brand", "none")) for charge in charges]


def test_a_card_removed_as_it_is_charged_leaves_the_fee_to_the_one_chosen_before(
    till: Till, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, mastercard = _two(till)
    amex = till.keep_card("pm_card_amex")
    visit = till.book()
    go_to(till.product, TOO_LATE)
    charge_id = till.cancel(visit)["charge_id"]
    just_before("begin_charge", lambda: _remove(till, amex).ok(), monkeypatch)
    assert till.product.enforce()["retried"] == 0
    charge = till.charge(charge_id)
    assert (charge["status"], charge["card"]["brand"]) == ("succeeded", "mastercard")
    assert _cards(till)[0]["id"] == mastercard
    assert till.payments() == [(5000, "succeeded")]


@pytest.mark.parametrize("by_hand", [True, False])
def test_the_last_card_taken_off_at_stripe_as_it_is_charged_leaves_the_fee_waiting(
    till: Till, monkeypatch: pytest.MonkeyPatch, *, by_hand: bool
) -> None:
    charge_id = till.cancel_late()
    (card,) = _cards(till)

    def detach() -> None:
        till.bank.api.payment_methods.detach(card["id"])
        assert till.bank.deliver(till.bank.event("payment_method.detached")).ok()["effect"] == "forgotten"

    just_before("begin_charge", detach, monkeypatch)
    if by_hand:
        till.change(charge_id, "retry").ok()
    else:
        till.product.enforce()
    assert _open_charges(till) == [("failed", "none")]
    charge = till.charge(charge_id)
    assert (charge["failure"], charge["due_at"]) == ("no_card", None)
    till.keep_card("pm_card_mastercard")
    till.change(charge_id, "retry").ok()
    assert till.payments() == [(5000, "succeeded")]


def test_a_first_card_kept_as_it_is_charged_is_the_one_that_is_charged(
    till: Till, monkeypatch: pytest.MonkeyPatch
) -> None:
    charge_id = till.cancel_late()
    (card,) = _cards(till)
    till.bank.api.payment_methods.detach(card["id"])
    till.bank.deliver(till.bank.event("payment_method.detached")).ok()
    just_before("begin_charge", lambda: till.keep_card("pm_card_mastercard"), monkeypatch)
    till.product.enforce()
    assert till.charge(charge_id)["card"]["brand"] == "mastercard"
    assert till.taken() == 5000


def test_a_card_taken_off_at_stripe_without_a_word_to_us_fails_the_charge(till: Till) -> None:
    charge_id = till.cancel_late()
    (card,) = _cards(till)
    till.bank.server.account.objects[card["id"]] |= {"customer": None, "_spent": True}
    till.product.enforce()
    assert till.charge(charge_id)["status"] == "failed"
    till.product.enforce()
    assert till.taken() == 0
