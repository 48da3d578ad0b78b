"""A patient gives their visit another time: free while cancelling is, and never without having read what follows."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from local.demo.practice import JOHNSON
from tests.site.accessibility import check_screen
from tests.site.booking import HAS_CHOICE, TYPE_ID
from tests.site.clinic import ClinicApi, a_day_before, in_words, instant
from tests.site.home import sign_in
from tests.site.people import Patient
from tests.site.terms import moves_by_phone, nothing_free
from tests.site.till import Till

pytestmark = pytest.mark.browser


@pytest.fixture
def till(clinic: ClinicApi) -> Till:
    return Till(clinic)


@pytest.fixture
def visit(till: Till, patient: Patient) -> dict[str, Any]:
    till.keep_card(patient)
    return till.book_ahead(patient)


def _ask_to_move(page: Page) -> Locator:
    page.get_by_role("button", name="Move visit").click()
    asked = page.get_by_role("dialog", name="Move this visit")
    asked.get_by_role("group", name="Days in").get_by_role("button", name=HAS_CHOICE).last.click()
    expect(asked.locator("button.slot").first).to_be_visible()
    return asked


def _choose(asked: Locator, slot: int) -> str:
    """The time, as the functions write it."""
    chip = asked.locator("button.slot").nth(slot)
    chip.click()
    expect(asked.get_by_role("heading", name="Costs nothing")).to_be_visible()
    return chip.locator("time").get_attribute("datetime") or ""


def _is_moved(page: Page, till: Till, patient: Patient, visit: dict[str, Any], starts_at: str) -> None:
    done = page.get_by_role("dialog", name="Your visit is moved")
    expect(done).to_contain_text(in_words(instant(starts_at)))
    done.get_by_role("button", name="Done").click()
    expect(page.get_by_role("heading", level=2, name=in_words(instant(starts_at)))).to_be_visible()
    moved = till.visit_of(patient, visit["id"])
    assert (moved["status"], moved["starts_at"]) == ("booked", starts_at)


def test_a_visit_is_moved_for_nothing_and_its_old_time_is_open_again(
    window: Page, clinic: ClinicApi, till: Till, patient: Patient, visit: dict[str, Any]
) -> None:
    sign_in(window, patient.person)
    asked = _ask_to_move(window)
    wanted = _choose(asked, 5)
    expect(asked.locator(".receipt")).to_contain_text(in_words(a_day_before(instant(wanted))))
    check_screen(window)
    asked.get_by_role("button", name="Move my visit").dblclick()
    _is_moved(window, till, patient, visit, wanted)
    assert clinic.is_open(TYPE_ID, JOHNSON, visit["starts_at"])
    assert till.visit_of(patient, visit["id"])["fee_minor"] == 0


def test_whoever_is_too_late_keeps_their_time_and_is_offered_the_nearest(
    window: Page, till: Till, patient: Patient, rival: Patient, visit: dict[str, Any]
) -> None:
    sign_in(window, patient.person)
    asked = _ask_to_move(window)
    wanted = _choose(asked, 5)
    till.clinic.hold(rival, TYPE_ID, JOHNSON, wanted)
    asked.get_by_role("button", name="Move my visit").click()
    told = asked.get_by_role("alert")
    expect(told).to_contain_text(f"{in_words(instant(wanted))} was booked by someone else a moment ago.")
    expect(told).to_contain_text(f"You still have {in_words(instant(visit['starts_at']))}.")
    check_screen(window)
    assert till.visit_of(patient, visit["id"])["starts_at"] == visit["starts_at"]
    asked.locator("button.slot").first.click()
    asked.get_by_role("button", name="Move my visit").click()
    expect(window.get_by_role("dialog", name="Your visit is moved")).to_be_visible()
    assert till.visit_of(patient, visit["id"])["starts_at"] not in {visit["starts_at"], wanted}


def test_moving_late_is_free_and_the_fee_stays(window: Page, clinic: ClinicApi, till: Till, patient: Patient) -> None:
    with nothing_free(clinic):
        till.keep_card(patient)
        visit = till.book_ahead(patient)
        sign_in(window, patient.person)
        asked = _ask_to_move(window)
        wanted = _choose(asked, 5)
        expect(asked.locator(".receipt")).to_contain_text("Cancelling it still costs$50.00")
        asked.get_by_role("button", name="Move my visit").click()
        _is_moved(window, till, patient, visit, wanted)
    expect(window.get_by_text("You moved this visit late, so the fee stays.")).to_be_visible()
    assert till.visit_of(patient, visit["id"])["receipt"]["fee_now_minor"] == 5000


def test_past_the_clinics_cut_off_the_patient_is_asked_to_call(
    window: Page, clinic: ClinicApi, till: Till, patient: Patient
) -> None:
    with moves_by_phone(clinic):
        till.keep_card(patient)
        till.book_ahead(patient)
        sign_in(window, patient.person)
        expect(window.get_by_text("To move it, call the clinic: (617) 555-0142.")).to_be_visible()
        expect(window.get_by_role("button", name="Move visit")).to_have_count(0)


def test_who_wants_to_cancel_is_told_that_the_visit_can_be_moved_instead(
    window: Page, till: Till, patient: Patient, visit: dict[str, Any]
) -> None:
    sign_in(window, patient.person)
    window.get_by_role("button", name="Cancel visit").click()
    window.get_by_role("dialog", name="Cancel this visit?").get_by_role("button", name="move the visit").click()
    expect(window.get_by_role("dialog", name="Move this visit")).to_be_visible()
    assert till.visit_of(patient, visit["id"])["status"] == "booked"
