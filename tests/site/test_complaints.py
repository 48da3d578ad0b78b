"""The ear that every other test here relies on."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from local.stack import Stack
from tests.site.complaints import Complaints
from tests.site.windows import new_window

pytestmark = pytest.mark.browser


def test_what_the_policy_bars_and_what_a_script_throws_is_heard(chromium: Browser, stack: Stack) -> None:
    complaints = Complaints()
    page = new_window(chromium, stack.origin, 390, complaints)
    page.goto("/")
    with page.expect_console_message(lambda message: "Content Security Policy" in message.text):
        page.evaluate("new Image().src = 'https://elsewhere.example/pixel.png'")
    with page.context.expect_event("weberror"):
        page.evaluate("setTimeout(() => { throw new Error('a defect'); })")
    page.context.close()
    policy, thrown = complaints.heard
    assert "elsewhere.example" in policy
    assert "a defect" in thrown
