"""changes/hold_slot.lua: one live hold a patient, one live block a stretch of a provider's time."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import pytest

from common.domain.appointments import HOLD_SECONDS
from common.domain.errors import PracticeChangedError, SlotTakenError
from common.domain.scope import Role
from local.demo.practice import CHEN, JOHNSON
from tests.product import DANIEL, MAYA, Person
from tests.store.changes import TUESDAY_NINE
from tests.store.desk import ACNE, Desk, at_once

MINUTE = 60
WITH_TEN_AFTER = "typ_moleevaluation"  # 30 minutes and 10 kept free


def test_it_writes_the_hold_its_block_its_job_and_its_audit_row(desk: Desk) -> None:
    maya = desk.patient(MAYA)
    hold = desk.hold(maya, TUESDAY_NINE)
    held = desk.get(hold.appointment_id)
    assert (held.status, held.patient_id, held.blocked) == (
        "pending",
        maya.id,
        (TUESDAY_NINE, TUESDAY_NINE + 30 * MINUTE),
    )
    assert desk.busy() == [held.id]
    assert desk.jobs() == {f"hold_expiry:{held.id}:once": hold.expires_at}
    assert desk.looked_at() == hold.expires_at
    assert desk.deeds("appointment.hold") == [(held.id, "done")]


@pytest.mark.parametrize("minutes", [-25, -5, 0, 5, 25])
def test_it_refuses_whatever_meets_a_live_block_and_writes_nothing(desk: Desk, minutes: int) -> None:
    desk.hold(desk.patient(MAYA), TUESDAY_NINE)
    daniel = desk.patient(DANIEL)
    appointments, draft = desk.appointments(daniel), desk.draft(daniel, TUESDAY_NINE + minutes * MINUTE)
    before, hint = desk.records(), desk.looked_at()
    with pytest.raises(SlotTakenError):
        appointments.hold(draft)
    assert desk.looked_at() == hint
    assert desk.records() == before


@pytest.mark.parametrize("minutes", [-30, 30])
def test_blocks_that_touch_do_not_meet(desk: Desk, minutes: int) -> None:
    desk.hold(desk.patient(MAYA), TUESDAY_NINE)
    desk.hold(desk.patient(DANIEL), TUESDAY_NINE + minutes * MINUTE)
    assert len(desk.busy()) == 2


def test_a_buffer_is_part_of_the_block(desk: Desk) -> None:
    desk.hold(desk.patient(MAYA), TUESDAY_NINE, type_id=WITH_TEN_AFTER)
    daniel = desk.patient(DANIEL)
    with pytest.raises(SlotTakenError):
        desk.hold(daniel, TUESDAY_NINE + 35 * MINUTE)
    desk.hold(daniel, TUESDAY_NINE + 40 * MINUTE)


def test_another_provider_is_free_at_the_same_time(desk: Desk) -> None:
    desk.hold(desk.patient(MAYA), TUESDAY_NINE)
    desk.hold(desk.patient(DANIEL), TUESDAY_NINE, provider=CHEN)
    assert (len(desk.busy(JOHNSON)), len(desk.busy(CHEN))) == (1, 1)


def test_asking_for_ones_own_hold_again_gives_the_same_hold(desk: Desk) -> None:
    maya = desk.patient(MAYA)
    first = desk.hold(maya, TUESDAY_NINE)
    desk.later(minutes=5)
    before = desk.kept()
    assert desk.hold(maya, TUESDAY_NINE) == first
    assert desk.kept() == before


def test_another_hold_of_the_same_patient_replaces_the_first_even_where_they_overlap(desk: Desk) -> None:
    maya = desk.patient(MAYA)
    first = desk.hold(maya, TUESDAY_NINE)
    second = desk.hold(maya, TUESDAY_NINE + 15 * MINUTE)
    let_go = desk.get(first.appointment_id)
    assert (let_go.status, let_go.cancelled_by) == ("cancelled", "replaced")
    assert desk.busy() == [second.appointment_id]
    assert list(desk.jobs()) == [f"hold_expiry:{second.appointment_id}:once"]
    assert desk.deeds("appointment.hold") == [
        (first.appointment_id, "done"),
        (first.appointment_id, "replaced"),
        (second.appointment_id, "done"),
    ]


def test_a_hold_that_can_not_be_replaced_stays(desk: Desk) -> None:
    desk.hold(desk.patient(DANIEL), TUESDAY_NINE + 30 * MINUTE)
    maya = desk.patient(MAYA)
    first = desk.hold(maya, TUESDAY_NINE)
    before = desk.kept()
    with pytest.raises(SlotTakenError):
        desk.hold(maya, TUESDAY_NINE + 15 * MINUTE)
    assert desk.kept() == before
    assert desk.get(first.appointment_id).status == "pending"


def test_a_replaced_hold_that_asked_for_a_card_makes_its_end_at_stripe_due(desk: Desk) -> None:
    maya = desk.patient(MAYA)
    held = desk.get(desk.hold(maya, TUESDAY_NINE).appointment_id)
    desk.accept(maya, held)
    desk.appointments(maya).attach_intent(held, "seti_1", "cus_1")
    desk.hold(maya, TUESDAY_NINE + 60 * MINUTE)
    assert desk.jobs()[f"intent_close:{held.id}:once"] == desk.product.epoch


def test_a_hold_that_ran_out_keeps_nobody_away_even_before_its_job_ran(desk: Desk) -> None:
    ran_out = desk.hold(desk.patient(MAYA), TUESDAY_NINE)
    desk.later(minutes=10)
    held = desk.hold(desk.patient(DANIEL), TUESDAY_NINE)
    assert set(desk.busy()) == {ran_out.appointment_id, held.appointment_id}


def test_many_holds_that_ran_out_do_not_hide_a_live_block(desk: Desk) -> None:
    """More of them than the script looks at in one page."""
    for number in range(10):
        desk.hold(desk.patient(Person(f"uid-{number}", f"p{number}@example.com")), TUESDAY_NINE)
        desk.later(minutes=10)
    live = desk.hold(desk.patient(MAYA), TUESDAY_NINE - 15 * MINUTE)
    for number in range(10, 20):
        patient = desk.patient(Person(f"uid-{number}", f"p{number}@example.com"))
        with pytest.raises(SlotTakenError):
            desk.hold(patient, TUESDAY_NINE)
    assert desk.busy()[0] == live.appointment_id


def test_hours_that_change_between_the_look_and_the_hold_refuse_it(desk: Desk) -> None:
    """The provider closes the day after the caller was told it is open: the old practice holds nothing."""
    maya = desk.patient(MAYA)
    appointments, draft = desk.appointments(maya), desk.draft(maya, TUESDAY_NINE)
    desk.open(Role.OWNER).practices.change("hours", "availability.change", lambda practice: practice)
    before = desk.records()
    assert desk.looked_at() is None
    with pytest.raises(PracticeChangedError):
        appointments.hold(draft)
    assert desk.looked_at() == desk.product.epoch + HOLD_SECONDS
    assert desk.records() == before


def test_a_visit_of_a_whole_day_is_seen_from_its_last_minute(desk: Desk) -> None:
    """The longest block there can be, met by the shortest window at its very end."""
    maya, appointments = desk.patient(MAYA), desk.open(Role.SCHEDULE).appointments
    practice = desk.practice()
    whole_day = replace(practice.get_type(ACNE), duration_minutes=1440)
    held = desk.appointments(maya).hold(replace(desk.draft(maya, TUESDAY_NINE), kind=whole_day))
    ends = TUESDAY_NINE + 1440 * MINUTE
    assert appointments.list_busy([JOHNSON], ends - 1, ends) == {JOHNSON: [(TUESDAY_NINE, ends)]}
    assert appointments.list_busy([JOHNSON], ends, ends + 1) == {JOHNSON: []}
    rows = appointments.list_calendar(JOHNSON, ends - 1, ends)
    assert [row.appointment.id for row in rows] == [held.appointment_id]
    daniel = desk.patient(DANIEL)
    with pytest.raises(SlotTakenError):
        desk.hold(daniel, ends - 5 * MINUTE)
    desk.hold(daniel, ends)


@pytest.mark.parametrize("step", [0, 10])
def test_of_many_who_ask_at_once_one_gets_the_time(desk: Desk, step: int) -> None:
    """On one start, and on starts that overlap in a chain."""
    people = [desk.patient(Person(f"uid-{number}", f"p{number}@example.com")) for number in range(16)]
    drafts = [desk.draft(one, TUESDAY_NINE + (number % 3) * step * MINUTE) for number, one in enumerate(people)]
    stores = [desk.appointments(one) for one in people]
    outcomes = at_once([partial(to.hold, draft) for to, draft in zip(stores, drafts, strict=True)])
    winners = [one for one in outcomes if not isinstance(one, Exception)]
    assert len(winners) == len(desk.busy()) == len(desk.jobs()) == len(desk.deeds("appointment.hold")) == 1
    assert {type(one) for one in outcomes if isinstance(one, Exception)} == {SlotTakenError}


def test_two_tabs_of_one_patient_end_in_one_hold(desk: Desk) -> None:
    maya = desk.patient(MAYA)
    starts = [TUESDAY_NINE + number * 30 * MINUTE for number in range(8)]
    tabs = [partial(desk.appointments(maya).hold, desk.draft(maya, starts_at)) for starts_at in starts]
    outcomes = at_once(tabs)
    assert not [one for one in outcomes if isinstance(one, Exception)]
    assert len(desk.busy()) == len(desk.jobs()) == 1
