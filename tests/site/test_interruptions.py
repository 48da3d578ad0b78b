"""What happens to a booking when the browser, the network or the store goes away in the middle of it.

Whatever it is, one appointment comes of it, and nothing typed is asked for twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import pytest
from playwright.sync_api import Page, Route, expect

from local.stack import Stack
from tests.site.booking import (
    accept_policy,
    book,
    go_on,
    go_on_to_card,
    is_at,
    sign_in,
    walk_to_card,
    walk_to_details,
)
from tests.site.clinic import ClinicApi
from tests.site.home import sign_in as sign_in_at_home
from tests.site.people import Patient
from tests.site.stripe_frame import type_card
from tests.site.windows import SECONDS, OpenWindow

pytestmark = pytest.mark.browser

BOOK_SLOT = re.compile(r"/api/book_slot\?")
CONFIRM = re.compile(r"/v1/setup_intents/\w+/confirm")


@pytest.fixture
def width() -> int:
    """Where people are interrupted: on a phone."""
    return 390


def test_a_double_click_on_book_makes_one_appointment(window: Page, clinic: ClinicApi, patient: Patient) -> None:
    walk_to_card(window, patient)
    type_card(window)
    window.get_by_role("button", name="Book this visit").dblclick()
    is_at(window, "booked")
    assert len(clinic.visits(patient.token)) == 1


def test_two_tabs_on_the_same_time_make_one_appointment(window: Page, clinic: ClinicApi, patient: Patient) -> None:
    tabs = (window, window.context.new_page())
    chosen = {walk_to_details(tab, day=6, slot=3).starts_at for tab in _in_turn(tabs)}
    assert len(chosen) == 1
    for tab in _in_turn(tabs):
        sign_in(tab, patient)
        go_on_to_card(tab)
        type_card(tab)
    for tab in _in_turn(tabs):
        book(tab)
        is_at(tab, "booked")
    assert len(clinic.visits(patient.token)) == 1


def _in_turn(tabs: Iterable[Page]) -> Iterator[Page]:
    """Each while it is the one in front: what is behind it sleeps."""
    for tab in tabs:
        tab.bring_to_front()
        yield tab


def test_back_and_forward_between_the_steps_lose_nothing_and_hold_once(
    window: Page, clinic: ClinicApi, patient: Patient
) -> None:
    chosen = walk_to_card(window, patient)
    window.go_back()
    is_at(window, "details")
    window.go_back()
    is_at(window, "time")
    expect(window.get_by_role("main")).to_contain_text(chosen.words)
    window.go_forward()
    is_at(window, "details")
    go_on_to_card(window)
    type_card(window)
    book(window)
    is_at(window, "booked")
    assert [visit["starts_at"] for visit in clinic.visits(patient.token)] == [chosen.starts_at]


def test_reloading_starts_over_and_the_patient_still_books_once(
    window: Page, clinic: ClinicApi, patient: Patient
) -> None:
    walk_to_card(window, patient)
    window.reload()
    is_at(window, "visit")
    walk_to_details(window)
    go_on_to_card(window)
    type_card(window)
    book(window)
    is_at(window, "booked")
    assert len(clinic.booked(patient.token)) == 1


def test_a_browser_that_closes_after_the_card_was_confirmed_has_booked(
    open_window: OpenWindow, stack: Stack, clinic: ClinicApi, patient: Patient
) -> None:
    first = open_window()
    chosen = walk_to_card(first, patient)
    first.route(CONFIRM, _deliver_and_lose_the_answer)
    type_card(first)
    with first.expect_event("requestfailed", lambda request: bool(CONFIRM.search(request.url))):
        book(first)
    first.context.close()
    stack.stripe.program.wait_until(lambda: len(clinic.booked(patient.token)) == 1, seconds=SECONDS)

    second = open_window()
    sign_in_at_home(second, patient.person)
    expect(second.get_by_role("heading", level=2, name=chosen.words)).to_be_visible()


def _deliver_and_lose_the_answer(route: Route) -> None:
    route.fetch()
    route.abort()


def test_an_answer_that_is_lost_on_its_way_is_asked_for_again_and_books_once(
    window: Page, clinic: ClinicApi, patient: Patient
) -> None:
    walk_to_card(window, patient)
    lost: list[int] = []

    def lose_the_last_answer(route: Route) -> None:
        answer = route.fetch()
        if route.request.method == "PUT" and answer.ok and answer.json()["status"] == "booked" and not lost:
            lost.append(answer.status)
            route.abort()
        else:
            route.fulfill(response=answer)

    window.route(BOOK_SLOT, lose_the_last_answer)
    type_card(window)
    book(window)
    expect(window.get_by_text("You are offline.")).to_be_visible()
    window.get_by_role("button", name="Try again").click()
    is_at(window, "booked")
    assert lost == [200]
    assert len(clinic.visits(patient.token)) == 1


def test_while_the_store_is_down_the_site_says_so_keeps_everything_and_goes_on_afterwards(
    window: Page, stack: Stack, clinic: ClinicApi, patient: Patient
) -> None:
    chosen = walk_to_details(window)
    sign_in(window, patient)
    stack.valkey.stop()
    try:
        go_on(window)
        expect(window.get_by_role("alert")).to_contain_text("We cannot reach")
        expect(window.get_by_role("alert")).to_contain_text("Nothing was changed or lost.")
    finally:
        stack.valkey.start()
    window.get_by_role("button", name="Try now").click()
    is_at(window, "card")
    accept_policy(window)
    type_card(window)
    book(window)
    is_at(window, "booked")
    assert [visit["starts_at"] for visit in clinic.visits(patient.token)] == [chosen.starts_at]
