"""changes/keep_card.lua, choose_card.lua and remove_card.lua: the card chosen last is charged, the last one stays."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import pytest

from common.domain.cards import CardOnFile
from common.domain.errors import CardNeededError, NotFoundError
from common.domain.jobs import Queue
from common.domain.patients import Patient
from common.domain.scope import Role
from common.store.patients import ValkeyPatients
from tests.product import MAYA
from tests.store.changes import FIRST, SECOND, TUESDAY_NINE
from tests.store.desk import Desk, at_once
from tests.store.drafts import calling_off, state
from tests.store.tills import charges_at, only, owe


@pytest.fixture
def maya(desk: Desk) -> Patient:
    return desk.patient(MAYA)


def patients(desk: Desk, maya: Patient) -> ValkeyPatients:
    return desk.open(Role.PATIENT, maya.id).patients


def keep(desk: Desk, maya: Patient, *cards: CardOnFile) -> None:
    for card in cards:
        patients(desk, maya).keep_card(maya.id, customer_id="cus_1", card=card)


def kept(desk: Desk) -> list[str]:
    return [card.payment_method_id for card in desk.patient(MAYA).cards]


@pytest.mark.parametrize("told", [(FIRST, SECOND), (SECOND, FIRST), (SECOND, FIRST, SECOND)])
def test_the_card_chosen_last_is_charged_in_whatever_order_it_is_told(
    desk: Desk, maya: Patient, told: tuple[CardOnFile, ...]
) -> None:
    keep(desk, maya, *told)
    assert kept(desk) == ["pm_second", "pm_first"]


def test_what_is_told_late_of_a_card_does_not_undo_that_it_was_chosen(desk: Desk, maya: Patient) -> None:
    keep(desk, maya, FIRST, SECOND)
    patients(desk, maya).choose_card(maya.id, "pm_first")
    keep(desk, maya, FIRST, replace(FIRST, exp_year=2020))
    assert kept(desk) == ["pm_first", "pm_second"]
    assert desk.patient(MAYA).cards[0].exp_year == 2030
    assert desk.deeds("card.choose") == [(maya.id, "done")]


def test_a_renewed_card_shows_its_new_year(desk: Desk, maya: Patient) -> None:
    keep(desk, maya, FIRST, SECOND, replace(SECOND, exp_year=2035))
    assert [(card.payment_method_id, card.exp_year) for card in desk.patient(MAYA).cards] == [
        ("pm_second", 2035), ("pm_first", 2030),
    ]  # fmt: skip


def test_a_card_is_sealed_and_bound_to_its_id(desk: Desk, maya: Patient) -> None:
    keep(desk, maya, FIRST)
    held = desk.product.raw.hgetall(desk.keys.cards(maya.id))
    assert list(held) == [b"pm_first"]
    assert not [word for word in (b"visa", b"4242", b"2030") if word in held[b"pm_first"]]


def test_a_forgotten_card_is_due_to_be_forgotten_at_stripe(desk: Desk, maya: Patient) -> None:
    keep(desk, maya, FIRST, SECOND)
    patients(desk, maya).remove_card(maya.id, "pm_second", by_holder=True)
    assert kept(desk) == ["pm_first"]
    assert desk.jobs(Queue.ENFORCE_POLICY) == {f"card_detach:{maya.id}:pm_second": desk.product.epoch}
    with pytest.raises(NotFoundError):
        patients(desk, maya).remove_card(maya.id, "pm_second", by_holder=True)


def test_one_that_is_gone_at_stripe_is_gone_here_whoever_needs_it(desk: Desk, maya: Patient) -> None:
    keep(desk, maya, FIRST)
    desk.book(maya, TUESDAY_NINE)
    desk.open(Role.STRIPE).patients.remove_card(maya.id, "pm_first", by_holder=False)
    assert (kept(desk), desk.jobs(Queue.ENFORCE_POLICY)) == ([], {})


@pytest.mark.parametrize("need", ["a visit", "a fee"])
def test_the_last_card_stays_while_it_is_needed(desk: Desk, maya: Patient, need: str) -> None:
    keep(desk, maya, FIRST)
    visit = desk.book(maya, TUESDAY_NINE) if need == "a visit" else None
    due = None if visit else owe(desk, maya, TUESDAY_NINE)
    before = desk.records()
    with pytest.raises(CardNeededError):
        patients(desk, maya).remove_card(maya.id, "pm_first", by_holder=True)
    assert desk.records() == before
    if visit:
        desk.appointments(maya).cancel(visit, calling_off())
    if due:
        charges_at(desk).begin(due.id, card_id="pm_first", by_hand=False)
        charges_at(desk).settle(due.id, state("succeeded"))
        assert only(desk, due.appointment_id).card == FIRST
    patients(desk, maya).remove_card(maya.id, "pm_first", by_holder=True)
    assert kept(desk) == []


def test_two_cards_forgotten_at_once_leave_the_one_that_is_needed(desk: Desk, maya: Patient) -> None:
    keep(desk, maya, FIRST, SECOND)
    desk.book(maya, TUESDAY_NINE)
    stores = [(patients(desk, maya), card) for card in ("pm_first", "pm_second")]
    outcomes = at_once([partial(to.remove_card, maya.id, card, by_holder=True) for to, card in stores])
    assert [type(one) for one in outcomes if one is not None] == [CardNeededError]
    assert len(kept(desk)) == 1
