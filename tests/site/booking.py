"""The booking wizard as a person walks it: each function is one thing they do."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from playwright.sync_api import Page, expect

from tests.site.clinic import ClinicApi, clock_time, day_of, in_words, instant
from tests.site.people import PASSWORD, Newcomer, Patient

SLUG = "harbor-dermatology"
VISIT, TYPE_ID = "Acne visit", "typ_acnevisit"
HAS_CHOICE = re.compile(r"\b([5-9]|\d\d) free")  # a day with five free times or more
TITLES = {
    "visit": "What brings you in?",
    "time": "Who would you like to see, and when?",
    "details": "Your details",
    "card": "The policy, then your card",
    "booked": "You are booked",
}


@dataclass(frozen=True, slots=True)
class Chosen:
    """The time somebody picked; `starts_at` as the functions write it."""

    starts_at: str

    @property
    def at(self) -> datetime:
        return instant(self.starts_at)

    @property
    def day(self) -> str:
        """YYYY-MM-DD, in the clinic."""
        return day_of(self.at)

    @property
    def words(self) -> str:
        return in_words(self.at)


def is_at(page: Page, step: str) -> None:
    expect(page.get_by_role("heading", level=1, name=TITLES[step])).to_be_visible()


def go_on(page: Page, name: str = "Continue") -> None:
    """The step's main button, a link where nothing has to be sent."""
    control = page.get_by_role("button", name=name, exact=True).or_(page.get_by_role("link", name=name, exact=True))
    control.click()


def choose_visit(page: Page, visit: str = VISIT) -> None:
    page.goto(f"/c/{SLUG}/book")
    is_at(page, "visit")
    page.get_by_role("radio", name=visit).check(force=True)
    go_on(page, "Choose a time")


def choose_time(page: Page, provider: str = "Dr. Johnson", *, day: int = 2, slot: int = 1) -> Chosen:
    """Next month, so that the free time has not ended: its `day`-th day with a choice, the `slot`-th time."""
    is_at(page, "time")
    page.get_by_role("radio", name=provider).check(force=True)
    page.get_by_role("button", name="Later days").click()
    page.get_by_role("group", name="Days in").get_by_role("button", name=HAS_CHOICE).nth(day).click()
    chip = page.locator("button.slot").nth(slot)
    chip.click()
    expect(chip).to_have_attribute("aria-pressed", "true")
    starts_at = chip.locator("time").get_attribute("datetime") or ""
    expect(chip.locator("time")).to_have_text(clock_time(instant(starts_at)))
    return Chosen(starts_at)


def sign_up(page: Page, clinic: ClinicApi, person: Newcomer) -> None:
    """A new account, and the link in the mail, which may be opened on any device."""
    is_at(page, "details")
    page.get_by_label("Full name").fill(person.name)
    page.get_by_label("Email").fill(person.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    with page.expect_response(re.compile("sendOobCode")):
        page.get_by_role("button", name="Create account and continue").click()
    expect(page.get_by_role("heading", name="One more step")).to_be_visible()
    clinic.open_link_in_mail(person)
    page.get_by_role("button", name="I have opened it").click()
    expect(page.get_by_text("Email confirmed")).to_be_visible()


def sign_in(page: Page, patient: Patient) -> None:
    """In the middle of a booking, with the account they have."""
    is_at(page, "details")
    page.get_by_role("tab", name="Sign in").click()
    page.get_by_label("Email").fill(patient.person.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in and continue").click()
    expect(page.get_by_text("Email confirmed")).to_be_visible()


def give_details(page: Page, person: Newcomer) -> None:
    expect(page.get_by_label("Full name")).to_have_value(person.name)
    page.get_by_label("Mobile phone").fill(person.phone)
    page.get_by_label("Date of birth").fill(person.birthday)
    page.get_by_label("Text me about my visits").check()
    page.get_by_label("Insurance or other payer").select_option(label=person.payer)
    page.get_by_label("I have read the notice of privacy practices").check()


def accept_policy(page: Page) -> None:
    page.get_by_label(re.compile("I accept this policy")).check()


def walk_to_card(page: Page, patient: Patient) -> Chosen:
    """Everything up to the card, by a patient whom the clinic knows."""
    chosen = walk_to_details(page)
    sign_in(page, patient)
    go_on_to_card(page)
    return chosen


def walk_to_details(page: Page, *, day: int = 2, slot: int = 1) -> Chosen:
    choose_visit(page)
    chosen = choose_time(page, day=day, slot=slot)
    go_on(page)
    is_at(page, "details")
    return chosen


def go_on_to_card(page: Page) -> None:
    go_on(page)
    is_at(page, "card")
    accept_policy(page)


def book(page: Page) -> None:
    page.get_by_role("button", name=re.compile("Book this visit|Try this card")).click()
