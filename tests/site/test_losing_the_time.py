"""Two people want one time. Exactly one gets it; the other loses nothing but the time."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from local.demo.practice import JOHNSON
from tests.site.accessibility import check_screen
from tests.site.booking import (
    TYPE_ID,
    accept_policy,
    book,
    choose_time,
    choose_visit,
    give_details,
    go_on,
    is_at,
    sign_up,
    walk_to_card,
)
from tests.site.clinic import ClinicApi, day_of, minutes_between
from tests.site.people import Newcomer, Patient
from tests.site.stripe_frame import type_card

pytestmark = pytest.mark.browser


def test_whoever_types_while_the_time_goes_hears_it_at_once_keeps_all_and_takes_the_nearest(
    window: Page, clinic: ClinicApi, newcomer: Newcomer, rival: Patient
) -> None:
    choose_visit(window)
    chosen = choose_time(window, day=4, slot=4)
    go_on(window)
    sign_up(window, clinic, newcomer)
    give_details(window, newcomer)
    clinic.hold(rival, TYPE_ID, JOHNSON, chosen.starts_at)
    go_on(window)

    expect(window.get_by_role("alert")).to_contain_text("That time was just taken")
    expect(window.get_by_role("alert")).to_contain_text(chosen.words)
    expect(window.get_by_role("heading", name="The nearest 3 times")).to_be_visible()
    offers = window.get_by_role("button", name=re.compile("Dr. Johnson, .*(earlier|later)"))
    expect(offers).to_have_count(3)
    check_screen(window)

    offers.first.click()
    is_at(window, "card")
    accept_policy(window)
    type_card(window)
    book(window)
    is_at(window, "booked")
    (visit,) = clinic.booked(clinic.token_of(newcomer))
    assert 0 < minutes_between(chosen.starts_at, visit["starts_at"]) <= 30


def test_what_was_typed_is_still_there_after_the_time_went(
    window: Page, clinic: ClinicApi, newcomer: Newcomer, rival: Patient
) -> None:
    choose_visit(window)
    chosen = choose_time(window, day=5, slot=4)
    go_on(window)
    sign_up(window, clinic, newcomer)
    give_details(window, newcomer)
    clinic.hold(rival, TYPE_ID, JOHNSON, chosen.starts_at)
    go_on(window)
    expect(window.get_by_role("alert")).to_contain_text("That time was just taken")

    window.get_by_role("link", name="See all times").first.click()
    is_at(window, "time")
    expect(window.get_by_role("radio", name="Dr. Johnson")).to_be_checked()
    window.locator("button.slot").first.click()
    go_on(window)
    expect(window.get_by_label("Mobile phone")).to_have_value(newcomer.phone)
    expect(window.get_by_label("Date of birth")).to_have_value(newcomer.birthday)
    expect(window.get_by_label("Insurance or other payer").locator("option:checked")).to_have_text(newcomer.payer)
    expect(window.get_by_label("Text me about my visits")).to_be_checked()


def test_when_the_ten_minutes_are_over_the_same_time_is_held_again(
    window: Page, clinic: ClinicApi, patient: Patient
) -> None:
    window.clock.install()
    chosen = walk_to_card(window, patient)
    type_card(window)
    # A patient has one hold at most, so another one, made on another device, ends this one before its time.
    elsewhere = clinic.open_times(TYPE_ID, JOHNSON, day_of(chosen.at + timedelta(days=7)))[-1]
    clinic.hold(patient, TYPE_ID, JOHNSON, elsewhere)
    window.clock.fast_forward("10:01")

    expect(window.get_by_role("alert")).to_contain_text("The 10 minutes are over, and the time is still free")
    expect(window.get_by_role("alert")).to_contain_text(chosen.words)
    check_screen(window)
    window.get_by_role("button", name="Hold it again").click()
    is_at(window, "card")
    accept_policy(window)
    type_card(window)
    book(window)
    is_at(window, "booked")
    assert [visit["starts_at"] for visit in clinic.booked(patient.token)] == [chosen.starts_at]
