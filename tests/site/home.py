"""Signing in and out, as patients do."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.site.people import PASSWORD, Newcomer

# Every store of the browser for this site, as one text.
REMEMBERED = """async () => {
    const wait = (request) => new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
    });
    const kept = [{ ...localStorage }, { ...sessionStorage }, document.cookie, await caches.keys()];
    for (const { name } of await indexedDB.databases()) {
        const database = await wait(indexedDB.open(name));
        for (const store of database.objectStoreNames) {
            kept.push(name, store, await wait(database.transaction(store).objectStore(store).getAll()));
        }
        database.close();
    }
    return JSON.stringify(kept);
}"""
TOKEN = "eyJ"  # how each one begins


def sign_in(page: Page, person: Newcomer) -> None:
    """From the landing page to one's visits."""
    page.goto("/")
    page.get_by_role("main").get_by_role("link", name="Sign in").click()
    page.get_by_label("Email").fill(person.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("heading", level=1, name=re.compile("^Good (morning|afternoon|evening)"))).to_be_visible()


def sign_out(page: Page, person: Newcomer) -> None:
    """It ends on the landing page, and the browser has forgotten who was there."""
    known = remembered(page)
    assert person.email in known, "the tab remembers its session, or this would prove nothing"
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", level=1, name="The visit you need")).to_be_visible()
    assert page.evaluate("location.pathname") == "/"
    expect(page.get_by_role("main").get_by_role("link", name="Sign in")).to_be_visible()
    kept = remembered(page)
    traces = [trace for trace in (person.name, person.email, person.phone, person.birthday, TOKEN) if trace in kept]
    assert not traces, f"the browser still keeps {traces} in {kept}"


def remembered(page: Page) -> str:
    return str(page.evaluate(REMEMBERED))
