"""The policy page: what the clinic writes there is what the next patient reads, and nothing else is published."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from local.demo.people import PASSWORD, TEAM, TeamMember
from tests.site.accessibility import check_screen
from tests.site.booking import VISIT, walk_to_card
from tests.site.clinic import ZONE, ClinicApi
from tests.site.people import Patient
from tests.site.windows import OpenWindow

pytestmark = pytest.mark.browser

JOHNSON, _, PRIYA = TEAM
POLICY = re.compile(r"/api/policy\?")
# Where the layout has no part in it, once is enough.
on_phone = pytest.mark.parametrize("width", [390], indirect=True)
on_desk = pytest.mark.parametrize("width", [1280], indirect=True)


@pytest.fixture(autouse=True)
def owner(clinic: ClinicApi) -> Iterator[str]:
    """The owner's token. What they publish here is over with the test."""
    token = clinic.stack.auth.client.sign_in(JOHNSON.email, PASSWORD).id_token
    before, policy = version(clinic, token), clinic.policy(token)
    yield token
    if version(clinic, token) != before:
        clinic.publish(token, policy)


def open_policy(page: Page, member: TeamMember = JOHNSON) -> None:
    page.goto("/provider")
    page.get_by_label("Email").fill(member.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_role("link", name="Policy").click()
    expect(page.get_by_role("heading", level=1, name="Cancellation policy")).to_be_visible()
    expect(receipt(page)).to_be_visible()


def receipt(page: Page) -> Locator:
    return page.locator(".receipt")


def fee(page: Page, step: int) -> Locator:
    return page.get_by_label(f"Fee, step {step}", exact=True)


def publish(page: Page) -> None:
    page.get_by_role("button", name=re.compile(r"^Publish version \d+$")).click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("cannot be changed or removed")
    dialog.get_by_role("button", name="Publish", exact=True).click()


def version(clinic: ClinicApi, token: str) -> int:
    return int(clinic.call("policy", token=token).json()["current"]["version"])


def test_what_the_page_showed_of_a_draft_is_what_the_next_patient_reads(
    open_window: OpenWindow, clinic: ClinicApi, owner: str, patient: Patient
) -> None:
    before = version(clinic, owner)
    team = open_window()
    open_policy(team)
    fee(team, 1).fill("65")
    team.get_by_role("button", name="Add a step").click()
    expect(team.get_by_label("Hours before the visit, step 2")).to_be_focused()
    team.get_by_label("Hours before the visit, step 2").fill("3")
    fee(team, 2).fill("90.50")
    expect(receipt(team)).to_contain_text("$90.50")
    check_screen(team)
    publish(team)
    expect(team.get_by_role("alert").or_(team.locator(".note.good"))).to_contain_text(f"Version {before + 1} is in use")
    check_screen(team)

    reader = open_window()
    chosen = walk_to_card(reader, patient)
    read = receipt(reader).locator("dl").inner_text()
    assert "$65.00" in read
    assert "$90.50" in read
    team.get_by_label("Visit", exact=True).select_option(label=VISIT)
    team.get_by_label(re.compile("^Visit starts")).fill(f"{chosen.at.astimezone(ZONE):%Y-%m-%dT%H:%M}")
    expect(receipt(team).get_by_role("heading")).to_have_text(receipt(reader).get_by_role("heading").inner_text())
    assert receipt(team).locator("dl").inner_text() == read


@on_phone
def test_a_payer_that_bars_fees_reads_of_none_and_medicaid_stays(window: Page) -> None:
    open_policy(window)
    expect(window.get_by_text("Medicaid cannot be removed")).to_be_visible()
    expect(window.get_by_role("button", name="Remove MassHealth")).to_have_count(0)
    window.get_by_label("Payer").select_option(label="Aetna")
    expect(receipt(window)).to_contain_text("$50.00")
    window.get_by_role("button", name="Add a payer").click()
    window.get_by_role("menuitem", name="Aetna").click()
    expect(receipt(window)).to_contain_text("There is no fee, at any time")
    check_screen(window)
    window.get_by_role("button", name="Remove Aetna").click()
    expect(receipt(window)).to_contain_text("$50.00")
    expect(window.get_by_role("button", name=re.compile("^Publish version"))).to_have_count(0)


def test_one_type_of_visit_has_fees_of_its_own(window: Page, clinic: ClinicApi, owner: str) -> None:
    open_policy(window)
    window.get_by_label("Visit", exact=True).select_option(label="Filler")
    window.get_by_role("button", name="Add a visit type").click()
    dialog = window.get_by_role("dialog", name="Fees of one visit type")
    dialog.get_by_label("Visit", exact=True).select_option(label="Filler")
    dialog.get_by_label("Kind of fee, Fee, step 1").select_option(label="Percent of price")
    dialog.get_by_label("Fee, step 1, percent of the price").fill("120")
    dialog.get_by_role("button", name="Use these fees").click()
    expect(dialog.get_by_role("alert")).to_have_text("Use a whole number from 0 to 100.")
    check_screen(window)
    dialog.get_by_label("Fee, step 1, percent of the price").fill("25")
    dialog.get_by_role("button", name="Use these fees").click()
    expect(dialog).to_be_hidden()
    expect(receipt(window)).to_contain_text("$162.50")
    publish(window)
    expect(window.locator(".note.good")).to_contain_text("is in use")
    expect(window.get_by_text("25% of the price")).to_be_visible()
    (own,) = clinic.call("policy", token=owner).json()["current"]["overrides"]
    assert own["tiers"] == [{"hours_before": 24, "fee": {"kind": "percent", "value": 25}}]


def test_a_step_in_the_wrong_place_is_said_beside_it_and_nothing_is_published(
    window: Page, clinic: ClinicApi, owner: str
) -> None:
    before = version(clinic, owner)
    open_policy(window)
    window.get_by_role("button", name="Add a step").click()
    window.get_by_label("Hours before the visit, step 2").fill("26")
    fee(window, 2).fill("75")
    wrong = window.get_by_label("Hours before the visit, step 2")
    expect(wrong).to_have_accessible_description("This step starts before the one above it. Use less than 24 hours.")
    check_screen(window)
    window.get_by_role("button", name=re.compile("^Publish version")).click()
    expect(wrong).to_be_focused()
    expect(window.get_by_role("dialog")).to_have_count(0)
    assert version(clinic, owner) == before


@on_desk
def test_what_only_the_server_refuses_is_said_beside_its_field(window: Page, clinic: ClinicApi, owner: str) -> None:
    def spoil(route: Route) -> None:
        body = json.loads(route.request.post_data or "{}")
        if route.request.method == "POST":
            body["no_show_fee"] = {"kind": "percent", "value": 150}
        route.continue_(post_data=json.dumps(body)) if route.request.method != "GET" else route.continue_()

    before = version(clinic, owner)
    open_policy(window)
    window.route(POLICY, spoil)
    fee(window, 1).fill("65")
    publish(window)
    missed = window.get_by_label("No-show fee", exact=True)
    expect(missed).to_have_accessible_description("Use 100 percent or less.")
    expect(missed).to_be_focused()
    expect(fee(window, 1)).to_have_value("$65.00")
    assert version(clinic, owner) == before
    window.unroute(POLICY)
    publish(window)
    expect(window.locator(".note.good")).to_contain_text(f"Version {before + 1} is in use")


@on_phone
def test_two_tabs_publish_one_after_the_other_and_neither_is_lost(window: Page, clinic: ClinicApi, owner: str) -> None:
    before = version(clinic, owner)
    other = window.context.new_page()
    for tab in (window, other):
        open_policy(tab)
    window.get_by_label("Free after booking for").fill("45")
    fee(other, 1).fill("65")
    publish(window)
    expect(window.locator(".note.good")).to_contain_text(f"Version {before + 1} is in use")

    publish(other)
    expect(other.get_by_text(f"Version {before + 1} was published meanwhile.")).to_be_visible()
    expect(fee(other, 1)).to_have_value("$65.00")
    check_screen(other)
    assert version(clinic, owner) == before + 1
    other.get_by_role("button", name="Carry my changes over").click()
    expect(other.get_by_label("Free after booking for")).to_have_value("45")
    publish(other)
    expect(other.locator(".note.good")).to_contain_text(f"Version {before + 2} is in use")
    current = clinic.call("policy", token=owner).json()["current"]
    assert (current["grace_minutes"], current["tiers"][0]["fee"]["value"]) == (45, 6500)


@on_phone
def test_an_older_version_stays_readable_and_a_draft_is_not_left_unasked(window: Page) -> None:
    open_policy(window)
    window.get_by_role("button", name="Read version 1", exact=True).click()
    dialog = window.get_by_role("dialog", name="Version 1")
    expect(dialog).to_contain_text("MassHealth (Medicaid)")
    check_screen(window)
    dialog.get_by_role("button", name="Close").last.click()
    window.get_by_label("Free after booking for").fill("45")
    window.once("dialog", lambda question: question.dismiss())
    window.get_by_role("link", name="Weekly hours").click()
    expect(window.get_by_label("Free after booking for")).to_have_value("45")
    window.get_by_role("button", name="Discard").click()
    window.get_by_role("link", name="Weekly hours").click()
    expect(window.get_by_role("heading", level=1, name="Weekly hours")).to_be_visible()


@on_desk
def test_the_front_desk_reads_it_and_changes_nothing(window: Page) -> None:
    open_policy(window, PRIYA)
    expect(window.get_by_text("The owner and the providers of the practice can change it.")).to_be_visible()
    expect(fee(window, 1)).to_be_disabled()
    for name in ("Add a step", "Add a payer", "Add a visit type"):
        expect(window.get_by_role("button", name=name)).to_have_count(0)
    window.get_by_label("Payer").select_option(label="MassHealth (Medicaid)")
    expect(receipt(window)).to_contain_text("There is no fee, at any time")
    check_screen(window)
