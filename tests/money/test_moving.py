"""Moving a visit: its card, its deposit and its policy stay with it, and what was owed stays owed."""

from __future__ import annotations

from typing import Any

import pytest

from tests.functions.steps import ACNE, CHENS_ID, JOHNSONS_ID, go_to, join, later, publish, starts
from tests.money.till import BOTOX, TOO_LATE, TUESDAY, Till
from tests.product import DANIEL, JOHNSON, MAYA, Person, Reply

THURSDAY = "2027-03-18T14:30:00Z"  # 10:30 AM EDT, after the clocks change
TOMORROW = "2027-03-02T15:00:00Z"  # 10:00 AM EST, within the day for which cancelling costs $50
AN_HOUR_EARLIER = "2027-03-09T14:00:00Z"
ANYTIME = "Free to cancel at any time before the visit."
AS_BOOKED = "Free to cancel until Mon, Mar 8, 10:00 AM EST. After that: $50."


def _preview(till: Till, visit: str, to: str = THURSDAY, by: Person = MAYA, provider: str = JOHNSONS_ID) -> Reply:
    query = {"appointment_id": visit, "provider_id": provider, "starts_at": to}
    return till.product.call("reschedule", by=by, query=query)


def _move(
    till: Till, visit: str, to: str = THURSDAY, *, by: Person = MAYA, key: str | None = None, **more: Any
) -> Reply:
    asked = {"provider_id": JOHNSONS_ID, "version": till.visit(visit)["version"], "expected_owed_minor": 0, **more}
    body = {"appointment_id": visit, "starts_at": to, **asked}
    return till.product.call("reschedule", "POST", by=by, body=body, key=key)


@pytest.fixture
def visit(till: Till) -> str:
    till.keep_card()
    return till.book()


def test_in_time_it_costs_nothing_and_the_receipt_is_that_of_the_new_time(till: Till, visit: str) -> None:
    shown = _preview(till, visit).ok()
    assert (shown["owed_minor"], shown["ends_at"], shown["moves_until"]) == (0, "2027-03-18T15:00:00Z", TUESDAY)
    assert shown["receipt"]["sentence"] == "Free to cancel until Wed, Mar 17, 10:30 AM EDT. After that: $50."
    moved = _move(till, visit).ok()
    assert (moved["starts_at"], moved["version"]) == (THURSDAY, 2 + 1)
    assert "DTSTART:20270318T143000Z" in moved["calendar_file"]
    assert till.visit(visit)["starts_at"] == THURSDAY


def test_the_old_time_is_open_again_and_the_new_one_taken(till: Till, visit: str) -> None:
    _move(till, visit).ok()
    assert "15:00" in starts(till.product, ACNE, "2027-03-09", JOHNSONS_ID)
    assert "14:30" not in starts(till.product, ACNE, "2027-03-18", JOHNSONS_ID)


def test_moving_late_and_cancelling_then_still_costs_what_it_did(till: Till, visit: str) -> None:
    go_to(till.product, TOO_LATE)
    assert _preview(till, visit).ok()["owed_minor"] == 5000
    _move(till, visit).refused(409, "fee_changed")
    _move(till, visit, expected_owed_minor=5000).ok()
    receipt = till.visit(visit)["receipt"]
    assert receipt["sentence"] == "Cancelling costs $50, as it did when you moved the visit."
    assert (receipt["was_moved"], receipt["fee_now_minor"], receipt["free_until"]) == (True, 5000, None)
    till.cancel(visit)
    till.product.enforce()
    assert till.payments() == [(5000, "succeeded")]


def test_where_the_clinic_moves_it_nothing_more_is_owed(till: Till, visit: str) -> None:
    go_to(till.product, TOO_LATE)
    shown = _preview(till, visit, by=JOHNSON).ok()
    assert (shown["owed_minor"], shown["moves_until"]) == (0, None)
    _move(till, visit, by=JOHNSON).ok()
    assert till.visit(visit)["receipt"]["fee_now_minor"] == 0


def _sentence(till: Till, visit: str) -> str:
    return str(till.visit(visit)["receipt"]["sentence"])


def test_where_the_clinic_moves_it_to_tomorrow_it_stays_free(till: Till, visit: str) -> None:
    later(till.product, hours=2)
    shown = _preview(till, visit, TOMORROW, by=JOHNSON).ok()
    assert (shown["owed_minor"], shown["receipt"]["sentence"], shown["receipt"]["free_until"]) == (0, ANYTIME, None)
    _move(till, visit, TOMORROW, by=JOHNSON).ok()
    assert till.visit(visit)["receipt"] == shown["receipt"]
    go_to(till.product, "2027-03-02T14:59:59Z")
    assert till.cancel(visit)["fee_minor"] == 0
    till.product.enforce()
    assert till.payments() == []


def test_where_the_clinic_moves_it_earlier_the_fee_begins_when_it_would_have(till: Till, visit: str) -> None:
    assert _preview(till, visit, AN_HOUR_EARLIER, by=JOHNSON).ok()["receipt"]["sentence"] == AS_BOOKED
    _move(till, visit, AN_HOUR_EARLIER, by=JOHNSON).ok()
    assert _sentence(till, visit) == AS_BOOKED
    go_to(till.product, "2027-03-08T14:59:59Z")
    assert till.visit(visit)["receipt"]["fee_now_minor"] == 0
    later(till.product, seconds=1)
    till.cancel(visit)
    till.product.enforce()
    assert till.payments() == [(5000, "succeeded")]


def test_where_the_clinic_moves_it_earlier_twice_the_first_time_still_counts(till: Till, visit: str) -> None:
    for to in (AN_HOUR_EARLIER, "2027-03-08T20:00:00Z"):
        _move(till, visit, to, by=JOHNSON).ok()
        assert _sentence(till, visit) == AS_BOOKED


def test_a_patient_who_moves_what_the_clinic_moved_is_told_of_the_time_they_chose(till: Till, visit: str) -> None:
    _move(till, visit, TOMORROW, by=JOHNSON).ok()
    go_to(till.product, "2027-03-02T14:00:00Z")
    assert _preview(till, visit, TUESDAY).ok()["owed_minor"] == 0
    _move(till, visit, TUESDAY).ok()
    assert _sentence(till, visit) == AS_BOOKED
    _move(till, visit, "2027-03-02T20:00:00Z").ok()
    assert till.visit(visit)["receipt"]["fee_now_minor"] == 5000


def test_where_the_clinic_moves_it_later_the_fee_begins_later_and_stays_there(till: Till, visit: str) -> None:
    _move(till, visit, by=JOHNSON).ok()
    assert _sentence(till, visit) == "Free to cancel until Wed, Mar 17, 10:30 AM EDT. After that: $50."
    _move(till, visit, TUESDAY, by=JOHNSON).ok()
    assert _sentence(till, visit) == ANYTIME


def test_what_a_patient_owed_when_they_moved_it_is_owed_wherever_the_clinic_moves_it(till: Till, visit: str) -> None:
    go_to(till.product, TOO_LATE)
    _move(till, visit, expected_owed_minor=5000).ok()
    _move(till, visit, "2027-03-10T15:00:00Z", by=JOHNSON, expected_owed_minor=5000).ok()
    assert _sentence(till, visit) == "Cancelling costs $50, as it did when you moved the visit."


def test_past_the_clinics_cut_off_a_patient_has_to_call(till: Till) -> None:
    publish(till.product, move_hours=48)
    till.keep_card()
    visit = till.book()
    go_to(till.product, "2027-03-07T15:00:00Z")
    _preview(till, visit).refused(409, "not_movable")
    _move(till, visit).refused(409, "not_movable")
    _move(till, visit, by=JOHNSON).ok()


def test_the_deposit_moves_with_it_and_is_paid_once(till: Till) -> None:
    till.keep_card()
    visit = till.book(kind=BOTOX)
    _move(till, visit).ok()
    till.product.enforce()
    assert till.visit(visit)["paid_minor"] == 5000
    assert till.payments() == [(5000, "succeeded")]


def test_it_keeps_the_policy_that_was_accepted(till: Till, visit: str) -> None:
    publish(till.product, tiers=[{"hours_before": 72, "fee": {"kind": "amount", "value": 9900}}])
    _move(till, visit).ok()
    receipt = till.visit(visit)["receipt"]
    assert (receipt["policy_version"], receipt["steps"][0]["fee_minor"]) == (1, 5000)


def test_to_another_provider_who_offers_it(till: Till, visit: str) -> None:
    _move(till, visit, "2027-03-17T14:00:00Z", provider_id=CHENS_ID).ok()
    assert till.visit(visit)["provider_id"] == CHENS_ID


def test_a_time_that_somebody_has_just_taken_offers_the_nearest_and_keeps_the_old_one(till: Till, visit: str) -> None:
    join(till.product, DANIEL)
    till.keep_card(by=DANIEL)
    till.book(THURSDAY, by=DANIEL)
    refused = _move(till, visit).refused(409, "slot_taken")
    assert len(refused["nearest"]) == 3
    assert till.visit(visit)["starts_at"] == TUESDAY


def test_a_few_minutes_later_it_may_overlap_itself(till: Till, visit: str) -> None:
    _move(till, visit, "2027-03-09T15:15:00Z").ok()
    assert till.visit(visit)["starts_at"] == "2027-03-09T15:15:00Z"


def test_outside_the_hours_it_is_refused(till: Till, visit: str) -> None:
    _move(till, visit, "2027-03-18T03:00:00Z").refused(409, "slot_taken")


def test_the_same_request_again_answers_the_same(till: Till, visit: str) -> None:
    version = till.visit(visit)["version"]
    first = _move(till, visit, key="one-and-the-same-key", version=version).ok()
    later(till.product, minutes=1)
    again = _move(till, visit, key="one-and-the-same-key", version=version).ok()
    assert (again["starts_at"], again["version"]) == (first["starts_at"], first["version"])


def test_two_tabs_that_move_it_meet_one_refusal(till: Till, visit: str) -> None:
    version = till.visit(visit)["version"]
    _move(till, visit, version=version).ok()
    _move(till, visit, "2027-03-16T15:00:00Z", version=version).refused(409, "stale_version")


def test_what_is_over_or_cancelled_is_not_moved(till: Till, visit: str) -> None:
    till.cancel(visit)
    _preview(till, visit).refused(409, "not_cancellable")


def test_somebody_elses_visit_is_not_found(till: Till, visit: str) -> None:
    join(till.product, DANIEL)
    _preview(till, visit, by=DANIEL).refused(404, "not_found")


def test_the_end_of_its_day_moves_too(till: Till) -> None:
    rule = {"grace_minutes": 0, "charge_after_hours": 0, "unattended": "charge"}
    publish(till.product, no_shows=rule)
    till.keep_card()
    visit = till.book()
    _move(till, visit).ok()
    go_to(till.product, "2027-03-10T06:00:00Z")
    till.product.enforce()
    assert till.visit(visit)["status"] == "booked"
    go_to(till.product, "2027-03-19T04:00:00Z")  # midnight, EDT
    till.product.enforce()
    assert till.visit(visit)["status"] == "noshow"
