"""A visit called off late: what was shown is charged, once, within minutes."""

from __future__ import annotations

import pytest

from tests.functions.steps import go_to, join, later
from tests.money.till import TOO_LATE, Till
from tests.product import JOHNSON, MAYA, PRIYA


def test_the_card_on_file_is_charged_what_was_shown(till: Till) -> None:
    charge_id = till.cancel_late()
    assert till.taken() == 0
    till.product.enforce()
    (charge,) = till.charges()
    assert (charge["id"], charge["status"], charge["amount_minor"]) == (charge_id, "succeeded", 5000)
    assert (charge["card"]["brand"], charge["card"]["last4"]) == ("visa", "4242")
    assert (charge["policy_version"], charge["settled_at"]) == (1, TOO_LATE)
    assert till.payments() == [(5000, "succeeded")]


def test_no_tick_after_that_charges_anything_again(till: Till) -> None:
    till.cancel_late()
    for _ in range(3):
        till.product.enforce()
        later(till.product, minutes=5)
    later(till.product, days=8)
    till.product.enforce()
    assert till.payments() == [(5000, "succeeded")]


def test_a_decline_is_tried_again_after_one_three_and_seven_days_and_no_more(till: Till) -> None:
    charge_id = till.cancel_late("pm_card_chargeCustomerFail")
    tries = []
    for days in (0, 1, 3, 7, 30):
        later(till.product, days=days)
        till.product.enforce()
        charge = till.charge(charge_id)
        tries.append((charge["status"], charge["attempts"], charge["due_at"]))
    assert tries == [
        ("failed", 1, "2027-03-10T10:00:00Z"),
        ("failed", 2, "2027-03-13T10:00:00Z"),
        ("failed", 3, "2027-03-20T10:00:00Z"),
        ("failed", 4, None),
        ("failed", 4, None),
    ]
    assert till.payments() == [(5000, "requires_payment_method")]


@pytest.mark.parametrize("card", ["chargeDeclinedExpiredCard", "visa_chargeDeclinedStolenCard"])
def test_what_only_another_card_can_mend_is_not_tried_again_by_itself(till: Till, card: str) -> None:
    charge_id = till.cancel_late()
    till.turn_bad(card)
    till.product.enforce()
    charge = till.charge(charge_id)
    assert (charge["status"], charge["attempts"], charge["due_at"]) == ("failed", 1, None)
    assert charge["pay_link"].startswith("/pay#")
    later(till.product, days=30)
    till.product.enforce()
    assert till.charge(charge_id)["attempts"] == 1


def test_the_bank_asking_for_the_cardholder_makes_a_link_and_no_silent_try(till: Till) -> None:
    charge_id = till.cancel_late("pm_card_authenticationRequired")
    till.product.enforce()
    charge = till.charge(charge_id)
    assert (charge["status"], charge["failure"], charge["due_at"]) == (
        "requires_action",
        "authentication_required",
        None,
    )
    assert charge["pay_link"].startswith("/pay#")
    later(till.product, days=10)
    till.product.enforce()
    assert till.charge(charge_id)["attempts"] == 1


def test_whoever_has_moved_to_a_payer_that_bars_fees_is_not_charged(till: Till) -> None:
    charge_id = till.cancel_late()
    till.change_payer("pay_masshealth")
    till.product.enforce()
    charge = till.charge(charge_id)
    assert (charge["status"], charge["waived_by"]) == ("waived", "payer")
    assert till.payments() == []


def test_the_clinic_can_let_a_fee_go_while_it_cancels_for_the_patient(till: Till) -> None:
    till.keep_card()
    visit = till.book()
    go_to(till.product, TOO_LATE)
    cancelled = till.cancel(visit, by=JOHNSON, waive=True, reason="Her child is ill.")
    assert cancelled["fee_minor"] == 0
    charge = till.charge(cancelled["charge_id"])
    assert (charge["status"], charge["amount_minor"], charge["waived_by"], charge["waive_reason"]) == (
        "waived",
        5000,
        "Dr. Johnson",
        "Her child is ill.",
    )
    till.product.enforce()
    assert till.payments() == []
    (seen,) = till.charges()
    assert (seen["waived_by"], seen["waive_reason"]) == ("Dr. Johnson", None)


def test_patients_cannot_waive_their_own_fee(till: Till) -> None:
    till.keep_card()
    visit = till.book()
    go_to(till.product, TOO_LATE)
    body = {"appointment_id": visit, "expected_fee_minor": 5000, "waive": True}
    till.product.call("cancel", "POST", by=MAYA, body=body).refused(403, "forbidden")


@pytest.mark.parametrize("person", [JOHNSON, PRIYA])
def test_the_team_waives_what_is_due_and_nothing_is_taken(till: Till, person: object) -> None:
    charge_id = till.cancel_late()
    changed = till.change(charge_id, "waive", by=person, reason="First time.").ok()["charge"]  # type: ignore[arg-type]
    assert changed["status"] == "waived"
    till.product.enforce()
    assert till.payments() == []
    till.change(charge_id, "waive", reason="Again.").refused(409, "charge_settled")
    till.change(charge_id, "retry").refused(409, "charge_settled")


def test_waiving_asks_for_a_reason(till: Till) -> None:
    charge_id = till.cancel_late()
    assert till.change(charge_id, "waive").refused(422, "invalid_field")["field"] == "reason"


def test_the_clinic_can_charge_at_once_and_a_second_click_changes_nothing(till: Till) -> None:
    charge_id = till.cancel_late()
    assert till.change(charge_id, "retry").ok()["charge"]["status"] == "succeeded"
    till.change(charge_id, "retry").refused(409, "charge_settled")
    till.product.enforce()
    assert till.payments() == [(5000, "succeeded")]


def test_a_card_that_was_added_meanwhile_is_the_one_that_is_tried(till: Till) -> None:
    charge_id = till.cancel_late("pm_card_chargeCustomerFail")
    till.product.enforce()
    till.keep_card("pm_card_mastercard")
    assert till.change(charge_id, "retry").ok()["charge"]["card"]["brand"] == "mastercard"
    assert till.payments() == [(5000, "succeeded")]


def test_somebody_elses_charge_is_not_found(till: Till) -> None:
    till.cancel_late()
    from tests.product import DANIEL  # noqa: PLC0415

    join(till.product, DANIEL)
    assert till.charges(by=DANIEL) == []


def test_the_front_desk_sees_what_is_open(till: Till) -> None:
    charge_id = till.cancel_late("pm_card_chargeCustomerFail")
    till.product.enforce()
    listed = till.product.call("charges", by=PRIYA).ok()["charges"]
    assert [(one["id"], one["status"]) for one in listed] == [(charge_id, "failed")]
