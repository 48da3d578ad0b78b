"""How a visit went: arrived, done, missed; a fee for what was missed, stopped when that is taken back."""

from __future__ import annotations

from typing import Any

import pytest

from tests.functions.steps import JOHNSONS_ID, go_to, join, later, publish
from tests.money.till import BOTOX, OVER, TUESDAY, Till
from tests.product import JOHNSON, MAYA, PRIYA, RUTH

WAITS = {"grace_minutes": 15, "charge_after_hours": 6, "unattended": "leave"}


def _booked(till: Till, **rule: Any) -> str:
    if rule:
        publish(till.product, no_shows=WAITS | rule)
    till.keep_card()
    return till.book()


def test_who_arrives_and_is_seen_pays_no_fee(till: Till) -> None:
    visit = _booked(till)
    go_to(till.product, "2027-03-09T14:50:00Z")
    assert till.attend(visit, "arrived", by=PRIYA).ok()["fee_minor"] == 0
    go_to(till.product, OVER)
    till.attend(visit, "fulfilled").ok()
    (row,) = till.calendar()
    assert (row["status"], row["attended_by"], row["attended_at"]) == ("fulfilled", "Dr. Johnson", OVER)
    assert till.visit(visit)["attended_by"] is None
    till.product.enforce()
    assert till.payments() == []


def test_a_missed_visit_is_charged_what_the_receipt_said(till: Till) -> None:
    visit = _booked(till)
    go_to(till.product, OVER)
    assert till.attend(visit, "noshow").ok() == {
        "appointment_id": visit,
        "status": "noshow",
        "fee_minor": 10000,
        "charge_at": OVER,
    }
    till.product.enforce()
    (charge,) = till.charges()
    assert (charge["kind"], charge["status"], charge["amount_minor"]) == ("no_show", "succeeded", 10000)


def test_it_is_charged_after_the_hours_that_leave_time_to_waive_it(till: Till) -> None:
    visit = _booked(till, charge_after_hours=6)
    go_to(till.product, OVER)
    assert till.attend(visit, "noshow").ok()["charge_at"] == "2027-03-09T21:31:00Z"
    till.product.enforce()
    assert till.payments() == []
    later(till.product, hours=6)
    till.product.enforce()
    assert till.payments() == [(10000, "succeeded")]


@pytest.mark.parametrize(("at", "status"), [("2027-03-09T15:14:59Z", 409), ("2027-03-09T15:15:00Z", 200)])
def test_nobody_is_marked_as_missing_before_the_grace_is_over(till: Till, at: str, status: int) -> None:
    visit = _booked(till, grace_minutes=15)
    go_to(till.product, at)
    assert till.attend(visit, "noshow").status == status


def test_nothing_is_said_of_a_visit_days_before_it(till: Till) -> None:
    till.attend(_booked(till), "arrived").refused(409, "not_attendable")


def test_a_late_check_in_stops_the_fee(till: Till) -> None:
    visit = _booked(till, charge_after_hours=6)
    go_to(till.product, OVER)
    till.attend(visit, "noshow").ok()
    till.attend(visit, "arrived").ok()
    (charge,) = till.charges()
    assert (charge["status"], charge["waived_by"]) == ("waived", "undone")
    later(till.product, hours=7)
    till.product.enforce()
    assert till.payments() == []


def test_taking_it_back_after_it_was_charged_gives_it_back(till: Till) -> None:
    visit = till.miss()
    till.product.enforce()
    later(till.product, hours=20)
    till.attend(visit, "booked").ok()
    till.product.enforce()
    assert till.charges()[0]["status"] == "refunded"
    assert till.taken() == 0


def test_it_can_be_taken_back_within_a_day_and_no_longer(till: Till) -> None:
    visit = till.miss()
    later(till.product, hours=24, seconds=1)
    till.attend(visit, "booked").refused(409, "not_attendable")


def test_marked_again_after_it_was_taken_back_it_is_due_again_once(till: Till) -> None:
    visit = _booked(till, charge_after_hours=6)
    go_to(till.product, OVER)
    for status in ("noshow", "booked", "noshow"):
        till.attend(visit, status).ok()
    later(till.product, hours=6)
    till.product.enforce()
    assert till.payments() == [(10000, "succeeded")]
    assert sorted(charge["status"] for charge in till.charges()) == ["succeeded", "waived"]


def test_marked_again_after_it_was_charged_and_given_back_it_is_charged_again(till: Till) -> None:
    visit = till.miss()
    till.product.enforce()
    for status in ("booked", "noshow"):
        later(till.product, minutes=10)
        till.attend(visit, status).ok()
    till.product.enforce()
    assert sorted(charge["status"] for charge in till.charges()) == ["refunded", "succeeded"]
    assert till.taken() == 10000


def test_a_fee_whose_bank_was_asked_and_that_was_stopped_meanwhile_starts_anew(till: Till) -> None:
    visit = till.miss("pm_card_chargeCustomerFail")
    till.product.enforce()
    till.attend(visit, "booked").ok()
    till.attend(visit, "noshow").ok()
    till.keep_card("pm_card_mastercard")
    till.product.enforce()
    till.product.enforce()
    assert sorted(till.payments()) == [(10000, "canceled"), (10000, "succeeded")]


def test_two_people_who_mark_it_at_once_meet_one_refusal(till: Till) -> None:
    visit = _booked(till)
    go_to(till.product, OVER)
    body = {"appointment_id": visit, "status": "noshow", "version": till.calendar()[0]["version"]}
    till.product.call("attendance", "POST", by=JOHNSON, body=body).ok()
    body["status"] = "arrived"
    till.product.call("attendance", "POST", by=PRIYA, body=body).refused(409, "stale_version")


def test_what_was_paid_in_advance_counts_toward_the_fee(till: Till) -> None:
    till.keep_card()
    visit = till.book(kind=BOTOX)
    go_to(till.product, OVER)
    assert till.attend(visit, "noshow").ok()["fee_minor"] == 10000
    till.product.enforce()
    assert till.payments() == [(5000, "succeeded"), (5000, "succeeded")]
    assert {charge["kind"] for charge in till.charges()} == {"deposit", "no_show"}


def test_waiving_what_is_left_gives_the_deposit_back_too(till: Till) -> None:
    publish(till.product, no_shows=WAITS)
    till.keep_card()
    visit = till.book(kind=BOTOX)
    go_to(till.product, OVER)
    till.attend(visit, "noshow").ok()
    (fee,) = [charge for charge in till.charges() if charge["kind"] == "no_show"]
    till.change(fee["id"], "waive", reason="Car trouble.").ok()
    till.product.enforce()
    assert till.taken() == 0


def test_a_payer_that_bars_fees_is_never_charged_for_a_missed_visit(till: Till) -> None:
    join(till.product, RUTH)
    visit = till.book(by=RUTH)
    go_to(till.product, OVER)
    assert till.attend(visit, "noshow").ok()["fee_minor"] == 0
    till.product.enforce()
    assert till.payments() == []


def test_by_itself_nothing_happens_to_a_visit_that_nobody_marked(till: Till) -> None:
    visit = _booked(till)
    later(till.product, days=20)
    till.product.enforce()
    assert till.visit(visit)["status"] == "booked"
    assert till.payments() == []


def test_where_the_clinic_wants_that_it_is_marked_at_the_end_of_the_day_and_charged_on_its_word(till: Till) -> None:
    visit = _booked(till, unattended="mark")
    go_to(till.product, "2027-03-10T04:59:00Z")  # 11:59 PM EST
    till.product.enforce()
    assert till.visit(visit)["status"] == "booked"
    go_to(till.product, "2027-03-10T05:00:00Z")
    till.product.enforce()
    (row,) = till.calendar()
    assert (row["status"], row["attended_by"]) == ("noshow", "schedule")
    later(till.product, days=3)
    till.product.enforce()
    assert till.payments() == []
    (charge,) = till.charges()
    assert (charge["status"], charge["due_at"]) == ("due", None)
    till.change(charge["id"], "retry").ok()
    assert till.payments() == [(10000, "succeeded")]


def test_where_the_clinic_says_so_in_its_policy_it_is_charged_as_well(till: Till) -> None:
    _booked(till, unattended="charge", charge_after_hours=6)
    go_to(till.product, "2027-03-10T05:00:00Z")
    till.product.enforce()
    assert till.payments() == []
    later(till.product, hours=6)
    till.product.enforce()
    assert till.payments() == [(10000, "succeeded")]


def test_a_visit_that_was_marked_in_time_is_left_alone_at_the_end_of_its_day(till: Till) -> None:
    visit = _booked(till, unattended="charge")
    go_to(till.product, OVER)
    till.attend(visit, "arrived").ok()
    later(till.product, days=2)
    till.product.enforce()
    assert till.calendar()[0]["status"] == "arrived"


def test_a_check_in_that_was_taken_back_leaves_the_visit_to_the_end_of_its_day(till: Till) -> None:
    visit = _booked(till, unattended="charge", charge_after_hours=0)
    go_to(till.product, OVER)
    for status in ("arrived", "booked"):
        till.attend(visit, status).ok()
    till.product.enforce()
    assert till.visit(visit)["status"] == "booked"
    go_to(till.product, "2027-03-10T05:00:00Z")
    for _ in range(2):
        till.product.enforce()
    assert till.calendar()[0]["status"] == "noshow"
    assert till.payments() == [(10000, "succeeded")]


def test_a_no_show_taken_back_after_its_day_is_left_to_somebody_until_that_day_ends(till: Till) -> None:
    visit = _booked(till, unattended="mark")
    go_to(till.product, "2027-03-10T05:00:00Z")
    till.product.enforce()
    go_to(till.product, "2027-03-10T15:00:00Z")
    till.attend(visit, "booked").ok()
    for instant, status in (("2027-03-11T04:59:59Z", "booked"), ("2027-03-11T05:00:00Z", "noshow")):
        go_to(till.product, instant)
        till.product.enforce()
        assert till.calendar()[0]["status"] == status
    assert sorted(charge["status"] for charge in till.charges()) == ["due", "waived"]


def test_where_the_grace_goes_on_past_midnight_it_is_marked_as_the_grace_ends(till: Till) -> None:
    visit = _booked(till, unattended="mark", grace_minutes=1440)
    for instant, status in (
        ("2027-03-10T05:00:00Z", "booked"),
        ("2027-03-10T14:59:59Z", "booked"),
        ("2027-03-10T15:00:00Z", "noshow"),
    ):
        go_to(till.product, instant)
        assert till.product.enforce()["retried"] == 0
        assert till.visit(visit)["status"] == status


def test_a_moved_visit_is_marked_as_its_new_grace_ends(till: Till) -> None:
    visit = _booked(till, unattended="mark", grace_minutes=1440)
    moved = {"provider_id": JOHNSONS_ID, "starts_at": "2027-03-11T15:00:00Z", "expected_owed_minor": 0}
    body = {"appointment_id": visit, "version": till.visit(visit)["version"], **moved}
    till.product.call("reschedule", "POST", by=MAYA, body=body).ok()
    go_to(till.product, "2027-03-12T14:59:59Z")
    assert till.product.enforce()["retried"] == 0
    later(till.product, seconds=1)
    till.product.enforce()
    assert till.calendar()[0]["status"] == "noshow"


def test_patients_say_nothing_of_attendance(till: Till) -> None:
    visit = _booked(till)
    go_to(till.product, TUESDAY)
    body = {"appointment_id": visit, "status": "arrived", "version": 1}
    till.product.call("attendance", "POST", by=MAYA, body=body).refused(403, "forbidden")
