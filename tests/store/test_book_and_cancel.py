"""changes/book_appointment.lua, cancel_appointment.lua and expire_hold.lua, and what happens where they meet."""

from __future__ import annotations

from functools import partial

import pytest

from common.domain.appointments import Appointment, Status
from common.domain.cards import CardOnFile
from common.domain.drafts import BookDraft
from common.domain.errors import NotCancellableError, PolicyChangedError, SlotTakenError, StaleVersionError
from common.domain.jobs import Queue
from common.domain.patients import Patient
from common.domain.scope import Role
from tests.product import DANIEL, MAYA
from tests.store.changes import TUESDAY_NINE
from tests.store.desk import Desk, at_once
from tests.store.drafts import calling_off

CARD = CardOnFile("pm_1", "visa", "4242", 12, 2030)


@pytest.fixture
def maya(desk: Desk) -> Patient:
    return desk.patient(MAYA)


@pytest.fixture
def held(desk: Desk, maya: Patient) -> Appointment:
    return desk.get(desk.hold(maya, TUESDAY_NINE).appointment_id)


def expire(desk: Desk, held: Appointment) -> bool:
    return desk.open(Role.SCHEDULE).appointments.expire(held.id)


def finish(desk: Desk, held: Appointment, card: CardOnFile | None = CARD) -> str:
    """As Stripe's webhook does."""
    return desk.open(Role.STRIPE).appointments.book(held, BookDraft(card=card)).status


def test_booking_ends_the_hold_and_leaves_no_job(desk: Desk, maya: Patient, held: Appointment) -> None:
    assert desk.accept(maya, held, ready=True) == "booked"
    booked = desk.get(held.id)
    assert (booked.status, booked.expires_at, booked.policy_accepted_at) == (Status.BOOKED, None, desk.product.epoch)
    assert (desk.jobs(), desk.busy()) == ({}, [held.id])
    assert not desk.product.raw.exists(desk.keys.hold(maya.id))
    assert [visit.id for visit in desk.appointments(maya).list_visits(maya.id)] == [held.id]


def test_accepting_waits_for_the_card_and_the_card_books(desk: Desk, maya: Patient, held: Appointment) -> None:
    assert desk.accept(maya, held) == "pending"
    assert desk.get(held.id).status is Status.PENDING
    assert finish(desk, held) == "booked"
    assert desk.patient(MAYA).card == CARD
    assert desk.deeds("appointment.book") == [(held.id, "done"), (held.id, "done")]


@pytest.mark.parametrize("accepted", [True, False])
def test_a_hold_that_counts_on_a_card_on_file_waits_for_one(
    desk: Desk, maya: Patient, held: Appointment, *, accepted: bool
) -> None:
    if accepted:
        desk.accept(maya, held)
    counting = BookDraft(policy_hash=held.policy_hash, needs_card_on_file=True)
    assert desk.appointments(maya).book(held, counting).status == "pending"
    after = desk.get(held.id)
    assert (after.status, after.policy_accepted_at) == (Status.PENDING, desk.product.epoch)
    before = desk.records()
    assert desk.appointments(maya).book(held, counting).status == "pending"
    assert desk.records() == before
    desk.open(Role.PATIENT, maya.id).patients.keep_card(maya.id, customer_id="cus_1", card=CARD)
    assert desk.appointments(maya).book(held, counting).status == "booked"


def test_a_card_before_anybody_accepted_books_nothing(desk: Desk, held: Appointment) -> None:
    before = desk.kept()
    assert finish(desk, held) == "unaccepted"
    assert desk.kept() == before


def test_accepting_another_policy_than_the_one_held_under_is_refused(
    desk: Desk, maya: Patient, held: Appointment
) -> None:
    before = desk.kept()
    with pytest.raises(PolicyChangedError):
        desk.appointments(maya).book(held, BookDraft(policy_hash="0" * 64))
    assert desk.kept() == before


@pytest.mark.parametrize("ready", [True, False])
def test_booking_again_changes_nothing(desk: Desk, maya: Patient, held: Appointment, *, ready: bool) -> None:
    first = desk.accept(maya, held, ready=ready)
    before = desk.kept()
    assert desk.accept(maya, held, ready=ready) == first
    assert desk.kept() == before


@pytest.mark.parametrize("job_ran", [True, False])
def test_a_hold_that_ran_out_still_books_where_the_time_is_free(
    desk: Desk, maya: Patient, held: Appointment, *, job_ran: bool
) -> None:
    desk.accept(maya, held)
    desk.later(minutes=11)
    assert expire(desk, held) if job_ran else True
    assert finish(desk, held) == "booked"
    booked = desk.get(held.id)
    assert (booked.status, booked.cancelled_by, booked.cancelled_at) == (Status.BOOKED, None, None)
    assert (desk.busy(), desk.jobs()) == ([held.id], {})


@pytest.mark.parametrize("job_ran", [True, False])
def test_a_hold_that_ran_out_does_not_book_over_somebody_else(
    desk: Desk, maya: Patient, held: Appointment, *, job_ran: bool
) -> None:
    desk.accept(maya, held)
    desk.later(minutes=11)
    assert expire(desk, held) if job_ran else True
    desk.book(desk.patient(DANIEL), TUESDAY_NINE)
    before = desk.kept()
    with pytest.raises(SlotTakenError):
        finish(desk, held)
    assert desk.kept() == before


@pytest.mark.parametrize("end", ["cancelled", "replaced"])
def test_a_hold_that_was_let_go_on_purpose_never_books(desk: Desk, maya: Patient, held: Appointment, end: str) -> None:
    desk.accept(maya, held)
    if end == "cancelled":
        desk.appointments(maya).cancel(desk.get(held.id), calling_off())
    else:
        desk.hold(maya, TUESDAY_NINE + 3600)
    before = desk.kept()
    with pytest.raises(SlotTakenError):
        finish(desk, held)
    assert desk.kept() == before


def test_a_visit_that_has_begun_is_not_booked_any_more(desk: Desk, maya: Patient, held: Appointment) -> None:
    desk.accept(maya, held)
    desk.later(days=2)
    with pytest.raises(SlotTakenError):
        finish(desk, held)


def test_a_hold_is_expired_once_it_is_over_and_not_before(desk: Desk, held: Appointment) -> None:
    desk.later(seconds=599)
    before = desk.records()
    assert not expire(desk, held)
    assert desk.records() == before
    desk.later(seconds=1)
    assert expire(desk, held)
    assert (desk.busy(), desk.jobs(), desk.get(held.id).cancelled_by) == ([], {}, "hold_expired")
    before = desk.kept()
    assert not expire(desk, held)
    assert desk.kept() == before
    assert desk.deeds("appointment.expire") == [(held.id, "done")]


def test_expiring_a_booked_visit_leaves_it_alone(desk: Desk, maya: Patient, held: Appointment) -> None:
    desk.accept(maya, held, ready=True)
    desk.later(minutes=11)
    before = desk.records()
    assert not expire(desk, held)
    assert desk.records() == before


@pytest.mark.parametrize("accepted", [True, False])
def test_a_hold_that_expires_while_it_is_booked_is_one_or_the_other(
    desk: Desk, maya: Patient, held: Appointment, *, accepted: bool
) -> None:
    if accepted:
        desk.accept(maya, held)
    desk.later(minutes=10)
    appointments, schedule = desk.appointments(maya), desk.open(Role.SCHEDULE).appointments
    book = partial(appointments.book, held, BookDraft(policy_hash=held.policy_hash))
    expired, progress = at_once([partial(schedule.expire, held.id), book])
    assert progress.status == "booked"
    assert expired in {True, False}
    after = desk.get(held.id)
    assert (after.status, desk.busy(), desk.jobs()) == (Status.BOOKED, [held.id], {})
    assert len(desk.deeds("appointment.expire")) == bool(expired)


def test_cancelling_opens_the_time_and_writes_the_fee_down(desk: Desk, maya: Patient) -> None:
    visit = desk.book(maya, TUESDAY_NINE)
    gone = desk.appointments(maya).cancel(visit, calling_off(5000, reason="A cold."))
    after = desk.get(visit.id)
    assert (after.status, after.cancelled_by, after.fee_minor) == (Status.CANCELLED, "patient", 5000)
    assert desk.busy() == []
    assert gone.charge_id is not None
    charge = desk.product.raw.hgetall(desk.keys.charge(gone.charge_id))
    assert (charge[b"amount_minor"], charge[b"policy_version"], charge[b"status"]) == (b"5000", b"1", b"due")
    assert desk.product.raw.zscore(desk.keys.open_charges, gone.charge_id) == desk.product.epoch
    assert not [value for value in desk.everything().values() if "A cold." in str(value)]


def test_cancelling_for_free_makes_no_charge(desk: Desk, maya: Patient) -> None:
    visit = desk.book(maya, TUESDAY_NINE)
    assert desk.appointments(maya).cancel(visit, calling_off(by="clinic")).charge_id is None
    assert not desk.product.raw.exists(desk.keys.open_charges)


def test_a_fee_worked_out_from_an_older_version_is_refused(desk: Desk, maya: Patient, held: Appointment) -> None:
    """It was free while it was a hold that nobody had accepted; meanwhile it was booked."""
    desk.accept(maya, held, ready=True)
    before = desk.records()
    with pytest.raises(StaleVersionError):
        desk.appointments(maya).cancel(held, calling_off())
    assert desk.records() == before


@pytest.mark.parametrize("days", [1, 2])
def test_a_visit_that_has_begun_or_is_over_is_not_cancelled(desk: Desk, maya: Patient, days: int) -> None:
    visit = desk.book(maya, TUESDAY_NINE)
    desk.later(days=days)
    before = desk.records()
    with pytest.raises(NotCancellableError):
        desk.appointments(maya).cancel(visit, calling_off())
    assert desk.records() == before


def test_cancelling_while_it_is_booked_ends_in_one_of_the_two_whole(
    desk: Desk, maya: Patient, held: Appointment
) -> None:
    """Whoever comes second has read an older version, or finds it gone."""
    desk.accept(maya, held)
    read = desk.get(held.id)
    cancel = partial(desk.appointments(maya).cancel, read, calling_off())
    book = partial(desk.open(Role.STRIPE).appointments.book, read, BookDraft(card=CARD))
    cancelled, booked = at_once([cancel, book])
    if isinstance(booked, Exception):
        assert isinstance(booked, SlotTakenError)
        assert (desk.get(held.id).status, desk.busy()) == (Status.CANCELLED, [])
    else:
        assert isinstance(cancelled, StaleVersionError)
        assert (desk.get(held.id).status, desk.busy()) == (Status.BOOKED, [held.id])
    assert f"hold_expiry:{held.id}:once" not in desk.jobs()


def test_two_who_cancel_at_once_make_one_charge(desk: Desk, maya: Patient) -> None:
    visit = desk.book(maya, TUESDAY_NINE)
    stores = [desk.appointments(maya), desk.open(Role.STAFF).appointments]
    outcomes = at_once([partial(to.cancel, visit, calling_off(5000)) for to in stores])
    assert sorted(type(one).__name__ for one in outcomes) == ["Cancellation", "NotCancellableError"]
    assert desk.product.raw.zcard(desk.keys.open_charges) == len(desk.deeds("appointment.cancel")) == 1


def test_a_time_that_was_cancelled_can_be_held_and_only_once(desk: Desk, maya: Patient) -> None:
    visit, daniel = desk.book(maya, TUESDAY_NINE), desk.patient(DANIEL)
    draft, appointments = desk.draft(daniel, TUESDAY_NINE), desk.appointments(daniel)
    with pytest.raises(SlotTakenError):
        appointments.hold(draft)
    desk.appointments(maya).cancel(visit, calling_off())
    appointments.hold(draft)
    with pytest.raises(SlotTakenError):
        desk.hold(maya, TUESDAY_NINE)


def test_a_setup_intent_that_arrives_after_the_hold_was_let_go_is_ended_too(
    desk: Desk, maya: Patient, held: Appointment
) -> None:
    """In one tab the card is being asked for, in the other the hold is given back."""
    desk.accept(maya, held)
    desk.appointments(maya).cancel(desk.get(held.id), calling_off())
    desk.appointments(maya).attach_intent(held, "seti_late", "cus_1")
    assert desk.jobs() == {f"intent_close:{held.id}:once": desk.product.epoch}
    assert desk.looked_at(Queue.ENFORCE_POLICY) == desk.product.epoch
