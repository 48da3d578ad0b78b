"""The main job, from nothing to a visit that took place in two people's calendars."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from local.demo.practice import JOHNSON
from tests.site.accessibility import check_screen
from tests.site.booking import (
    SLUG,
    TYPE_ID,
    Chosen,
    accept_policy,
    book,
    choose_time,
    give_details,
    go_on,
    is_at,
    sign_up,
)
from tests.site.clinic import ClinicApi, a_day_before, in_words
from tests.site.home import sign_in, sign_out
from tests.site.people import Newcomer
from tests.site.practice import set_time, sign_in_as_johnson
from tests.site.stripe_frame import type_card
from tests.site.windows import OpenWindow

pytestmark = pytest.mark.browser


def test_a_patient_books_the_clinic_sees_it_and_the_patient_cancels(
    open_window: OpenWindow, clinic: ClinicApi, newcomer: Newcomer, tmp_path: Path
) -> None:
    patients, providers = open_window(), open_window()
    chosen = _choose_from_the_clinics_page(patients)
    _become_a_patient(patients, clinic, newcomer)
    _book_under_the_policy(patients, chosen)
    _save_calendar_file(patients, chosen, newcomer, tmp_path / "visit.ics")
    patients.get_by_role("link", name="Go to my visits").click()
    sign_out(patients, newcomer)

    sign_in_as_johnson(providers)
    _look_at_the_visit(providers, chosen, newcomer)
    _close_and_open_time(providers, clinic, chosen)

    sign_in(patients, newcomer)
    _cancel_for_free(patients, clinic, chosen)
    sign_out(patients, newcomer)


def _choose_from_the_clinics_page(page: Page) -> Chosen:
    page.goto(f"/c/{SLUG}")
    check_screen(page)
    page.get_by_role("main").get_by_role("link", name="Book a visit").click()
    is_at(page, "visit")
    page.get_by_role("radio", name="Acne visit").check(force=True)
    check_screen(page)
    go_on(page, "Choose a time")
    chosen = choose_time(page)
    expect(page.get_by_text(f"All times are Eastern Time ({chosen.words.split()[-1]}).")).to_be_visible()
    return chosen


def _become_a_patient(page: Page, clinic: ClinicApi, person: Newcomer) -> None:
    check_screen(page)
    go_on(page)
    check_screen(page)
    sign_up(page, clinic, person)
    give_details(page, person)
    check_screen(page)
    go_on(page)


def _book_under_the_policy(page: Page, chosen: Chosen) -> None:
    _read_receipt(page, chosen)
    check_screen(page)
    accept_policy(page)
    type_card(page)
    book(page)
    is_at(page, "booked")
    expect(
        page.get_by_text(f"Free to cancel until {in_words(a_day_before(chosen.at))}. After that: $50.00.")
    ).to_be_visible()
    check_screen(page)


def _read_receipt(page: Page, chosen: Chosen) -> None:
    """The demo clinic's policy: free until 24 hours before, then $50; $100 for a visit that is missed."""
    is_at(page, "card")
    receipt = page.locator(".receipt")
    expect(receipt.get_by_role("heading")).to_have_text(f"Free until {in_words(a_day_before(chosen.at))}")
    lines = dict(zip(receipt.locator("dt").all_inner_texts(), receipt.locator("dd").all_inner_texts(), strict=True))
    assert lines == {"After that": "$50.00", "If you miss it": "$100.00", "First 15 minutes after booking": "Free"}


def _save_calendar_file(page: Page, chosen: Chosen, person: Newcomer, path: Path) -> None:
    with page.expect_download() as download:
        page.get_by_role("button", name="Add to calendar").click()
    download.value.save_as(path)
    text = path.read_bytes().decode()
    lines = text.replace("\r\n ", "").split("\r\n")
    entry = dict(line.split(":", 1) for line in lines if line)
    assert (entry["DTSTART"], entry["DTEND"]) == (_utc(chosen, 0), _utc(chosen, 30))
    assert entry["SUMMARY"] == r"Appointment\, Harbor Dermatology"
    for secret in (person.name, person.email, "Acne", "Johnson"):
        assert secret not in text


def _utc(chosen: Chosen, minutes: int) -> str:
    return f"{chosen.at + timedelta(minutes=minutes):%Y%m%dT%H%M%SZ}"


def _look_at_the_visit(page: Page, chosen: Chosen, person: Newcomer) -> None:
    """On the calendar with its details, and a note is written on it."""
    page.goto(f"/provider/calendar?day={chosen.day}")
    page.get_by_role("button", name=person.name).click()
    drawer = page.get_by_role("dialog", name=person.name)
    begins = chosen.words.rsplit(maxsplit=2)[0]  # a range says AM or PM once, at its end
    for detail in (begins, "Acne visit", person.phone, person.payer, "Booked"):
        expect(drawer).to_contain_text(detail)
    check_screen(page)
    drawer.get_by_label("Add a note").fill("Asks about scars on the left cheek.")
    drawer.get_by_role("button", name="Save note").click()
    expect(drawer.get_by_role("listitem")).to_contain_text("Asks about scars on the left cheek.")
    expect(drawer.get_by_role("listitem")).to_contain_text("Dr. Johnson")
    drawer.get_by_role("button", name="Close").click()


def _close_and_open_time(page: Page, clinic: ClinicApi, chosen: Chosen) -> None:
    """The last time of that day closes; the first one after hours opens."""
    last = clinic.open_times(TYPE_ID, JOHNSON, chosen.day)[-1]
    set_time(page, chosen.day, last, "Close")
    assert not clinic.is_open(TYPE_ID, JOHNSON, last)
    evening = next(
        at for hour in range(19, 24) if not clinic.is_open(TYPE_ID, JOHNSON, at := clinic.at_clock(chosen.day, hour))
    )
    set_time(page, chosen.day, evening, "Open")
    assert clinic.is_open(TYPE_ID, JOHNSON, evening)
    check_screen(page)


def _cancel_for_free(page: Page, clinic: ClinicApi, chosen: Chosen) -> None:
    expect(page.get_by_role("heading", level=2, name=chosen.words)).to_be_visible()
    check_screen(page)
    page.get_by_role("button", name="Cancel visit").click()
    asked = page.get_by_role("dialog", name="Cancel this visit?")
    expect(asked.get_by_role("heading", name="It costs nothing")).to_be_visible()
    expect(asked).to_contain_text(in_words(a_day_before(chosen.at)))
    check_screen(page)
    assert not clinic.is_open(TYPE_ID, JOHNSON, chosen.starts_at)
    asked.get_by_role("button", name="Cancel, no fee").click()
    told = page.get_by_role("dialog", name="Your visit is cancelled")
    expect(told).to_contain_text("Nothing was charged.")
    assert clinic.is_open(TYPE_ID, JOHNSON, chosen.starts_at)
    told.get_by_role("button", name="Done").click()
    expect(page.get_by_text("No visit booked")).to_be_visible()
    check_screen(page)
