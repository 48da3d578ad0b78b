"""The clinic's side of a fee: cancelling late for a patient, and what becomes of the charge, whatever the card says."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.site.accessibility import check_screen
from tests.site.charges import is_said, open_only_charge, open_visit
from tests.site.clinic import ClinicApi
from tests.site.people import Patient
from tests.site.practice import sign_in_as_johnson
from tests.site.till import ASKS_EACH_TIME, DECLINES_LATER, Till

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("strict")]

SIXTY_DAYS = 24 * 60
DESK = pytest.mark.parametrize("width", [1280], indirect=True, ids=["desk"])


@pytest.fixture
def till(clinic: ClinicApi) -> Till:
    return Till(clinic)


@pytest.fixture
def strict(clinic: ClinicApi, till: Till) -> Iterator[None]:
    """A policy under which no time is free any more, for as long as the test takes."""
    token = till.team_token
    usual = clinic.policy(token)
    clinic.publish(token, usual | {"grace_minutes": 0, "tiers": [{**usual["tiers"][0], "hours_before": SIXTY_DAYS}]})
    yield
    clinic.publish(token, usual)


def test_a_late_cancellation_is_charged_once_the_schedule_comes_by(
    window: Page, clinic: ClinicApi, till: Till, patient: Patient
) -> None:
    till.keep_card(patient)
    visit = till.book_ahead(patient)
    sign_in_as_johnson(window)
    drawer = open_visit(window, visit)
    drawer.get_by_role("button", name="Cancel visit").click()
    asked = window.get_by_role("dialog", name="Cancel this visit?")
    asked.get_by_role("radio", name=re.compile("asked us to")).check()
    expect(asked).to_contain_text("$50.00 is charged to Visa ending 4242 within minutes.")
    check_screen(window)
    asked.get_by_role("button", name="Cancel visit, charge $50.00").dblclick()
    is_said(window, "$50.00 is charged within minutes")
    assert till.visit_of(patient, visit["id"])["status"] == "cancelled"
    till.tick()
    row = open_only_charge(window, till.patient_id(patient))
    expect(row).to_contain_text("Paid")
    expect(row).to_contain_text("Charged to Visa ending 4242 on")
    expect(row).to_contain_text("Acne visit")
    check_screen(window)
    (charge,) = till.charges(patient)
    assert (charge["status"], charge["amount_minor"], charge["attempts"]) == ("succeeded", 5000, 1)


@DESK
def test_a_fee_can_be_waived_while_the_visit_is_cancelled(window: Page, till: Till, patient: Patient) -> None:
    till.keep_card(patient)
    visit = till.book_ahead(patient)
    sign_in_as_johnson(window)
    open_visit(window, visit).get_by_role("button", name="Cancel visit").click()
    asked = window.get_by_role("dialog", name="Cancel this visit?")
    asked.get_by_role("radio", name=re.compile("asked us to")).check()
    asked.get_by_role("checkbox", name=re.compile("Waive the")).check()
    asked.get_by_role("button", name="Cancel visit, waive $50.00").click()
    is_said(window, "$50.00 is waived")
    till.tick()
    (charge,) = till.charges(patient)
    assert (charge["status"], charge["waived_by"]) == ("waived", "Dr. Johnson")


@DESK
def test_a_declined_card_is_told_in_words_with_a_link_for_the_patient(
    window: Page, clinic: ClinicApi, till: Till, patient: Patient
) -> None:
    till.keep_card(patient, DECLINES_LATER)
    till.cancel(patient, till.book_ahead(patient))
    till.tick()
    window.context.grant_permissions(["clipboard-read", "clipboard-write"])
    sign_in_as_johnson(window)
    row = open_only_charge(window, till.patient_id(patient))
    expect(row).to_contain_text("Not paid")
    expect(row).to_contain_text("The bank declined the card and did not say why. Tried once. The next try is on")
    check_screen(window)
    row.get_by_role("button", name="Copy link for the patient").click()
    expect(row.get_by_text("Link copied.")).to_be_visible()
    copied = window.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(f"{clinic.stack.origin}/pay#")
    row.get_by_role("button", name="Try again").click()
    asked = window.get_by_role("dialog", name="Try $50.00 again?")
    asked.get_by_role("button", name="Charge $50.00").click()
    expect(window.locator(".toasts")).to_contain_text("The card was not charged.")
    expect(row).to_contain_text("Tried 2 times.")


@DESK
def test_a_bank_that_wants_the_cardholder_is_not_asked_in_silence(window: Page, till: Till, patient: Patient) -> None:
    till.keep_card(patient, ASKS_EACH_TIME)
    till.cancel(patient, till.book_ahead(patient))
    till.tick()
    sign_in_as_johnson(window)
    row = open_only_charge(window, till.patient_id(patient))
    expect(row).to_contain_text(re.compile("Needs the bank.s approval"))
    expect(row).to_contain_text("The bank wants the cardholder to approve it.")
    expect(row.get_by_role("button", name="Copy link for the patient")).to_be_visible()


@DESK
def test_open_charges_are_listed_for_the_whole_practice(window: Page, till: Till, patient: Patient) -> None:
    till.keep_card(patient, DECLINES_LATER)
    till.cancel(patient, till.book_ahead(patient))
    till.tick()
    sign_in_as_johnson(window)
    window.get_by_role("navigation", name="Practice").get_by_role("link", name="Charges").click()
    rows = window.locator("main li.entry")
    mine = rows.filter(has=window.locator(f"a[href$='{till.patient_id(patient)}']"))
    expect(mine).to_contain_text("Not paid")
    expect(mine).to_contain_text("$50.00")
    check_screen(window)
    mine.get_by_role("link", name="All charges").click()
    expect(window.get_by_role("heading", level=1)).to_contain_text("Charges of")
    expect(rows).to_have_count(1)
