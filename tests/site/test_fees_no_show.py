"""A visit that nobody came to: marked, waived, charged, given back, disputed, and taken back."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.site.accessibility import check_screen
from tests.site.charges import is_said, open_visit
from tests.site.clinic import ClinicApi
from tests.site.people import Patient
from tests.site.practice import sign_in_as_johnson
from tests.site.till import IS_DISPUTED, Till

pytestmark = pytest.mark.browser

DESK = pytest.mark.parametrize("width", [1280], indirect=True, ids=["desk"])


@pytest.fixture
def till(clinic: ClinicApi) -> Till:
    return Till(clinic)


@pytest.fixture
def waiting_rule(clinic: ClinicApi, till: Till) -> Iterator[None]:
    """A missed visit is charged four hours after it was marked, so that there is time to waive it."""
    token = till.team_token
    usual = clinic.policy(token)
    rule = {"grace_minutes": 15, "charge_after_hours": 4, "unattended": "leave"}
    clinic.publish(token, usual | {"no_shows": rule})
    yield
    clinic.publish(token, usual)


@pytest.mark.usefixtures("waiting_rule")
def test_a_missed_visit_is_marked_and_its_fee_waived(window: Page, till: Till, patient: Patient) -> None:
    till.keep_card(patient)
    visit = till.book_before(patient)
    sign_in_as_johnson(window)
    drawer = open_visit(window, visit)
    expect(drawer).to_contain_text("Missing it costs $100.00, charged 4 hours later")
    drawer.get_by_role("button", name="No-show").click()
    is_said(window, "unless you waive it first")
    expect(drawer.get_by_role("button", name="No-show")).to_have_attribute("aria-pressed", "true")
    expect(drawer).to_contain_text("Set by Dr. Johnson")
    expect(drawer).to_contain_text("unless you waive it first.")
    check_screen(window)
    drawer.get_by_label("Reason to waive").select_option(label="Another reason")
    drawer.get_by_role("button", name="Waive $100.00").click()
    expect(drawer).to_contain_text("Say the reason in your words.")
    drawer.get_by_label("In your words").fill("Car trouble on the bridge")
    drawer.get_by_role("button", name="Waive $100.00").dblclick()
    is_said(window, "$100.00 waived")
    expect(drawer).to_contain_text("Waived by Dr. Johnson on")
    expect(drawer).to_contain_text(re.compile("Reason: .Car trouble on the bridge"))
    expect(drawer.get_by_role("heading", name="Fee")).to_be_focused()
    till.tick()
    (charge,) = till.charges(patient)
    assert (charge["status"], charge["waive_reason"]) == ("waived", None), "the reason is the clinic's alone"


@DESK
@pytest.mark.usefixtures("waiting_rule")
def test_taking_a_no_show_back_takes_the_fee_with_it(window: Page, till: Till, patient: Patient) -> None:
    till.keep_card(patient)
    visit = till.book_before(patient)
    sign_in_as_johnson(window)
    drawer = open_visit(window, visit)
    drawer.get_by_role("button", name="No-show").click()
    drawer.get_by_role("button", name="Take it back").click()
    is_said(window, "Taken back, and the fee with it.")
    expect(drawer).to_contain_text("It went when the no-show was taken back.")
    drawer.get_by_role("button", name="Arrived").click()
    is_said(window, "has arrived.")
    till.tick()
    (charge,) = till.charges(patient)
    assert (charge["status"], charge["waived_by"]) == ("waived", "undone")


@DESK
@pytest.mark.usefixtures("waiting_rule")
def test_a_fee_is_charged_at_once_where_somebody_says_so(window: Page, till: Till, patient: Patient) -> None:
    till.keep_card(patient)
    visit = till.book_before(patient)
    till.miss(visit)
    sign_in_as_johnson(window)
    drawer = open_visit(window, visit)
    drawer.get_by_role("button", name="Charge now").click()
    asked = window.get_by_role("dialog", name="Charge $100.00 now?")
    check_screen(window)
    asked.get_by_role("button", name="Charge $100.00").dblclick()
    expect(drawer.get_by_text("Paid", exact=True)).to_be_visible()
    expect(drawer).to_contain_text("Charged to Visa ending 4242 on")
    (charge,) = till.charges(patient)
    assert (charge["status"], charge["attempts"]) == ("succeeded", 1)


@pytest.fixture
def marking_rule(clinic: ClinicApi, till: Till) -> Iterator[None]:
    """What nobody has marked by the end of its day counts as missed, and is charged once somebody confirms it."""
    token = till.team_token
    usual = clinic.policy(token)
    rule = {"grace_minutes": 0, "charge_after_hours": 0, "unattended": "mark"}
    clinic.publish(token, usual | {"no_shows": rule})
    yield
    clinic.publish(token, usual)


@DESK
@pytest.mark.usefixtures("marking_rule")
def test_what_nobody_marked_waits_for_somebody_to_confirm_it(window: Page, till: Till, patient: Patient) -> None:
    till.keep_card(patient)
    visit = till.book_before(patient)
    till.tick()
    sign_in_as_johnson(window)
    drawer = open_visit(window, visit)
    expect(drawer).to_contain_text("Set at the end of the day")
    expect(drawer).to_contain_text("Nothing is charged until one of you confirms it.")
    check_screen(window)
    till.tick()
    (charge,) = till.charges(patient)
    assert (charge["status"], charge["due_at"]) == ("due", None)
    drawer.get_by_role("button", name="Confirm and charge").click()
    window.get_by_role("dialog", name="Charge $100.00 now?").get_by_role("button", name="Charge $100.00").click()
    expect(drawer).to_contain_text("Charged to Visa ending 4242 on")
    assert till.charges(patient)[0]["status"] == "succeeded"


@DESK
def test_a_part_of_a_fee_goes_back(window: Page, till: Till, patient: Patient) -> None:
    till.keep_card(patient)
    visit = till.book_before(patient)
    till.miss(visit)
    till.tick()
    sign_in_as_johnson(window)
    drawer = open_visit(window, visit)
    expect(drawer).to_contain_text("Paid")
    drawer.get_by_role("button", name="Refund").click()
    asked = window.get_by_role("dialog", name=re.compile("^Refund to"))
    asked.get_by_role("radio", name="A part").check()
    asked.get_by_label("Amount").fill("140")
    asked.get_by_role("button", name="Refund", exact=True).click()
    expect(asked).to_contain_text("Enter an amount up to $100.00.")
    check_screen(window)
    asked.get_by_label("Amount").fill("40")
    asked.get_by_role("button", name="Refund $40.00").dblclick()
    is_said(window, "$40.00 is on its way back.")
    till.tick()
    drawer = open_visit(window, visit)
    expect(drawer).to_contain_text("$40.00 went back to the card.")
    (charge,) = till.charges(patient)
    assert (charge["refunded_minor"], charge["refunding_minor"]) == (4000, 0)


@DESK
def test_a_dispute_is_shown_where_the_fee_is(window: Page, till: Till, patient: Patient) -> None:
    till.keep_card(patient, IS_DISPUTED)
    visit = till.book_before(patient)
    till.miss(visit)
    till.tick()
    sign_in_as_johnson(window)
    drawer = open_visit(window, visit)
    expect(drawer).to_contain_text("Disputed")
    expect(drawer).to_contain_text("disputes it with the bank")
    expect(drawer.get_by_role("button", name="Refund")).to_be_hidden()
    check_screen(window)
