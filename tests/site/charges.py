"""The clinic's pages where they show money: the visit's drawer and the list of charges."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Locator, Page, expect

from local.demo.practice import JOHNSON
from tests.site.clinic import day_of, instant


def open_visit(page: Page, visit: dict[str, Any]) -> Locator:
    """In the calendar, on its day; answers its drawer."""
    day = day_of(instant(visit["starts_at"]))
    page.goto(f"/provider/calendar?day={day}&view=day&with={JOHNSON}")
    page.locator(f"[data-visit={visit['id']}]").first.click()
    drawer = page.locator(".visit-drawer")
    expect(drawer.get_by_role("heading", name="Fee")).to_be_visible()
    return drawer


def open_only_charge(page: Page, patient_id: str) -> Locator:
    """The one that a patient has, in the list of theirs."""
    page.goto(f"/provider/charges?patient={patient_id}")
    rows = page.locator("main li.entry")
    expect(rows).to_have_count(1)
    return rows


def is_said(page: Page, words: str) -> None:
    """In the note that comes and goes."""
    expect(page.locator(".toasts").get_by_text(words)).to_be_visible()
