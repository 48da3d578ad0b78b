from __future__ import annotations

from collections.abc import Callable, Iterator
from threading import Thread
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from local.stripe.server import StripeServer
from tests.chromium import running_chromium
from tests.local.stripe.browser.shop import Shop


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with running_chromium() as chromium:
        yield chromium


@pytest.fixture
def shop(server: StripeServer, api: Any) -> Iterator[Shop]:
    with Shop(server, api) as web:
        Thread(target=web.serve_forever, args=(0.01,), daemon=True).start()
        yield web
        web.shutdown()


Open = Callable[[str], Page]


@pytest.fixture
def open_page(browser: Browser, shop: Shop) -> Iterator[Open]:
    """Opens the page and fails the test where its policy was violated or a script broke."""
    context = browser.new_context(viewport={"width": 390, "height": 800}, locale="en-US")
    complaints: list[str] = []

    def opened(query: str) -> Page:
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: complaints.append(said.text) if "Policy" in said.text else None)
        page.goto(f"{shop.url}/?{query}")
        return page

    yield opened
    context.close()
    assert complaints == []
