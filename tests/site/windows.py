"""A browser of one's own, with nothing in it yet."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Browser, Page

from tests.site.complaints import Complaints

SECONDS = 30
FAR_AWAY = "Asia/Kolkata"  # a page that forgot the clinic's zone would show it at once

OpenWindow = Callable[[], Page]


def new_window(browser: Browser, origin: str, width: int, complaints: Complaints) -> Page:
    """`width` in CSS pixels."""
    context = browser.new_context(
        base_url=origin,
        viewport={"width": width, "height": 844},
        timezone_id=FAR_AWAY,
        locale="en-US",
        reduced_motion="reduce",
    )
    context.set_default_timeout(SECONDS * 1000)
    context.on("console", complaints.hear)
    context.on("weberror", complaints.hear_error)
    return context.new_page()
