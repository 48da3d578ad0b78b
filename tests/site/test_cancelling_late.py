"""Cancelling once the free time is over: the fee is named to the cent before anything happens."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from local.demo.people import PASSWORD, TEAM
from tests.site.accessibility import check_screen
from tests.site.booking import TYPE_ID, book, is_at, walk_to_card
from tests.site.clinic import ClinicApi
from tests.site.people import Patient
from tests.site.stripe_frame import type_card

pytestmark = pytest.mark.browser

SIXTY_DAYS = 24 * 60


@pytest.fixture
def strict(clinic: ClinicApi) -> Iterator[None]:
    """A policy under which no time is free any more, for as long as the test takes."""
    token = clinic.stack.auth.client.sign_in(TEAM[0].email, PASSWORD).id_token
    usual = clinic.policy(token)
    clinic.publish(token, usual | {"grace_minutes": 0, "tiers": [{**usual["tiers"][0], "hours_before": SIXTY_DAYS}]})
    yield
    clinic.publish(token, usual)


@pytest.mark.usefixtures("strict")
def test_the_exact_fee_is_told_before_it_is_due(window: Page, clinic: ClinicApi, patient: Patient) -> None:
    chosen = walk_to_card(window, patient)
    expect(window.locator(".receipt").get_by_role("heading")).to_have_text("It costs $50.00")
    type_card(window)
    book(window)
    is_at(window, "booked")
    window.get_by_role("link", name="Cancel this visit").click()
    asked = window.get_by_role("dialog", name="Cancel this visit?")
    expect(asked.get_by_role("heading", name="It costs $50.00")).to_be_visible()
    check_screen(window)
    assert len(clinic.booked(patient.token)) == 1
    asked.get_by_role("button", name="Cancel for $50.00").click()
    expect(window.get_by_role("dialog")).to_contain_text(
        "$50.00 will be charged to the Visa ending in 4242 within minutes"
    )
    (visit,) = clinic.visits(patient.token)
    assert visit["status"] == "cancelled"
    assert clinic.is_open(TYPE_ID, visit["provider_id"], chosen.starts_at)
