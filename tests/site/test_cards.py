"""Cards that don't go through at once. The time stays held meanwhile."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.site.accessibility import check_screen
from tests.site.booking import book, is_at, walk_to_card
from tests.site.clinic import ClinicApi
from tests.site.people import Patient
from tests.site.stripe_frame import (
    ASKS_THE_BANK,
    DECLINED,
    WORKS,
    answer_bank,
    card_form,
    choose_google_pay,
    type_card,
)

pytestmark = pytest.mark.browser


def test_a_declined_card_is_said_in_words_and_another_one_books(
    window: Page, clinic: ClinicApi, patient: Patient
) -> None:
    chosen = walk_to_card(window, patient)
    type_card(window, DECLINED)
    book(window)
    expect(window.get_by_role("alert")).to_contain_text("Your bank declined this card")
    check_screen(window)
    assert clinic.booked(patient.token) == []
    type_card(window, WORKS)
    book(window)
    is_at(window, "booked")
    assert [visit["starts_at"] for visit in clinic.booked(patient.token)] == [chosen.starts_at]


def test_a_bank_that_asks_is_answered_in_its_own_window(window: Page, clinic: ClinicApi, patient: Patient) -> None:
    walk_to_card(window, patient)
    type_card(window, ASKS_THE_BANK)
    book(window)
    answer_bank(window, "Fail")
    expect(window.get_by_role("alert")).to_contain_text("Your bank could not confirm that it is you")
    assert clinic.booked(patient.token) == []
    book(window)
    answer_bank(window, "Complete")
    is_at(window, "booked")
    assert len(clinic.booked(patient.token)) == 1


def test_google_pay_books_without_typing_a_card(window: Page, clinic: ClinicApi, patient: Patient) -> None:
    walk_to_card(window, patient)
    choose_google_pay(window)
    book(window)
    is_at(window, "booked")
    assert len(clinic.booked(patient.token)) == 1


def test_another_language_keeps_the_card_and_asks_for_it_in_its_own_words(window: Page, patient: Patient) -> None:
    walk_to_card(window, patient)
    type_card(window)
    window.get_by_role("button", name="Español").click()
    expect(window.locator("html")).to_have_attribute("lang", "es")
    expect(card_form(window).get_by_label("Número de tarjeta")).to_have_value(WORKS)
    expect(window.get_by_role("checkbox")).to_be_checked()
    check_screen(window)
