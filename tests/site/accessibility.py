"""What axe finds wrong with a screen, in the light and in the dark theme."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

GRAVE = ("serious", "critical")
TO_DARK, TO_LIGHT = "Switch to the dark theme", "Switch to the light theme"


def check_screen(page: Page) -> None:
    """Nothing serious in either theme; the theme is as before afterwards."""
    for theme in ("dark", "light"):
        page.evaluate("theme => { document.documentElement.dataset.theme = theme; }", theme)
        found = _grave_faults(page)
        assert not found, f"{page.url}, {theme}: {found}"


def _grave_faults(page: Page) -> list[str]:
    faults = Axe().run(page).response["violations"]
    return [
        f"{fault['id']}: {node['target']} {node['failureSummary']}"
        for fault in faults
        if fault["impact"] in GRAVE
        for node in fault["nodes"]
    ]
