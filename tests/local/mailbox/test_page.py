import re

import pytest
from flask import Response
from werkzeug.test import Client

from local.firebase.emulator import AuthEmulator
from local.front.app import as_application
from local.mailbox.page import PATH, Mailbox

PASSWORD = "correct horse battery"


@pytest.fixture
def browser(emulator: AuthEmulator) -> Client:
    return Client(as_application(Mailbox(emulator.client)), Response)


def code_for(page: str, email: str) -> str:
    found = re.search(rf"To {email}</p>\s*<input type=\"hidden\" name=\"code\" value=\"([^\"]+)\"", page)
    assert found, f"no mail to {email}"
    return found[1]


def test_a_person_verifies_a_fresh_sign_up_by_hand(browser: Client, emulator: AuthEmulator) -> None:
    fresh = emulator.client.sign_up("mailbox-1@example.com", PASSWORD)
    emulator.client.send_verification(fresh.id_token)
    page = browser.get(PATH).text
    assert "Confirm your email address" in page
    opened = browser.post(PATH, data={"code": code_for(page, "mailbox-1@example.com")})
    assert (opened.status_code, opened.headers["Location"]) == (303, PATH)
    verified = [a for a in emulator.client.export_accounts() if a["localId"] == fresh.uid]
    assert verified[0]["emailVerified"] is True
    assert "mailbox-1@example.com" not in browser.get(PATH).text


def test_a_reset_asks_for_the_new_password_and_sets_it(browser: Client, emulator: AuthEmulator) -> None:
    emulator.client.create_account("mailbox-2@example.com", PASSWORD)
    emulator.client.send_password_reset("mailbox-2@example.com")
    page = browser.get(PATH).text
    assert "New password" in page
    code = code_for(page, "mailbox-2@example.com")
    refused = browser.post(PATH, data={"code": code})
    assert (refused.status_code, "Firebase refused it" in refused.text) == (422, True)
    assert browser.post(PATH, data={"code": code, "password": "battery & staple"}).status_code == 303
    assert emulator.client.sign_in("mailbox-2@example.com", "battery & staple").uid


def test_a_used_link_and_another_sites_form_are_refused(browser: Client) -> None:
    assert browser.post(PATH, data={"code": "used"}).status_code == 404
    foreign = browser.post(PATH, data={"code": "any"}, headers={"Sec-Fetch-Site": "cross-site"})
    assert foreign.status_code == 403


def test_the_page_brings_its_own_style_and_no_script(browser: Client) -> None:
    page = browser.get(PATH).text
    assert "<script" not in page
    assert "style=" not in page
    style = browser.get(f"{PATH}/mailbox.css")
    assert (style.mimetype, ".letter" in style.text) == ("text/css", True)


def test_an_unknown_local_page_is_not_found(browser: Client) -> None:
    assert browser.get("/__local/none").status_code == 404
