"""changes/begin_charge.lua, attach_charge_intent.lua, settle_charge.lua, waive_charge.lua: money is taken at most once.

What Stripe said comes from several sides, late and twice; the charge's own state says what is left to do.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

import pytest

from common.domain.cards import CardOnFile
from common.domain.charges import Charge, ChargeStatus
from common.domain.errors import ChargeSettledError, ChargeUnderWayError, NotFoundError
from common.domain.jobs import Queue
from common.domain.outcomes import Comparison
from common.domain.patients import Patient
from common.domain.scope import Role
from common.store.charges import ValkeyCharges
from tests.product import DANIEL, MAYA
from tests.store.changes import TUESDAY_NINE
from tests.store.desk import Desk, at_once
from tests.store.drafts import state
from tests.store.tills import charges_at, only, owe, pay

CARD = CardOnFile("pm_1", "visa", "4242", 12, 2030)
DAY = 24 * 3600


@pytest.fixture
def maya(desk: Desk) -> Patient:
    """With a card on file."""
    maya = desk.patient(MAYA)
    desk.open(Role.PATIENT, maya.id).patients.keep_card(maya.id, customer_id="cus_1", card=CARD)
    return maya


@pytest.fixture
def due(desk: Desk, maya: Patient) -> Charge:
    return owe(desk, maya, TUESDAY_NINE)


def found(desk: Desk, charge: Charge) -> Charge:
    known = charges_at(desk).find(charge.id)
    assert known is not None
    return known


def begin(desk: Desk, charge: Charge, *, by_hand: bool = False) -> Any:
    return charges_at(desk).begin(charge.id, card_id="pm_1", by_hand=by_hand)


def job(charge: Charge) -> str:
    return f"charge:{charge.id}:once"


def test_a_fee_is_written_down_with_its_policy_and_due_at_once(desk: Desk, due: Charge) -> None:
    assert (due.status, due.amount_minor, due.due_at) == (ChargeStatus.DUE, 5000, desk.product.epoch)
    assert (due.policy_version, due.policy_hash) == (1, desk.policy_hash())
    assert desk.jobs(Queue.ENFORCE_POLICY) == {job(due): desk.product.epoch}
    assert [row.charge.id for row in charges_at(desk).list_open()] == [due.id]


@pytest.mark.parametrize("whose", ["theirs", "nobody's"])
def test_what_is_another_patients_is_not_there_and_nothing_is_written(desk: Desk, due: Charge, whose: str) -> None:
    daniel = desk.patient(DANIEL)
    paid = pay(desk, daniel, TUESDAY_NINE)
    refund = charges_at(desk).begin_refund(paid, amount_minor=1000, by="Priya", reason=None)
    before = desk.records()
    charges = desk.open(Role.PATIENT, "pat_somebody" if whose == "theirs" else None).charges
    begin_args = (due.id, 1, "pm_1")  # past the look that comes before the script
    keys = [desk.keys.charge(due.id), desk.keys.cards(due.patient_id)]
    asked: list[Callable[[], object]] = [
        partial(charges.begin, due.id, card_id="pm_1", by_hand=True),
        partial(charges.scoped.change, "begin_charge", "charge.begin", keys, begin_args),
        partial(charges.attach_intent, due, "pi_1"),
        partial(charges.settle, due.id, state("succeeded")),
        partial(charges.settle_refund, refund, "succeeded"),
        partial(charges.dispute, due, "dp_1", "open"),
        partial(charges.keep_comparison, Comparison(desk.product.epoch, 1, ()), matching=()),
        partial(charges.have_compared, desk.product.epoch),
        partial(charges.get, due.id),
        partial(charges.list_charges, due.patient_id),
        partial(charges.list_for, due.appointment_id),
        charges.list_open,
    ]
    for ask in asked:
        with pytest.raises(NotFoundError):
            ask()
    assert (charges.find(due.id), charges.find_comparison()) == (None, None)
    assert desk.records() == before


def test_what_does_not_exist_is_not_there_for_the_whole_clinic_either(desk: Desk) -> None:
    charges = charges_at(desk)
    for ask in (
        partial(charges.begin, "chg_none", card_id=None, by_hand=True),
        partial(charges.settle, "chg_none", state("succeeded")),
        partial(charges.get, "chg_none"),
        partial(charges.list_for, "apt_none"),
    ):
        with pytest.raises(NotFoundError):
            ask()
    assert charges.find("chg_none") is None


def test_whoever_begins_first_has_it_and_the_next_takes_it_up(desk: Desk, due: Charge) -> None:
    first = begin(desk, due)
    assert (first.is_begun, first.charge.status) == (True, ChargeStatus.ATTEMPTING)
    assert (first.charge.attempts, first.charge.card) == (1, CARD)
    before = desk.records()
    again = begin(desk, due)
    assert (again.is_begun, again.charge) == (True, first.charge)
    assert desk.records() == before
    assert desk.deeds("charge.begin") == [(due.id, "done")]


def test_a_card_that_is_gone_by_then_leaves_the_charge_to_the_one_chosen_last(desk: Desk, due: Charge) -> None:
    patients = desk.open(Role.STRIPE).patients
    for number in (3, 2):
        card = replace(CARD, payment_method_id=f"pm_{number}", chosen_at=number)
        patients.keep_card(due.patient_id, customer_id="cus_1", card=card)
    patients.remove_card(due.patient_id, "pm_1", by_holder=False)
    begun = begin(desk, due).charge.card
    assert (begun.payment_method_id, begun.chosen_at) == ("pm_3", 3)


@pytest.mark.parametrize("by_hand", [True, False])
def test_where_no_card_is_left_by_then_the_charge_has_none(desk: Desk, due: Charge, *, by_hand: bool) -> None:
    desk.open(Role.STRIPE).patients.remove_card(due.patient_id, "pm_1", by_holder=False)
    assert begin(desk, due, by_hand=by_hand).charge.card is None
    assert [row.charge.card for row in charges_at(desk).list_open()] == [None]


def test_many_who_begin_at_once_make_one_attempt(desk: Desk, due: Charge) -> None:
    outcomes = at_once([partial(begin, desk, due) for _ in range(6)])
    assert [one.is_begun for one in outcomes] == [True] * 6
    assert found(desk, due).attempts == 1
    assert desk.deeds("charge.begin") == [(due.id, "done")]


def test_what_is_not_due_yet_is_begun_by_hand_alone(desk: Desk, due: Charge) -> None:
    begin(desk, due)
    charges_at(desk).attach_intent(due, "pi_1")
    charges_at(desk).settle(due.id, state("failed", failure="generic_decline", again_at=desk.product.epoch + DAY))
    assert desk.jobs(Queue.ENFORCE_POLICY) == {job(due): desk.product.epoch + DAY, **compared(desk)}
    before = desk.records()
    assert not begin(desk, due).is_begun
    assert desk.records() == before
    assert begin(desk, due, by_hand=True).is_begun
    assert desk.jobs(Queue.ENFORCE_POLICY)[job(due)] == desk.product.epoch + 120  # where they don't come back
    desk.later(days=1)
    assert begin(desk, due).is_begun


def test_its_intent_is_written_down_before_it_is_confirmed(desk: Desk, due: Charge) -> None:
    begin(desk, due)
    for _ in range(2):
        charges_at(desk).attach_intent(due, "pi_1")
        assert found(desk, due).intent_id == "pi_1"


@pytest.mark.parametrize("status", ["succeeded", "requires_action", "failed"])
def test_how_it_stands_is_told_by_several_sides_and_written_down_once(desk: Desk, due: Charge, status: Any) -> None:
    begin(desk, due)
    charges_at(desk).attach_intent(due, "pi_1")
    told = state(status, failure=None if status == "succeeded" else "declined")
    outcomes = at_once([partial(charges_at(desk).settle, due.id, told) for _ in range(4)])
    assert set(outcomes) == {status}
    assert desk.deeds("charge.settle") == [(due.id, status)]
    assert found(desk, due).settled_at == (desk.product.epoch if status == "succeeded" else None)
    is_open = [row.charge.id for row in charges_at(desk).list_open()]
    assert is_open == ([] if status == "succeeded" else [due.id])
    assert job(due) not in desk.jobs()


def test_what_was_paid_stays_paid_whatever_is_told_later(desk: Desk, due: Charge) -> None:
    begin(desk, due)
    charges_at(desk).settle(due.id, state("succeeded"))
    before = desk.records()
    for late in (state("failed", failure="declined"), state("requires_action", failure="x"), state("succeeded")):
        assert charges_at(desk).settle(due.id, late) is ChargeStatus.SUCCEEDED
    assert desk.records() == before


def test_an_earlier_intent_says_nothing_unless_it_was_paid(desk: Desk, due: Charge) -> None:
    begin(desk, due)
    charges_at(desk).attach_intent(due, "pi_2")
    before = desk.records()
    assert charges_at(desk).settle(due.id, state("failed", "pi_1", failure="canceled")) is ChargeStatus.ATTEMPTING
    assert desk.records() == before
    assert charges_at(desk).settle(due.id, state("succeeded", "pi_1")) is ChargeStatus.SUCCEEDED
    assert found(desk, due).intent_id == "pi_1"


def test_a_day_on_which_a_card_was_asked_is_compared_whatever_comes_of_it(desk: Desk, due: Charge) -> None:
    assert not compared(desk).items() & desk.jobs(Queue.ENFORCE_POLICY).items()
    begin(desk, due)
    assert compared(desk).items() <= desk.jobs(Queue.ENFORCE_POLICY).items()


@pytest.mark.parametrize(("intent_id", "is_compared"), [("pi_1", True), ("seti_1", False)])
def test_a_day_on_which_a_payment_in_advance_was_begun_is_compared(
    desk: Desk, maya: Patient, intent_id: str, *, is_compared: bool
) -> None:
    held = desk.get(desk.hold(maya, TUESDAY_NINE).appointment_id)
    desk.open(Role.PATIENT, maya.id).appointments.attach_intent(held, intent_id, "cus_1")
    assert (compared(desk).items() <= desk.jobs(Queue.ENFORCE_POLICY).items()) is is_compared


def test_what_a_card_was_asked_for_in_vain_has_each_day_compared_for_a_month(desk: Desk, due: Charge) -> None:
    def compare() -> bool:
        desk.product.raw.delete(desk.keys.jobs(Queue.ENFORCE_POLICY))
        charges_at(desk).keep_comparison(Comparison(desk.product.epoch, 0, ()), matching=())
        return desk.jobs(Queue.ENFORCE_POLICY) == compared(desk)

    assert not compare()
    begin(desk, due)
    charges_at(desk).settle(due.id, state("failed", failure="lost_card"))
    assert compare()
    desk.later(days=29)
    assert compare()
    desk.later(days=2)
    assert not compare()


def compared(desk: Desk) -> dict[str, int]:
    """The job that compares today once it is over."""
    day = desk.product.epoch // DAY
    return {f"comparison:{day}:once": (day + 1) * DAY + 3600}


def test_a_paid_day_is_compared_once_it_is_over(desk: Desk, maya: Patient) -> None:
    paid = pay(desk, maya, TUESDAY_NINE)
    day = desk.product.epoch // DAY
    assert desk.jobs(Queue.ENFORCE_POLICY) == compared(desk)
    settled = charges_at(desk).list_settled(day * DAY, (day + 1) * DAY)
    assert [charge.id for charge in settled] == [paid.id]
    assert charges_at(desk).list_settled((day + 1) * DAY, (day + 2) * DAY) == []


def waive(charges: ValkeyCharges, charge: Charge) -> None:
    charges.waive(charge, by="Priya", reason="The first time.")


def test_a_waived_fee_is_charged_no_more_and_its_reason_is_sealed(desk: Desk, due: Charge) -> None:
    waive(charges_at(desk, Role.STAFF), due)
    after = found(desk, due)
    assert (after.status, after.waived_by, after.waive_reason) == ("waived", "Priya", "The first time.")
    assert (desk.jobs(Queue.ENFORCE_POLICY), charges_at(desk).list_open()) == ({}, [])
    assert not begin(desk, due).is_begun
    with pytest.raises(ChargeSettledError):
        begin(desk, due, by_hand=True)
    assert not [held for held in desk.everything().values() if "The first time." in str(held)]


def test_what_is_at_stripe_this_moment_is_not_waived(desk: Desk, due: Charge) -> None:
    begin(desk, due)
    before = desk.records()
    with pytest.raises(ChargeUnderWayError):
        waive(charges_at(desk), due)
    assert desk.records() == before


@pytest.mark.parametrize("end", ["paid", "waived"])
def test_what_is_settled_is_not_waived(desk: Desk, due: Charge, end: str) -> None:
    if end == "paid":
        begin(desk, due)
        charges_at(desk).settle(due.id, state("succeeded"))
    else:
        waive(charges_at(desk), due)
    before = desk.records()
    with pytest.raises(ChargeSettledError):
        waive(charges_at(desk), due)
    assert desk.records() == before


def test_what_was_waived_while_its_link_was_paid_goes_back(desk: Desk, due: Charge) -> None:
    begin(desk, due)
    charges_at(desk).attach_intent(due, "pi_1")
    charges_at(desk).settle(due.id, state("failed", failure="declined"))
    waive(charges_at(desk), due)
    assert desk.jobs(Queue.ENFORCE_POLICY) == {f"charge_close:{due.id}:pi_1": desk.product.epoch, **compared(desk)}
    for _ in range(2):
        charges_at(desk).settle(due.id, state("succeeded"))
        after = only(desk, due.appointment_id)
        assert (after.status, after.refunding_minor) == (ChargeStatus.SUCCEEDED, 5000)
    assert len([one for one in desk.jobs() if one.startswith("refund:")]) == 1


def test_taking_a_charge_in_hand_and_waiving_it_at_once_does_one_of_the_two(desk: Desk, due: Charge) -> None:
    begun, waived = at_once([partial(begin, desk, due, by_hand=True), partial(waive, charges_at(desk), due)])
    if isinstance(waived, Exception):
        assert isinstance(waived, ChargeUnderWayError)
        assert (begun.is_begun, found(desk, due).status) == (True, ChargeStatus.ATTEMPTING)
    else:
        assert isinstance(begun, ChargeSettledError)
        assert found(desk, due).status is ChargeStatus.WAIVED
