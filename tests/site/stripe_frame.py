"""Stripe's form and the bank's window, both in frames of another origin."""

from __future__ import annotations

from playwright.sync_api import FrameLocator, Page

WORKS = "4242 4242 4242 4242"
DECLINED = "4000 0000 0000 0002"
ASKS_THE_BANK = "4000 0027 6000 3184"


def card_form(page: Page) -> FrameLocator:
    return page.frame_locator('iframe[title="Secure payment input frame"]')


def type_card(page: Page, number: str = WORKS) -> None:
    form = card_form(page)
    form.get_by_label("Card number").fill(number)
    form.get_by_label("Expiration date").fill("12 / 34")
    form.get_by_label("Security code").fill("123")
    form.get_by_label("Country").select_option(label="United States")
    form.get_by_label("ZIP code").fill("02109")


def choose_google_pay(page: Page) -> None:
    card_form(page).get_by_role("button", name="Google Pay").click()


def answer_bank(page: Page, answer: str) -> None:
    """`Complete` or `Fail`."""
    bank = page.frame_locator('[role="dialog"] iframe[title="Secure authentication"]')
    bank.get_by_role("button", name=answer).click()
