"""changes/move_appointment.lua: a visit has another time, or keeps the one it has."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import pytest

from common.domain.appointments import Appointment, Status
from common.domain.errors import NotCancellableError, PracticeChangedError, SlotTakenError, StaleVersionError
from common.domain.jobs import Queue
from common.domain.patients import Patient
from common.domain.scope import Role
from local.demo.practice import CHEN
from tests.product import DANIEL, MAYA
from tests.store.changes import HOUR, TUESDAY_NINE
from tests.store.desk import Desk, at_once
from tests.store.drafts import attended, moving

DAY = 24 * HOUR
HALF = HOUR // 2


@pytest.fixture
def maya(desk: Desk) -> Patient:
    return desk.patient(MAYA)


@pytest.fixture
def visit(desk: Desk, maya: Patient) -> Appointment:
    """Tomorrow at nine."""
    return desk.book(maya, TUESDAY_NINE)


def move(desk: Desk, patient: Patient, visit: Appointment, starts_at: int, *, owed: int = 0) -> Appointment:
    desk.appointments(patient).move(visit, moving(desk, visit, starts_at, owed=owed), day_ends_at=None)
    return desk.get(visit.id)


@pytest.mark.parametrize("by", [HALF // 2, HOUR])
def test_a_move_gives_the_old_time_back_and_may_overlap_it(
    desk: Desk, maya: Patient, visit: Appointment, by: int
) -> None:
    moved = move(desk, maya, visit, TUESDAY_NINE + by, owed=5000)
    assert (moved.starts_at, moved.ends_at) == (TUESDAY_NINE + by, TUESDAY_NINE + by + HALF)
    assert (moved.status, moved.booked_at, moved.policy_hash) == (Status.BOOKED, visit.booked_at, visit.policy_hash)
    assert (moved.owed_when_moved_minor, moved.version) == (5000, visit.version + 1)
    assert desk.busy() == [visit.id]
    desk.hold(desk.patient(DANIEL), TUESDAY_NINE - HALF + by)
    assert [one.id for one in desk.appointments(maya).list_visits(maya.id)] == [visit.id]


def test_fees_count_from_the_start_until_a_move_says_otherwise(desk: Desk, maya: Patient, visit: Appointment) -> None:
    assert visit.fees_count_from == TUESDAY_NINE
    draft = replace(moving(desk, visit, TUESDAY_NINE - HALF), fees_count_from=TUESDAY_NINE)
    desk.appointments(maya).move(visit, draft, day_ends_at=None)
    moved = desk.get(visit.id)
    assert (moved.starts_at, moved.fees_count_from) == (TUESDAY_NINE - HALF, TUESDAY_NINE)


def test_a_move_to_somebody_else_leaves_nothing_with_the_first(desk: Desk, maya: Patient, visit: Appointment) -> None:
    draft = moving(desk, visit, TUESDAY_NINE)
    elsewhere = replace(draft, provider=desk.practice().get_provider(CHEN))
    desk.appointments(maya).move(visit, elsewhere, day_ends_at=TUESDAY_NINE + DAY)
    assert (desk.busy(), desk.busy(CHEN)) == ([], [visit.id])
    assert desk.jobs(Queue.ENFORCE_POLICY) == {f"day_end:{visit.id}:once": TUESDAY_NINE + DAY}


def test_a_time_that_is_taken_keeps_the_visit_where_it_is(desk: Desk, maya: Patient, visit: Appointment) -> None:
    desk.hold(desk.patient(DANIEL), TUESDAY_NINE + HOUR)
    before = desk.records()
    with pytest.raises(SlotTakenError):
        move(desk, maya, visit, TUESDAY_NINE + HOUR - HALF // 2)
    assert desk.records() == before


def test_hours_that_changed_since_they_were_read_refuse_the_move(desk: Desk, maya: Patient, visit: Appointment) -> None:
    draft = moving(desk, visit, TUESDAY_NINE + HOUR)
    desk.open(Role.OWNER).practices.change("hours", "availability.change", lambda practice: practice)
    before = desk.records()
    with pytest.raises(PracticeChangedError):
        desk.appointments(maya).move(visit, draft, day_ends_at=None)
    assert desk.records() == before


def test_what_has_begun_or_is_gone_or_was_read_before_is_not_moved(
    desk: Desk, maya: Patient, visit: Appointment
) -> None:
    desk.open(Role.STAFF).appointments.attend(visit, attended(visit))
    marked = desk.get(visit.id)
    with pytest.raises(NotCancellableError):
        move(desk, maya, marked, TUESDAY_NINE + HOUR)
    desk.open(Role.STAFF).appointments.attend(marked, attended(marked, Status.BOOKED))
    current = desk.get(visit.id)
    with pytest.raises(StaleVersionError):
        move(desk, maya, visit, TUESDAY_NINE + HOUR)
    desk.later(days=1)
    with pytest.raises(NotCancellableError):
        move(desk, maya, current, TUESDAY_NINE + HOUR)


def test_two_who_want_the_same_new_time_do_not_both_have_it(desk: Desk, maya: Patient, visit: Appointment) -> None:
    daniel = desk.patient(DANIEL)
    theirs = desk.book(daniel, TUESDAY_NINE + HALF)
    wanted = TUESDAY_NINE + 2 * HOUR
    drafts = [moving(desk, one, wanted) for one in (visit, theirs)]
    stores = [desk.appointments(maya), desk.appointments(daniel)]
    moves = [
        partial(to.move, one, draft, day_ends_at=None)
        for to, one, draft in zip(stores, (visit, theirs), drafts, strict=True)
    ]
    outcomes = at_once(moves)
    assert sorted(type(one).__name__ for one in outcomes) == ["SlotTakenError", "int"]
    assert sorted(desk.get(one.id).starts_at == wanted for one in (visit, theirs)) == [False, True]
