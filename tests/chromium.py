"""Chromium as the browser tests start it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from playwright.sync_api import Browser, sync_playwright

# The first has no windows of its own to draw: it opens a page in a third of the time.
_PROGRAMS: Final = ("chromium-headless-shell", "chromium")
_FLAGS: Final = (
    "--no-sandbox",  # root may not have one, and every page is our own
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
)


@contextmanager
def running_chromium() -> Iterator[Browser]:
    """Without a program of these on the PATH, Playwright says which one it would have liked."""
    program = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=program, args=_FLAGS)
        yield browser
        browser.close()
