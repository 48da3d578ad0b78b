"""What a patient was charged, the receipts for it, the cards that are charged, and what their bank wants of them."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.site.accessibility import check_screen
from tests.site.clinic import ClinicApi
from tests.site.home import sign_in
from tests.site.people import Patient
from tests.site.stripe_frame import WORKS, answer_bank, type_card
from tests.site.terms import nothing_free
from tests.site.till import ASKS_EACH_TIME, DECLINES_LATER, Till

pytestmark = pytest.mark.browser

MASTERCARD = "5555 5555 5555 4444"


@pytest.fixture
def till(clinic: ClinicApi) -> Till:
    return Till(clinic)


@pytest.fixture
def strict(clinic: ClinicApi) -> Iterator[None]:
    with nothing_free(clinic):
        yield


def _owe_a_fee(till: Till, patient: Patient, card: str = "pm_card_visa") -> None:
    """Cancelled late, and the schedule has come by."""
    till.keep_card(patient, card)
    till.cancel(patient, till.book_ahead(patient))
    till.tick()


def _open_record(page: Page, patient: Patient) -> None:
    sign_in(page, patient.person)
    page.goto("/record")
    expect(page.get_by_role("heading", level=1, name="My record")).to_be_visible()


def _statuses(till: Till, patient: Patient) -> list[str]:
    return [charge["status"] for charge in till.charges(patient)]


@pytest.mark.usefixtures("strict")
def test_a_fee_stands_in_the_record_with_a_receipt_to_print(window: Page, till: Till, patient: Patient) -> None:
    _owe_a_fee(till, patient)
    window.add_init_script("window.print = () => { window.printed = true; };")
    _open_record(window, patient)
    row = window.get_by_role("row", name=re.compile("Late cancellation"))
    expect(row).to_contain_text("Charged to the Visa ending in 4242.")
    expect(row).to_contain_text("Paid")
    check_screen(window)
    row.get_by_role("link", name=re.compile(r"^Receipt for \$50\.00")).click()
    expect(window.get_by_role("heading", level=1, name="Receipt")).to_be_visible()
    expect(window.get_by_role("article")).to_contain_text(patient.person.name)
    check_screen(window)
    window.get_by_role("button", name="Print").click()
    assert window.evaluate("window.printed")
    window.emulate_media(media="print")
    expect(window.get_by_role("article")).to_be_visible()
    expect(window.get_by_role("banner")).to_be_hidden()


@pytest.mark.usefixtures("strict")
def test_a_bank_that_asks_is_answered_and_the_fee_is_paid_once(window: Page, till: Till, patient: Patient) -> None:
    _owe_a_fee(till, patient, ASKS_EACH_TIME)
    _open_record(window, patient)
    ask = window.get_by_role("region", name="Your bank asks you to approve $50.00")
    expect(ask).to_contain_text("Nothing is taken until you approve it")
    check_screen(window)
    approve = ask.get_by_role("button", name="Approve with my bank")
    approve.click()
    answer_bank(window, "Fail")
    expect(ask.get_by_role("alert")).to_contain_text("Your bank could not confirm that it is you")
    assert _statuses(till, patient) != ["succeeded"]
    approve.click()
    answer_bank(window, "Complete")
    expect(window.get_by_text("$50.00 was charged to the Visa ending in 3184.")).to_be_visible()
    expect(window.get_by_role("link", name=re.compile(r"^Receipt for \$50\.00"))).to_be_visible()
    check_screen(window)
    assert _statuses(till, patient) == ["succeeded"]


@pytest.mark.usefixtures("strict")
def test_a_card_that_was_refused_makes_room_for_another(window: Page, till: Till, patient: Patient) -> None:
    _owe_a_fee(till, patient, DECLINES_LATER)
    _open_record(window, patient)
    ask = window.get_by_role("region", name="$50.00 could not be charged")
    ask.get_by_role("button", name="Use another card").click()
    type_card(window, WORKS)
    check_screen(window)
    ask.get_by_role("button", name="Pay $50.00").dblclick()
    expect(window.get_by_text("$50.00 is paid.")).to_be_visible()
    assert _statuses(till, patient) == ["succeeded"]


def test_a_card_is_added_chosen_and_removed(window: Page, clinic: ClinicApi, till: Till, patient: Patient) -> None:
    till.keep_card(patient)
    _open_record(window, patient)
    cards = window.get_by_role("region", name="Cards", exact=True)
    cards.get_by_role("button", name="Add a card").click()
    dialog = window.get_by_role("dialog", name="Add a card")
    type_card(window, MASTERCARD)
    check_screen(window)
    dialog.get_by_role("button", name="Save this card").dblclick()
    expect(dialog).to_be_hidden()
    expect(cards.get_by_role("listitem")).to_have_count(2)
    expect(cards.get_by_role("listitem").first).to_contain_text("Mastercard ending in 4444")
    cards.get_by_role("button", name="Charge the Visa ending in 4242 from now on").click()
    expect(cards.get_by_role("listitem").first).to_contain_text("Visa ending in 4242")
    cards.get_by_role("button", name="Remove the Mastercard ending in 4444").click()
    window.get_by_role("dialog", name="Remove this card?").get_by_role("button", name="Remove", exact=True).click()
    expect(cards.get_by_role("listitem")).to_have_count(1)
    kept = clinic.call("payment_method", token=patient.token).json()["cards"]
    assert [card["last4"] for card in kept] == ["4242"]


def test_the_last_card_stays_while_a_visit_needs_it(
    window: Page, clinic: ClinicApi, till: Till, patient: Patient
) -> None:
    till.keep_card(patient)
    till.book_ahead(patient)
    _open_record(window, patient)
    window.get_by_role("button", name="Remove the Visa ending in 4242").click()
    asked = window.get_by_role("dialog", name="Remove this card?")
    asked.get_by_role("button", name="Remove", exact=True).click()
    expect(asked.get_by_role("alert")).to_contain_text("This is your last card, and a visit or an open fee needs one.")
    check_screen(window)
    assert len(clinic.call("payment_method", token=patient.token).json()["cards"]) == 1
    asked.get_by_role("button", name="Add a card").click()
    expect(window.get_by_role("dialog", name="Add a card")).to_be_visible()
