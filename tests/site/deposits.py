"""Booking a visit that has a deposit, in the wizard."""

from __future__ import annotations

import re
from typing import Final

from playwright.sync_api import Page, expect

from tests.site.booking import Chosen, choose_time, choose_visit, go_on, sign_in
from tests.site.clinic import ClinicApi
from tests.site.people import Patient
from tests.site.till import Till

VISIT, VISIT_ID = "Botox consultation", "typ_botoxconsultation"
PAY: Final = re.compile(r"^Pay (\$\d+\.00 )?and book$|^Try this card$")


def walk_to_deposit(page: Page, patient: Patient, *, day: int = 2) -> Chosen:
    choose_visit(page, VISIT)
    chosen = choose_time(page, day=day)
    go_on(page)
    sign_in(page, patient)
    go_on(page)
    expect(page.get_by_role("heading", level=1, name="The policy, then your deposit")).to_be_visible()
    return chosen


def choose(page: Page, name: str) -> None:
    page.locator("label.choice").filter(has_text=name).click()
    expect(page.get_by_role("radio", name=name)).to_be_checked()


def pay(page: Page) -> None:
    page.get_by_role("button", name=PAY).click()


def is_paid_once(clinic: ClinicApi, till: Till, patient: Patient) -> None:
    (visit,) = clinic.booked(patient.token)
    assert visit["paid_minor"] == 5000
    (charge,) = till.charges(patient)
    assert (charge["kind"], charge["status"], charge["amount_minor"]) == ("deposit", "succeeded", 5000)
