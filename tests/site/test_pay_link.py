"""Finishing a payment by the link from a message: no sign-in, one decision, and a token that leaves no trace."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.site.accessibility import check_screen
from tests.site.clinic import ClinicApi
from tests.site.people import Patient
from tests.site.stripe_frame import DECLINED, WORKS, answer_bank, type_card
from tests.site.terms import nothing_free
from tests.site.till import ASKS_EACH_TIME, DECLINES_LATER, Till

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("strict")]

ASKS = "Your bank asks you to approve $50.00"
PAID = "Paid, thank you"


@pytest.fixture
def till(clinic: ClinicApi) -> Till:
    return Till(clinic)


@pytest.fixture
def strict(clinic: ClinicApi) -> Iterator[None]:
    with nothing_free(clinic):
        yield


def _link(till: Till, patient: Patient, card: str) -> str:
    """Of a fee that the card could not be charged for by itself."""
    till.keep_card(patient, card)
    till.cancel(patient, till.book_ahead(patient))
    till.tick()
    (charge,) = till.charges(patient)
    return str(charge["pay_link"])


def _is_headed(page: Page, title: str) -> None:
    expect(page.get_by_role("heading", level=1, name=title)).to_be_visible()


def _is_paid_once(till: Till, patient: Patient) -> None:
    (charge,) = till.charges(patient)
    assert (charge["status"], charge["amount_minor"]) == ("succeeded", 5000)


def test_the_bank_is_answered_by_the_link_alone(window: Page, till: Till, patient: Patient) -> None:
    link = _link(till, patient, ASKS_EACH_TIME)
    token = link.partition("#")[2]
    asked: list[str] = []
    window.on("request", lambda request: asked.append(request.url))
    window.goto(link)
    _is_headed(window, ASKS)
    expect(window.get_by_role("main")).to_contain_text("It is the fee of Harbor Dermatology for cancelling your visit")
    check_screen(window)
    assert window.evaluate("location.pathname + location.search + location.hash") == "/pay"
    assert "Acne" not in window.get_by_role("main").inner_text()
    approve = window.get_by_role("button", name="Approve with my bank")
    approve.click()
    answer_bank(window, "Fail")
    expect(window.get_by_role("alert")).to_contain_text("Your bank could not confirm that it is you")
    check_screen(window)
    approve.click()
    answer_bank(window, "Complete")
    _is_headed(window, PAID)
    check_screen(window)
    _is_paid_once(till, patient)
    assert not [url for url in asked if token in url]
    window.reload()
    _is_headed(window, "Open the link once more")
    check_screen(window)
    window.goto(link)
    _is_headed(window, PAID)


def test_a_reload_keeps_the_payment_and_another_card_pays_it(window: Page, till: Till, patient: Patient) -> None:
    window.goto(_link(till, patient, DECLINES_LATER))
    _is_headed(window, "$50.00 could not be charged")
    window.reload()
    _is_headed(window, "$50.00 could not be charged")
    type_card(window, DECLINED)
    window.get_by_role("button", name="Pay $50.00").click()
    expect(window.get_by_role("alert")).to_contain_text("Your bank declined this card")
    check_screen(window)
    type_card(window, WORKS)
    window.get_by_role("button", name="Pay $50.00").dblclick()
    _is_headed(window, PAID)
    _is_paid_once(till, patient)


def test_two_tabs_with_one_link_pay_once(window: Page, till: Till, patient: Patient) -> None:
    link = _link(till, patient, ASKS_EACH_TIME)
    other = window.context.new_page()
    for page in (window, other):
        page.bring_to_front()
        page.goto(link)
        _is_headed(page, ASKS)
    for page in (window, other):
        page.bring_to_front()
        page.get_by_role("button", name="Approve with my bank").click()
        if page is window:
            answer_bank(page, "Complete")
        _is_headed(page, PAID)
    _is_paid_once(till, patient)


def test_a_fee_that_was_waived_meanwhile_asks_for_nothing(
    window: Page, clinic: ClinicApi, till: Till, patient: Patient
) -> None:
    link = _link(till, patient, ASKS_EACH_TIME)
    (charge,) = till.charges(patient)
    body = {"charge_id": charge["id"], "action": "waive", "reason": "They were ill."}
    waived = clinic.call("charges", "POST", token=till.team_token, body=body)
    assert waived.ok, waived.text
    window.goto(link)
    _is_headed(window, "Nothing to pay")
    expect(window.get_by_role("main")).not_to_contain_text("ill")
    check_screen(window)


def test_a_link_that_was_never_ours_has_ended(window: Page, till: Till, patient: Patient) -> None:
    link = _link(till, patient, ASKS_EACH_TIME)
    window.goto(re.sub(r".{6}$", "AAAAAA", link))
    _is_headed(window, "This link has ended")
    check_screen(window)
    assert [charge["status"] for charge in till.charges(patient)] == ["requires_action"]
