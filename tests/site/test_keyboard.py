"""The wizard without a mouse: everything is reached by Tab, and one always sees where one is."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.site.booking import HAS_CHOICE, SLUG, is_at
from tests.site.clinic import ClinicApi
from tests.site.people import PASSWORD, Patient
from tests.site.stripe_frame import WORKS, card_form

pytestmark = pytest.mark.browser

MOST_TABS = 60


def test_a_visit_is_booked_with_the_keyboard_alone(window: Page, clinic: ClinicApi, patient: Patient) -> None:
    window.goto(f"/c/{SLUG}/book")
    is_at(window, "visit")
    _choose_visit(window)
    _choose_time(window)
    _sign_in(window, patient)
    _accept_and_give_card(window)
    window.keyboard.press("Enter")
    is_at(window, "booked")
    assert len(clinic.booked(patient.token)) == 1


def _choose_visit(page: Page) -> None:
    _tab_to(page, page.get_by_role("radio").first)
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("radio", name="Acne visit")).to_be_checked()
    _tab_to(page, page.get_by_role("link", name="Choose a time", exact=True))
    page.keyboard.press("Enter")


def _choose_time(page: Page) -> None:
    is_at(page, "time")
    _tab_to(page, page.get_by_role("radio", name="First available"))
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("radio", name="Dr. Johnson")).to_be_checked()
    _press(page, page.get_by_role("button", name="Later days"))
    day = page.get_by_role("group", name="Days in").get_by_role("button", name=HAS_CHOICE).nth(10)
    _press(page, day)
    expect(day).to_have_attribute("aria-pressed", "true")
    _press(page, page.locator("button.slot").nth(1))
    _press(page, page.get_by_role("link", name="Continue", exact=True))


def _sign_in(page: Page, patient: Patient) -> None:
    is_at(page, "details")
    _tab_to(page, page.get_by_role("tab", name="New account"))
    page.keyboard.press("ArrowRight")
    _tab_to(page, page.get_by_label("Email"))
    page.keyboard.type(patient.person.email)
    _tab_to(page, page.get_by_label("Password", exact=True))
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_text("Email confirmed")).to_be_visible()
    _press(page, page.get_by_role("button", name="Continue", exact=True))


def _accept_and_give_card(page: Page) -> None:
    is_at(page, "card")
    _tab_to(page, page.get_by_label(re.compile("I accept this policy")))
    page.keyboard.press("Space")
    form = card_form(page)
    for label, text in (("Card number", WORKS), ("Expiration date", "12 / 34"), ("Security code", "123")):
        _tab_to(page, form.get_by_label(label))
        page.keyboard.type(text)
    _tab_to(page, form.get_by_label("ZIP code"))
    page.keyboard.type("02109")
    _tab_to(page, page.get_by_role("button", name="Book this visit"))


def _press(page: Page, control: Locator) -> None:
    _tab_to(page, control)
    page.keyboard.press("Enter")


def _tab_to(page: Page, control: Locator) -> None:
    expect(control).to_be_visible()
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        focus = control.evaluate("it => it === it.ownerDocument.activeElement && it.matches(':focus-visible')")
        if focus:
            return
    pytest.fail(f"{control} is not within {MOST_TABS} presses of Tab")
