"""changes/attend.lua: what may be said of a visit, when, and what it costs or gives back."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import pytest

from common.domain.appointments import Appointment, Status
from common.domain.charges import Charge, ChargeKind
from common.domain.drafts import AttendanceDraft
from common.domain.errors import AttendanceError, ChargeUnderWayError, StaleVersionError
from common.domain.jobs import Queue
from common.domain.patients import Patient
from common.domain.scope import Role
from tests.product import MAYA
from tests.store.changes import HOUR, TUESDAY_NINE
from tests.store.desk import Desk, at_once
from tests.store.drafts import attended, calling_off, missed, settled, state
from tests.store.tills import charges_at, only, pay, rows

DAY = 24 * HOUR
HALF = HOUR // 2


@pytest.fixture
def maya(desk: Desk) -> Patient:
    return desk.patient(MAYA)


@pytest.fixture
def visit(desk: Desk, maya: Patient) -> Appointment:
    """Tomorrow at nine, to the second a day ahead."""
    return desk.book(maya, TUESDAY_NINE)


def attend(desk: Desk, visit: Appointment, draft: AttendanceDraft) -> Appointment:
    desk.open(Role.STAFF).appointments.attend(visit, draft)
    return desk.get(visit.id)


def miss(desk: Desk, visit: Appointment, *, charge_at: int | None = None) -> Charge:
    """Marked at the visit's start; what is due for it."""
    desk.later(seconds=TUESDAY_NINE - desk.product.epoch)
    attend(desk, visit, missed(visit, charge_at=charge_at))
    return only(desk, visit.id, ChargeKind.NO_SHOW)


def undo(desk: Desk, visit: Appointment) -> Appointment:
    current = desk.get(visit.id)
    return attend(desk, current, attended(current, Status.BOOKED))


def test_who_said_so_and_when_is_written_down(desk: Desk, visit: Appointment) -> None:
    after = attend(desk, visit, attended(visit))
    assert (after.status, after.attended_by, after.attended_at) == (Status.ARRIVED, "Dr. Johnson", desk.product.epoch)
    assert (after.version, desk.deeds("appointment.attend")) == (visit.version + 1, [(visit.id, "done")])
    assert desk.busy() == [visit.id]


def test_nothing_is_said_of_a_visit_more_than_a_day_ahead_nor_a_no_show_before_its_time(
    desk: Desk, maya: Patient
) -> None:
    tomorrow = desk.book(maya, TUESDAY_NINE)
    later = desk.book(maya, TUESDAY_NINE + HALF)
    before = desk.records()
    for visit, draft in ((later, attended(later)), (tomorrow, missed(tomorrow))):
        with pytest.raises(AttendanceError):
            attend(desk, visit, draft)
    assert desk.records() == before


@pytest.mark.parametrize(
    ("said", "then"),
    [(Status.BOOKED, Status.BOOKED), (Status.FULFILLED, Status.NOSHOW), (Status.ARRIVED, Status.ARRIVED)],
)
def test_what_can_not_follow_is_refused(desk: Desk, visit: Appointment, said: Status, then: Status) -> None:
    desk.later(days=1, minutes=40)
    current = visit if said is Status.BOOKED else attend(desk, visit, attended(visit, said))
    before = desk.records()
    with pytest.raises(AttendanceError):
        attend(desk, current, replace(attended(current), status=then))
    assert desk.records() == before


def test_what_was_called_off_was_not_attended(desk: Desk, maya: Patient, visit: Appointment) -> None:
    desk.appointments(maya).cancel(visit, calling_off())
    gone = desk.get(visit.id)
    with pytest.raises(AttendanceError):
        attend(desk, gone, attended(gone))


def test_a_stale_reading_marks_nothing(desk: Desk, visit: Appointment) -> None:
    attend(desk, visit, attended(visit))
    before = desk.records()
    with pytest.raises(StaleVersionError):
        attend(desk, visit, attended(visit, Status.FULFILLED))
    assert desk.records() == before


@pytest.mark.parametrize(("seconds", "may"), [(DAY, True), (DAY + 1, False)])
def test_it_is_taken_back_within_a_day(desk: Desk, visit: Appointment, seconds: int, *, may: bool) -> None:
    charge = miss(desk, visit)
    desk.later(seconds=seconds)
    if may:
        assert (undo(desk, visit).status, undo_of(desk, charge)) == (Status.BOOKED, ("waived", "undone"))
        return
    before = desk.records()
    with pytest.raises(AttendanceError):
        undo(desk, visit)
    assert desk.records() == before


def undo_of(desk: Desk, charge: Charge) -> tuple[str, str | None]:
    known = charges_at(desk).find(charge.id)
    assert known is not None
    return known.status, known.waived_by


@pytest.mark.parametrize("confirmed", [True, False])
def test_a_no_show_is_charged_when_the_draft_says_or_on_somebodys_word(
    desk: Desk, visit: Appointment, *, confirmed: bool
) -> None:
    at = TUESDAY_NINE + 2 * HOUR
    charge = miss(desk, visit, charge_at=at if confirmed else None)
    assert (charge.amount_minor, charge.status, charge.due_at) == (7500, "due", at if confirmed else None)
    assert desk.jobs(Queue.ENFORCE_POLICY) == ({f"charge:{charge.id}:once": at} if confirmed else {})
    assert [row.charge.id for row in charges_at(desk).list_open()] == [charge.id]
    assert charges_at(desk).begin(charge.id, card_id=None, by_hand=False).is_begun is False
    assert desk.get(visit.id).fee_minor == 7500


def test_a_no_show_that_is_being_charged_is_not_taken_back(desk: Desk, visit: Appointment) -> None:
    charge = miss(desk, visit)
    charges_at(desk).begin(charge.id, card_id=None, by_hand=True)
    before = desk.records()
    with pytest.raises(ChargeUnderWayError):
        undo(desk, visit)
    assert desk.records() == before


def test_a_no_show_that_was_paid_and_taken_back_is_given_back(desk: Desk, visit: Appointment) -> None:
    charge = miss(desk, visit)
    charges_at(desk).begin(charge.id, card_id=None, by_hand=True)
    charges_at(desk).settle(charge.id, state("succeeded"))
    undo(desk, visit)
    assert only(desk, visit.id).refunding_minor == 7500
    assert len([job for job in desk.jobs() if job.startswith("refund:")]) == 1


def test_marked_taken_back_and_marked_again_it_is_due_anew(desk: Desk, visit: Appointment) -> None:
    charge = miss(desk, visit, charge_at=TUESDAY_NINE + HOUR)
    again = undo(desk, visit)
    assert desk.jobs(Queue.ENFORCE_POLICY) == {}
    attend(desk, again, missed(again, charge_at=TUESDAY_NINE + HOUR))
    charges = {row.charge.id: row.charge for row in rows(desk, visit.id)}
    first = charges.pop(charge.id)
    assert (first.status, first.waived_by) == ("waived", "undone")
    assert [(one.status, one.waived_by) for one in charges.values()] == [("due", None)]


def test_taken_back_it_is_looked_at_again_where_the_draft_says_so(desk: Desk, visit: Appointment) -> None:
    arrived = attend(desk, visit, attended(visit))
    draft = attended(arrived, Status.BOOKED)
    again = attend(desk, arrived, replace(draft, looks_again_at=TUESDAY_NINE + DAY))
    assert desk.jobs(Queue.ENFORCE_POLICY) == {f"day_end:{visit.id}:once": TUESDAY_NINE + DAY}
    arrived = attend(desk, again, attended(again))
    assert desk.jobs(Queue.ENFORCE_POLICY) == {}
    attend(desk, arrived, attended(arrived, Status.BOOKED))
    assert desk.jobs(Queue.ENFORCE_POLICY) == {}


def test_a_no_show_keeps_of_the_deposit_what_its_fee_needs(desk: Desk, maya: Patient) -> None:
    paid = pay(desk, maya, TUESDAY_NINE)
    visit = desk.get(paid.appointment_id)
    desk.later(days=1)
    attend(desk, visit, replace(missed(visit), settlement=settled(0, from_deposit=2000, to_refund=1000)))
    assert only(desk, visit.id, ChargeKind.DEPOSIT).refunding_minor == 1000
    assert len(rows(desk, visit.id)) == 1


def test_two_who_mark_at_once_make_one_fee(desk: Desk, visit: Appointment) -> None:
    desk.later(days=1)
    drafts = [missed(visit), missed(visit), attended(visit), attended(visit, Status.FULFILLED)]
    stores = [desk.open(Role.STAFF).appointments for _ in drafts]
    outcomes = at_once([partial(to.attend, visit, draft) for to, draft in zip(stores, drafts, strict=True)])
    assert [type(one) for one in outcomes].count(StaleVersionError) == 3
    missing = desk.get(visit.id).status is Status.NOSHOW
    assert len(rows(desk, visit.id)) == int(missing)
