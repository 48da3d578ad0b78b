"""What was paid in advance, where the visit doesn't come about: it goes back, or meets the fee."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Page, Route, expect

from local.demo.practice import JOHNSON
from tests.site.accessibility import check_screen
from tests.site.booking import TYPE_ID, accept_policy, is_at
from tests.site.clinic import ClinicApi, day_of
from tests.site.deposits import VISIT_ID, is_paid_once, pay, walk_to_deposit
from tests.site.people import Patient
from tests.site.stripe_frame import type_card
from tests.site.terms import nothing_free
from tests.site.till import Till

pytestmark = pytest.mark.browser

CONFIRM = re.compile(r"/v1/payment_intents/\w+/confirm")


@pytest.fixture
def till(clinic: ClinicApi) -> Till:
    return Till(clinic)


def test_what_was_paid_for_a_time_that_had_gone_goes_back(
    window: Page, clinic: ClinicApi, till: Till, patient: Patient, rival: Patient
) -> None:
    chosen = walk_to_deposit(window, patient, day=4)
    accept_policy(window)

    def lose_the_time(route: Route) -> None:
        # A patient has one hold at most, so another one ends this one before its time.
        elsewhere = clinic.open_times(TYPE_ID, JOHNSON, day_of(chosen.at + timedelta(days=7)))[-1]
        clinic.hold(patient, TYPE_ID, JOHNSON, elsewhere)
        clinic.hold(rival, VISIT_ID, JOHNSON, chosen.starts_at)
        route.continue_()

    window.route(CONFIRM, lose_the_time)
    type_card(window)
    pay(window)
    told = window.get_by_role("alert")
    expect(told).to_contain_text("Your payment went through, but the time had gone")
    expect(told).to_contain_text("The $50.00 that you paid goes back to your card")
    check_screen(window)
    assert clinic.booked(patient.token) == []
    till.tick()
    (charge,) = till.charges(patient)
    assert (charge["was_returned"], charge["status"], charge["refunded_minor"]) == (True, "refunded", 5000)


def test_a_payment_whose_answer_was_lost_is_found_and_books_once(
    window: Page, clinic: ClinicApi, till: Till, patient: Patient
) -> None:
    walk_to_deposit(window, patient)
    accept_policy(window)

    def deliver_and_lose_the_answer(route: Route) -> None:
        route.fetch()
        route.abort()

    window.route(CONFIRM, deliver_and_lose_the_answer)
    type_card(window)
    pay(window)
    # The answer was lost and the payment was not: our functions are asked, and know.
    is_at(window, "booked")
    is_paid_once(clinic, till, patient)


def test_a_deposit_comes_back_where_the_visit_is_cancelled_in_time(
    window: Page, clinic: ClinicApi, till: Till, patient: Patient
) -> None:
    till.keep_card(patient)
    walk_to_deposit(window, patient)
    accept_policy(window)
    pay(window)
    is_at(window, "booked")
    window.get_by_role("link", name="Cancel this visit").click()
    asked = window.get_by_role("dialog", name="Cancel this visit?")
    expect(asked.locator(".receipt")).to_contain_text("Goes back to you$50.00")
    check_screen(window)
    asked.get_by_role("button", name="Cancel, no fee").click()
    told = window.get_by_role("dialog", name="Your visit is cancelled")
    expect(told).to_contain_text("$50.00 of what you paid goes back to your card")
    till.tick()
    (charge,) = till.charges(patient)
    assert (charge["status"], charge["refunded_minor"]) == ("refunded", 5000)
    told.get_by_role("link", name="See it in my record").click()
    expect(window.get_by_role("row", name=re.compile("Deposit"))).to_contain_text("$50.00 went back to your card.")
    check_screen(window)


def test_a_deposit_meets_the_fee_where_the_visit_is_cancelled_late(
    window: Page, clinic: ClinicApi, till: Till, patient: Patient
) -> None:
    till.keep_card(patient)
    with nothing_free(clinic):
        walk_to_deposit(window, patient)
        accept_policy(window)
        pay(window)
        is_at(window, "booked")
    window.get_by_role("link", name="Cancel this visit").click()
    asked = window.get_by_role("dialog", name="Cancel this visit?")
    expect(asked.locator(".receipt")).to_contain_text("From what you paid$50.00")
    asked.get_by_role("button", name="Cancel for $50.00").click()
    told = window.get_by_role("dialog", name="Your visit is cancelled")
    expect(told).to_contain_text("$50.00 of what you paid is kept as the fee.")
    till.tick()
    assert sum(charge["amount_minor"] - charge["refunded_minor"] for charge in till.charges(patient)) == 5000
