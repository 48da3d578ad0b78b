"""What the clinic's team does on its own pages."""

from __future__ import annotations

from datetime import timedelta

from playwright.sync_api import Page, expect

from local.demo.people import PASSWORD, TEAM
from tests.site.clinic import ZONE, instant


def sign_in_as_johnson(page: Page) -> None:
    page.goto("/provider")
    page.get_by_label("Email").fill(TEAM[0].email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("button", name="Open or close time")).to_be_visible()


def set_time(page: Page, day: str, starts_at: str, kind: str) -> None:
    """`Open` or `Close` the half hour from `starts_at` on; one press would take it back."""
    begins = instant(starts_at).astimezone(ZONE)
    page.get_by_role("button", name="Open or close time").click()
    dialog = page.get_by_role("dialog", name="Open or close time")
    dialog.get_by_label("Day").fill(day)
    dialog.get_by_label("From").fill(f"{begins:%H:%M}")
    dialog.get_by_label("Until").fill(f"{begins + timedelta(minutes=30):%H:%M}")
    dialog.get_by_role("group", name="What to do").get_by_role("button", name=kind).click()
    dialog.get_by_role("button", name=f"{kind} this time").click()
    expect(page.get_by_role("button", name="Undo")).to_be_visible()
    expect(dialog).to_be_hidden()
