"""The clinic gives a visit another time, in the drawer beside its calendar."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.site.accessibility import check_screen
from tests.site.charges import is_said, open_visit
from tests.site.clinic import ClinicApi, instant
from tests.site.people import Patient
from tests.site.practice import sign_in_as_johnson
from tests.site.till import Till

pytestmark = pytest.mark.browser


def test_a_visit_is_moved_to_a_time_of_the_clinics_choosing(
    window: Page, clinic: ClinicApi, patient: Patient, rival: Patient
) -> None:
    till = Till(clinic)
    till.keep_card(patient)
    till.keep_card(rival)
    visit = till.book_ahead(patient)
    sign_in_as_johnson(window)
    drawer = open_visit(window, visit)
    drawer.get_by_role("button", name="Move").click()
    expect(drawer.get_by_role("heading", name=f"Move {patient.person.name}")).to_be_focused()
    chips = drawer.locator("button.slot")
    chips.last.click()
    wanted = chips.last.locator("time").get_attribute("datetime") or ""
    expect(drawer).to_contain_text("keeps policy version")
    check_screen(window)
    # Somebody else is faster.
    clinic.hold(rival, visit["appointment_type_id"], visit["provider_id"], wanted)
    drawer.get_by_role("button", name=re.compile("^Move to")).click()
    expect(drawer.get_by_role("alert")).to_contain_text("Somebody has just taken that time. Nothing was moved.")
    assert till.visit_of(patient, visit["id"])["starts_at"] == visit["starts_at"]
    check_screen(window)
    drawer.locator(".near button").first.click()
    drawer.get_by_role("button", name=re.compile("^Move to")).click()
    is_said(window, f"{patient.person.name} is moved to")
    moved = till.visit_of(patient, visit["id"])
    assert instant(moved["starts_at"]) != instant(visit["starts_at"])
    assert moved["status"] == "booked"
    expect(drawer.get_by_role("heading", name=patient.person.name)).to_be_visible()
