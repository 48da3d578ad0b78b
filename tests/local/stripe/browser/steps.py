"""What a patient does on the page, in Stripe's frame and in the bank's dialog."""

from __future__ import annotations

import json
from typing import Any

from playwright.sync_api import FrameLocator, Page, expect

BANK = '[role="dialog"] iframe[title="Secure authentication"]'
FRAME = 'iframe[title="Secure payment input frame"]'


def fill(page: Page, number: str, **other: str) -> FrameLocator:
    frame = page.frame_locator(FRAME)
    frame.get_by_label("Card number").fill(number)
    frame.get_by_label("Expiration date").fill(other.get("expiry", "12 / 34"))
    frame.get_by_label("Security code").fill(other.get("cvc", "123"))
    frame.get_by_label("ZIP code").fill(other.get("zip", "02116"))
    return frame


def wait_until_ready(page: Page) -> None:
    expect(page.locator("#events")).not_to_be_empty()


def save(page: Page) -> Any:
    page.get_by_role("button", name="Save card").click()
    return outcome(page)


def outcome(page: Page) -> Any:
    expect(page.locator("#outcome")).not_to_be_empty(timeout=30_000)
    return json.loads(page.locator("#outcome").inner_text())


def answer_bank(page: Page, button: str) -> Any:
    page.get_by_role("button", name="Save card").click()
    page.frame_locator(BANK).get_by_role("button", name=button).click()
    answer = outcome(page)
    expect(page.get_by_role("dialog")).to_have_count(0)
    return answer
