"""A card that expired, one that is gone, a charge that is disputed: what the patient sees, and what the clinic."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.site.accessibility import check_screen
from tests.site.charges import open_only_charge
from tests.site.clinic import ClinicApi
from tests.site.home import sign_in
from tests.site.people import Patient
from tests.site.practice import sign_in_as_johnson
from tests.site.terms import nothing_free
from tests.site.till import IS_DISPUTED, Till
from tests.site.windows import OpenWindow

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("strict")]


@pytest.fixture
def till(clinic: ClinicApi) -> Till:
    return Till(clinic)


@pytest.fixture
def strict(clinic: ClinicApi) -> Iterator[None]:
    with nothing_free(clinic):
        yield


def _seen_by_patient(page: Page, patient: Patient) -> Locator:
    sign_in(page, patient.person)
    page.goto("/record")
    row = page.get_by_role("row", name=re.compile("Late cancellation"))
    expect(row).to_be_visible()
    return row


def _seen_by_clinic(page: Page, till: Till, patient: Patient) -> Locator:
    sign_in_as_johnson(page)
    row = open_only_charge(page, till.patient_id(patient))
    expect(page.get_by_role("main")).to_contain_text(patient.person.name)
    return row


def test_a_card_that_expired_asks_the_patient_for_another(
    open_window: OpenWindow, till: Till, patient: Patient
) -> None:
    till.keep_card(patient)
    till.cancel(patient, till.book_ahead(patient))
    till.expire_card(patient)
    till.tick()
    home, desk = open_window(), open_window()
    row = _seen_by_patient(home, patient)
    expect(row).to_contain_text("The card has expired.")
    expect(row).to_contain_text("Needs you")
    check_screen(home)
    seen = _seen_by_clinic(desk, till, patient)
    expect(seen).to_contain_text("The card has expired.")
    expect(seen.get_by_role("button", name="Copy link for the patient")).to_be_visible()
    check_screen(desk)


def test_a_card_that_is_gone_leaves_the_fee_open_for_another(
    open_window: OpenWindow, till: Till, patient: Patient
) -> None:
    till.keep_card(patient)
    till.cancel(patient, till.book_ahead(patient))
    till.take_card_off(patient)
    till.tick()
    row = _seen_by_patient(open_window(), patient)
    expect(row).to_contain_text("There was no card to charge.")
    expect(row).to_contain_text("Needs you")
    seen = _seen_by_clinic(open_window(), till, patient)
    expect(seen).to_contain_text(re.compile("no card", re.IGNORECASE))
    expect(seen.get_by_role("button", name="Copy link for the patient")).to_be_visible()


def test_a_disputed_charge_is_said_to_both(open_window: OpenWindow, till: Till, patient: Patient) -> None:
    till.keep_card(patient, IS_DISPUTED)
    till.cancel(patient, till.book_ahead(patient))
    till.tick()
    row = _seen_by_patient(open_window(), patient)
    expect(row).to_contain_text("Your bank is looking at it because it was disputed.")
    seen = _seen_by_clinic(open_window(), till, patient)
    expect(seen).to_contain_text("Disputed")
    expect(seen.get_by_role("button", name="Refund")).to_be_hidden()
