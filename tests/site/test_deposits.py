"""Paying in advance: the deposit, by a new card or the one on file, and every way a card can say no."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.site.accessibility import check_screen
from tests.site.booking import accept_policy, book, choose_time, choose_visit, go_on, is_at, sign_in
from tests.site.clinic import ClinicApi
from tests.site.deposits import PAY, VISIT_ID, choose, is_paid_once, pay, walk_to_deposit
from tests.site.people import Patient
from tests.site.stripe_frame import ASKS_THE_BANK, DECLINED, WORKS, answer_bank, choose_google_pay, type_card
from tests.site.terms import price_in_advance
from tests.site.till import ASKS_EACH_TIME, DECLINES_LATER, Till

pytestmark = pytest.mark.browser


@pytest.fixture
def till(clinic: ClinicApi) -> Till:
    return Till(clinic)


def test_a_deposit_is_told_accepted_and_paid(window: Page, clinic: ClinicApi, till: Till, patient: Patient) -> None:
    walk_to_deposit(window, patient)
    expect(window.get_by_text("$50.00 is charged today and comes off the price of your visit.")).to_be_visible()
    expect(window.locator(".receipt")).to_contain_text("Deposit, paid today")
    check_screen(window)
    pay(window)
    expect(window.get_by_text("Read the policy and tick the box to book.")).to_be_visible()
    assert clinic.booked(patient.token) == []
    window.get_by_label(re.compile("may charge my card a .50.00 deposit today.*keeps the deposit as the fee")).check()
    type_card(window)
    window.get_by_role("button", name=PAY).dblclick()
    is_at(window, "booked")
    expect(window.get_by_text("You paid $50.00 today")).to_be_visible()
    check_screen(window)
    is_paid_once(clinic, till, patient)


def test_the_card_on_file_pays_and_another_may_be_used_instead(
    window: Page, clinic: ClinicApi, till: Till, patient: Patient
) -> None:
    till.keep_card(patient)
    walk_to_deposit(window, patient)
    expect(window.get_by_role("radio", name="Visa ending in 4242")).to_be_checked()
    check_screen(window)
    choose(window, "Use another card")
    type_card(window, WORKS)
    choose(window, "Visa ending in 4242")
    accept_policy(window)
    pay(window)
    is_at(window, "booked")
    is_paid_once(clinic, till, patient)


def test_a_declined_card_is_said_in_words_and_another_one_pays(
    window: Page, clinic: ClinicApi, till: Till, patient: Patient
) -> None:
    walk_to_deposit(window, patient)
    accept_policy(window)
    type_card(window, DECLINED)
    pay(window)
    expect(window.get_by_role("alert")).to_contain_text("Your bank declined this card")
    check_screen(window)
    assert clinic.booked(patient.token) == []
    type_card(window, WORKS)
    pay(window)
    is_at(window, "booked")
    is_paid_once(clinic, till, patient)


def test_a_card_on_file_that_is_declined_makes_room_for_another(
    window: Page, clinic: ClinicApi, till: Till, patient: Patient
) -> None:
    till.keep_card(patient, DECLINES_LATER)
    walk_to_deposit(window, patient)
    accept_policy(window)
    pay(window)
    expect(window.get_by_role("alert")).to_contain_text(re.compile(r"Your bank declined the Visa ending in \d{4}"))
    expect(window.get_by_role("radio", name="Use another card")).to_be_checked()
    check_screen(window)
    assert clinic.booked(patient.token) == []
    type_card(window, WORKS)
    pay(window)
    is_at(window, "booked")
    is_paid_once(clinic, till, patient)


@pytest.mark.parametrize("card", ["new", "kept"])
def test_a_bank_that_asks_is_answered_in_its_own_window(
    window: Page, clinic: ClinicApi, till: Till, patient: Patient, card: str
) -> None:
    if card == "kept":
        till.keep_card(patient, ASKS_EACH_TIME)
    walk_to_deposit(window, patient)
    accept_policy(window)
    if card == "new":
        type_card(window, ASKS_THE_BANK)
    pay(window)
    answer_bank(window, "Fail")
    expect(window.get_by_role("alert")).to_contain_text("Your bank could not confirm that it is you")
    assert clinic.booked(patient.token) == []
    pay(window)
    answer_bank(window, "Complete")
    is_at(window, "booked")
    is_paid_once(clinic, till, patient)


def test_google_pay_pays_a_deposit(window: Page, clinic: ClinicApi, till: Till, patient: Patient) -> None:
    walk_to_deposit(window, patient)
    accept_policy(window)
    choose_google_pay(window)
    pay(window)
    is_at(window, "booked")
    is_paid_once(clinic, till, patient)


def test_a_visit_without_a_deposit_may_be_booked_with_another_card_than_the_one_on_file(
    window: Page, clinic: ClinicApi, till: Till, patient: Patient
) -> None:
    till.keep_card(patient)
    choose_visit(window)
    choose_time(window)
    go_on(window)
    sign_in(window, patient)
    go_on(window)
    accept_policy(window)
    choose(window, "Use another card")
    type_card(window, "5555 5555 5555 4444")
    book(window)
    is_at(window, "booked")
    cards = clinic.call("payment_method", token=patient.token).json()["cards"]
    assert [card["last4"] for card in cards] == ["4444", "4242"]


def test_the_whole_price_may_be_paid_where_the_clinic_offers_it(
    window: Page, clinic: ClinicApi, till: Till, patient: Patient
) -> None:
    with price_in_advance(clinic, VISIT_ID):
        walk_to_deposit(window, patient)
        choose(window, "The whole price")
        expect(window.get_by_role("heading", level=1, name="The policy, then your payment")).to_be_visible()
        window.get_by_label(re.compile("charge my card the price of .100.00 today")).check()
        check_screen(window)
        type_card(window)
        pay(window)
        is_at(window, "booked")
    (visit,) = clinic.booked(patient.token)
    assert visit["paid_minor"] == visit["price_minor"] == 10000
    assert [charge["amount_minor"] for charge in till.charges(patient)] == [10000]
