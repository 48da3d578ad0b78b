"""Cancelling: what it would cost, then exactly that."""

from __future__ import annotations

import pytest

from common.store.keys import Keys
from tests.functions.bank import Bank
from tests.functions.steps import (
    ACNE,
    JOHNSONS_ID,
    NEXT_TUESDAY_TEN,
    TUESDAY_TEN,
    accept,
    cancel,
    cards_of,
    go_to,
    hold,
    join,
    later,
    preview,
    publish,
    starts,
    visits,
)
from tests.product import CHEN, DANIEL, MAYA, PRIYA, RUTH, Person, Product

NO_GRACE = {"tiers": [{"hours_before": 72, "fee": {"kind": "percent", "value": 25}}], "grace_minutes": 0}


@pytest.fixture
def visit(product: Product, bank: Bank) -> str:
    """Maya's, next Tuesday at ten; free to cancel until Monday at ten, $50 after that."""
    join(product, MAYA)
    return bank.book(MAYA, NEXT_TUESDAY_TEN)


def test_long_before_it_is_free(product: Product, visit: str) -> None:
    later(product, hours=1)
    (card,) = cards_of(product)
    shown = preview(product, MAYA, visit).ok()
    assert shown == {
        "appointment_id": visit,
        "as_of": "2027-03-01T15:00:00Z",
        "fee_minor": 0,
        "policy_accepted_at": "2027-03-01T14:00:00Z",
        "receipt": visits(product, MAYA)[0]["receipt"],
        "settlement": {"fee_minor": 0, "from_deposit_minor": 0, "to_charge_minor": 0, "to_refund_minor": 0},
        "card": {name: card[name] for name in ("brand", "last4", "exp_month", "exp_year")},
        "may_move": True,
    }
    assert cancel(product, MAYA, visit, 0).ok() == {
        "appointment_id": visit,
        "cancelled_at": "2027-03-01T15:00:00Z",
        "fee_minor": 0,
        "charge_id": None,
    }


def test_what_is_cancelled_stays_in_the_list_and_its_time_is_open_again(product: Product, visit: str) -> None:
    assert "15:00" not in starts(product, ACNE, "2027-03-09", JOHNSONS_ID)
    cancel(product, MAYA, visit, 0, reason="I feel better").ok()
    (listed,) = visits(product, MAYA)
    assert (listed["status"], listed["cancelled_by"], listed["cancelled_at"], listed["fee_minor"]) == (
        "cancelled", "patient", "2027-03-01T14:00:00Z", 0,
    )  # fmt: skip
    assert listed["calendar_file"] is None
    assert "15:00" in starts(product, ACNE, "2027-03-09", JOHNSONS_ID)


def test_from_the_deadline_on_it_costs_what_was_accepted(product: Product, visit: str) -> None:
    go_to(product, "2027-03-08T14:59:59Z")
    assert preview(product, MAYA, visit).ok()["fee_minor"] == 0
    later(product, seconds=1)
    shown = preview(product, MAYA, visit).ok()
    assert (shown["fee_minor"], shown["receipt"]["fee_now_minor"]) == (5000, 5000)
    assert shown["settlement"]["to_charge_minor"] == 5000


def test_a_late_fee_is_written_down_as_due_under_the_accepted_version(product: Product, visit: str) -> None:
    receipt = preview(product, MAYA, visit).ok()["receipt"]
    publish(product, tiers=[])
    later(product, days=7, hours=2)
    cancelled = cancel(product, MAYA, visit, 5000).ok()
    assert (cancelled["fee_minor"], cancelled["cancelled_at"]) == (5000, "2027-03-08T16:00:00Z")
    kept = product.raw.hgetall(Keys(product.clinic_id).charge(cancelled["charge_id"]))
    charge = {name.decode(): value.decode() for name, value in kept.items()}
    assert charge == {
        "id": cancelled["charge_id"],
        "appointment_id": visit,
        "patient_id": product.call("profile", by=MAYA).ok()["patient_id"],
        "kind": "late_cancel",
        "amount_minor": "5000",
        "currency": "usd",
        "status": "due",
        "made_at": str(product.epoch),
        "due_at": str(product.epoch),
        "policy_version": "1",
        "policy_hash": receipt["policy_hash"],
    }
    assert visits(product, MAYA)[0]["fee_minor"] == 5000


def test_just_after_booking_a_late_visit_is_free_too(product: Product, bank: Bank) -> None:
    join(product, MAYA)
    later(product, hours=2)
    visit = bank.book(MAYA, TUESDAY_TEN)  # 23 hours ahead
    later(product, minutes=14, seconds=59)
    assert preview(product, MAYA, visit).ok()["fee_minor"] == 0
    later(product, seconds=1)
    assert preview(product, MAYA, visit).ok()["fee_minor"] == 5000


def test_another_fee_than_the_one_expected_cancels_nothing(product: Product, visit: str) -> None:
    later(product, days=7, hours=2)
    refused = cancel(product, MAYA, visit, 0).refused(409, "fee_changed")
    assert refused["detail"] == "Nothing was done. Look at the fee and decide again."
    assert refused["receipt"] == preview(product, MAYA, visit).ok()["receipt"]
    assert refused["receipt"]["fee_now_minor"] == 5000
    assert [one["status"] for one in visits(product, MAYA)] == ["booked"]
    assert "15:00" not in starts(product, ACNE, "2027-03-09", JOHNSONS_ID)
    assert product.raw.keys("*:charge:*") == []
    cancel(product, MAYA, visit, 5000).ok()


def test_less_than_what_was_shown_is_another_fee_too(product: Product, visit: str) -> None:
    cancel(product, MAYA, visit, 5000).refused(409, "fee_changed")
    assert [one["status"] for one in visits(product, MAYA)] == ["booked"]


def test_a_payer_that_bars_fees_is_never_charged(product: Product, bank: Bank) -> None:
    join(product, RUTH)
    visit = bank.book(RUTH, TUESDAY_TEN)
    later(product, hours=24)
    shown = preview(product, RUTH, visit).ok()
    assert (shown["fee_minor"], shown["receipt"]["barred"]) == (0, True)
    assert cancel(product, RUTH, visit, 0).ok()["charge_id"] is None


@pytest.mark.parametrize("member", [PRIYA, CHEN], ids=["staff", "provider"])
def test_when_the_clinic_cancels_it_is_free_at_any_time(product: Product, visit: str, member: Person) -> None:
    later(product, days=8)
    shown = preview(product, member, visit, by="clinic").ok()
    assert (shown["fee_minor"], shown["receipt"]["fee_now_minor"]) == (0, 5000)
    cancel(product, member, visit, 5000, by="clinic").refused(409, "fee_changed")
    assert cancel(product, member, visit, 0, by="clinic").ok()["charge_id"] is None
    (listed,) = visits(product, MAYA)
    assert (listed["status"], listed["cancelled_by"]) == ("cancelled", "clinic")


def test_the_front_desk_can_cancel_for_a_patient_who_calls(product: Product, visit: str) -> None:
    later(product, days=8)
    assert preview(product, PRIYA, visit).ok()["fee_minor"] == 5000
    cancel(product, PRIYA, visit, 5000).ok()
    assert visits(product, MAYA)[0]["cancelled_by"] == "patient"


def test_a_patient_does_not_speak_for_the_clinic(product: Product, visit: str) -> None:
    preview(product, MAYA, visit, by="clinic").refused(403, "forbidden")
    cancel(product, MAYA, visit, 0, by="clinic").refused(403, "forbidden")
    assert [one["status"] for one in visits(product, MAYA)] == ["booked"]


def test_it_is_cancelled_once(product: Product, visit: str) -> None:
    later(product, days=8)
    cancel(product, MAYA, visit, 5000).ok()
    refused = cancel(product, MAYA, visit, 5000).refused(409, "not_cancellable")
    assert refused["detail"] == "It has begun, is over, or was cancelled before."
    preview(product, MAYA, visit).refused(409, "not_cancellable")
    assert len(product.raw.keys("*:charge:*")) == 1


def test_once_it_has_begun_it_cannot_be_cancelled(product: Product, visit: str) -> None:
    go_to(product, NEXT_TUESDAY_TEN)
    preview(product, MAYA, visit).refused(409, "not_cancellable")
    cancel(product, MAYA, visit, 5000).refused(409, "not_cancellable")
    cancel(product, PRIYA, visit, 0, by="clinic").refused(409, "not_cancellable")


def test_a_hold_is_given_up_for_nothing(product: Product) -> None:
    join(product, MAYA)
    join(product, DANIEL)
    publish(product, **NO_GRACE)
    held = hold(product, MAYA, TUESDAY_TEN).ok()
    assert preview(product, MAYA, held["appointment_id"]).ok()["policy_accepted_at"] is None
    assert cancel(product, MAYA, held["appointment_id"], 0).ok()["fee_minor"] == 0
    assert hold(product, DANIEL, TUESDAY_TEN).ok()["starts_at"] == TUESDAY_TEN


def test_a_hold_whose_card_was_never_confirmed_is_free_without_grace_too(product: Product, bank: Bank) -> None:
    join(product, MAYA)
    publish(product, **NO_GRACE)
    held = hold(product, MAYA, TUESDAY_TEN).ok()
    secret = accept(product, MAYA, held).ok()["client_secret"]
    shown = preview(product, MAYA, held["appointment_id"]).ok()
    assert (shown["fee_minor"], shown["receipt"]["fee_now_minor"]) == (0, 3500)
    assert cancel(product, MAYA, held["appointment_id"], 0).ok()["charge_id"] is None
    assert product.enforce()["done"] == 1
    assert bank.status(secret) == "canceled"


def test_the_reason_is_kept_sealed(product: Product, visit: str) -> None:
    cancel(product, MAYA, visit, 0, reason="I found a lump and went to the hospital").ok()
    kept = product.raw.hget(Keys(product.clinic_id).appointment(visit), "reason")
    assert len(kept) > len("I found a lump and went to the hospital")
    assert b"lump" not in kept


def test_somebody_elses_visit_is_not_found(product: Product, visit: str) -> None:
    join(product, DANIEL)
    preview(product, DANIEL, visit).refused(404, "not_found")
    cancel(product, DANIEL, visit, 0).refused(404, "not_found")
