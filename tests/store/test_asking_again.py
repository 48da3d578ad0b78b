"""A reply was lost and the browser asks again with the same key: one effect, and the answer that was lost."""

from __future__ import annotations

from typing import Any

import pytest

from local.demo.practice import JOHNSON
from tests.product import JOHNSON as DR_JOHNSON
from tests.product import MAYA, Person, Product, Reply
from tests.store.changes import TUESDAY_NINE
from tests.store.desk import Desk

KEY = "0123456789abcdef"
CLOSED = {
    "provider_id": JOHNSON,
    "version": 1,
    "kind": "closed",
    "first_day": "2027-03-08",
    "last_day": "2027-03-08",
    "hours": {"start": "12:00", "end": "14:00"},
}
PEEL = {
    "name": "Light peel",
    "description": "For tone.",
    "category": "cosmetic",
    "duration_minutes": 30,
    "price_minor": 9000,
    "deposit_minor": 0,
    "provider_ids": [JOHNSON],
}
POLICY = {
    "version": 1,
    "tiers": [{"hours_before": 48, "fee": {"kind": "amount", "value": 2500}}],
    "no_show_fee": {"kind": "amount", "value": 5000},
    "grace_minutes": 30,
    "barred_payers": [],
}


def twice(product: Product, function: str, by: Person, body: dict[str, Any], method: str = "POST") -> list[Reply]:
    return [product.call(function, method, by=by, body=body, key=KEY) for _ in range(2)]


def test_a_cancelled_visit_is_cancelled_once(desk: Desk) -> None:
    visit = desk.book(desk.patient(MAYA), TUESDAY_NINE)
    first, again = twice(desk.product, "cancel", MAYA, {"appointment_id": visit.id, "expected_fee_minor": 0})
    assert again.ok() == first.ok()
    assert desk.deeds("appointment.cancel") == [(visit.id, "done")]


def test_a_visit_that_another_request_cancelled_is_refused(desk: Desk) -> None:
    visit = desk.book(desk.patient(MAYA), TUESDAY_NINE)
    body = {"appointment_id": visit.id, "expected_fee_minor": 0}
    desk.product.call("cancel", "POST", by=MAYA, body=body).ok()
    desk.product.call("cancel", "POST", by=MAYA, body=body).refused(409, "not_cancellable")


@pytest.mark.parametrize(
    ("function", "body"), [("availability", CLOSED), ("appointment_types", PEEL), ("policy", POLICY)]
)
def test_the_clinic_is_changed_once(desk: Desk, function: str, body: dict[str, Any]) -> None:
    first, again = twice(desk.product, function, DR_JOHNSON, body)
    assert again.ok() == first.ok()
    assert desk.practice().version == 2


def test_a_stale_edit_of_another_request_is_still_refused(desk: Desk) -> None:
    desk.product.call("availability", "POST", by=DR_JOHNSON, body=CLOSED).ok()
    before = desk.kept()
    desk.product.call("availability", "POST", by=DR_JOHNSON, body=CLOSED).refused(409, "stale_version")
    assert desk.kept() == before


def test_a_new_type_sent_twice_is_one_type(desk: Desk) -> None:
    """The answers name the one that was kept, not one that the loser made up."""
    before = {kind.id for kind in desk.practice().types}
    answers = [reply.ok() for reply in twice(desk.product, "appointment_types", DR_JOHNSON, PEEL)]
    added = {kind.id for kind in desk.practice().types} - before
    shown = [{kind["id"] for kind in answer["appointment_types"]} - before for answer in answers]
    assert shown == [added, added]
