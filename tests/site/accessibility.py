"""What axe finds wrong with a screen, in the light and in the dark theme."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

GRAVE = ("serious", "critical")
EVERYTHING: dict[str, Any] = {"resultTypes": ["violations"]}
COLOURS = EVERYTHING | {"runOnly": ["color-contrast"]}  # nothing else differs between the themes


def check_screen(page: Page) -> None:
    """Nothing serious in either theme; the screen ends up in the light one."""
    for theme, rules in (("dark", COLOURS), ("light", EVERYTHING)):
        page.evaluate("theme => { document.documentElement.dataset.theme = theme; }", theme)
        found = _grave_faults(page, rules)
        assert not found, f"{page.url}, {theme}: {found}"


def _grave_faults(page: Page, rules: dict[str, Any]) -> list[str]:
    faults = Axe().run(page, options=rules).response["violations"]
    return [
        f"{fault['id']}: {node['target']} {node['failureSummary']}"
        for fault in faults
        if fault["impact"] in GRAVE
        for node in fault["nodes"]
    ]
