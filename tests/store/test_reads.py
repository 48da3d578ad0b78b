"""reads/*.lua and plain/read_busy.lua: within the scope, audited before they answer, only what is still so."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from importlib import resources
from typing import Any

import pytest

from common import wiring
from common.domain.admission import Knock
from common.domain.errors import (
    ForbiddenError,
    NotFoundError,
    RateLimitedError,
    SecondFactorRequiredError,
    SessionEndedError,
)
from common.domain.scope import Role
from common.store.door import Limits
from local.demo.practice import CHEN, JOHNSON
from tests.product import DANIEL, MAYA
from tests.store.changes import FIRST, SECOND, TUESDAY_NINE
from tests.store.desk import Desk, at_once
from tests.store.tills import owe, pay

WEEK = (TUESDAY_NINE - 86400, TUESDAY_NINE + 6 * 86400)


def test_no_script_is_left_out() -> None:
    """Each is tried in this folder: the jobs' in test_jobs.py, the rest of what only reads here."""
    lua = resources.files("common.store") / "lua"
    reads = {path.name for path in (lua / "reads").iterdir()} | {path.name for path in (lua / "plain").iterdir()}
    here = {"admit.lua", "read_calendar.lua", "read_notes.lua", "read_visits.lua", "read_visit_times.lua"}
    charges = {"read_charge.lua", "read_charges.lua", "read_charges_for.lua", "read_open_charges.lua"}
    assert reads == here | charges | {"read_busy.lua", "lease_jobs.lua", "settle_job.lua"}


def test_busy_times_are_those_of_live_blocks_that_meet_the_window(desk: Desk) -> None:
    maya, daniel = desk.patient(MAYA), desk.patient(DANIEL)
    desk.book(maya, TUESDAY_NINE)
    desk.hold(daniel, TUESDAY_NINE + 3600, provider=CHEN)
    ends = TUESDAY_NINE + 1800
    appointments = desk.open(Role.ANYONE).appointments
    assert appointments.list_busy([JOHNSON, CHEN], *WEEK) == {
        JOHNSON: [(TUESDAY_NINE, ends)],
        CHEN: [(TUESDAY_NINE + 3600, TUESDAY_NINE + 3600 + 35 * 60)],
    }
    assert appointments.list_busy([JOHNSON], ends, ends + 60) == {JOHNSON: []}
    assert appointments.list_busy([JOHNSON], TUESDAY_NINE - 60, TUESDAY_NINE) == {JOHNSON: []}
    desk.later(minutes=10)
    assert desk.open(Role.ANYONE).appointments.list_busy([CHEN], *WEEK) == {CHEN: []}


def test_visit_times_are_those_without_the_buffers(desk: Desk) -> None:
    maya = desk.patient(MAYA)
    desk.hold(maya, TUESDAY_NINE, type_id="typ_moleevaluation")
    ends = TUESDAY_NINE + 1800
    appointments = desk.open(Role.OWNER).appointments
    assert appointments.list_visit_times(JOHNSON, *WEEK) == [(TUESDAY_NINE, ends)]
    assert appointments.list_visit_times(JOHNSON, ends + 600, ends + 660) == []
    desk.later(minutes=10)
    assert desk.open(Role.OWNER).appointments.list_visit_times(JOHNSON, *WEEK) == []


def test_looking_for_busy_times_writes_nothing(desk: Desk) -> None:
    desk.book(desk.patient(MAYA), TUESDAY_NINE)
    appointments = desk.open(Role.ANYONE).appointments
    before = desk.everything()
    appointments.list_busy([JOHNSON, CHEN], *WEEK)
    appointments.list_visit_times(JOHNSON, *WEEK)
    assert desk.everything() == before


def test_a_calendar_names_in_the_trail_whom_it_showed(desk: Desk) -> None:
    maya, daniel = desk.patient(MAYA), desk.patient(DANIEL)
    desk.book(maya, TUESDAY_NINE)
    desk.book(daniel, TUESDAY_NINE + 3600)
    desk.hold(maya, TUESDAY_NINE + 7200)
    rows = desk.open(Role.PROVIDER).appointments.list_calendar(JOHNSON, *WEEK)
    assert [row.patient.details.full_name for row in rows] == ["Maya Ortiz", "Daniel Kim", "Maya Ortiz"]
    ((subject, outcome),) = desk.deeds("appointment.read")
    assert (set(subject.split(",")), outcome) == ({maya.id, daniel.id}, "done")
    desk.later(minutes=10)
    assert len(desk.open(Role.PROVIDER).appointments.list_calendar(JOHNSON, *WEEK)) == 2


@pytest.mark.parametrize("whose", ["theirs", "nobody's"])
def test_what_is_another_patients_is_not_read_and_leaves_no_row(desk: Desk, whose: str) -> None:
    maya, daniel = desk.patient(MAYA), desk.patient(DANIEL)
    visit = desk.book(maya, TUESDAY_NINE)
    stores = desk.open(Role.PATIENT, daniel.id if whose == "theirs" else None)
    before = desk.kept()
    reads: list[Callable[[], Any]] = [
        partial(stores.appointments.list_visits, maya.id),
        partial(stores.appointments.list_calendar, JOHNSON, *WEEK),
        partial(stores.notes.list_notes, visit.id),
    ]
    for read in reads:
        with pytest.raises(NotFoundError):
            read()
    assert stores.appointments.find(visit.id) is None
    assert desk.kept() == before


def test_notes_of_what_does_not_exist_are_not_there_for_the_clinic_either(desk: Desk) -> None:
    with pytest.raises(NotFoundError):
        desk.open(Role.PROVIDER).notes.list_notes("apt_none")


def test_visits_and_notes_are_audited_by_subject(desk: Desk) -> None:
    maya = desk.patient(MAYA)
    visit = desk.book(maya, TUESDAY_NINE)
    clinic = desk.open(Role.PROVIDER)
    clinic.notes.add(visit.id, "Dr. Johnson", "Both arms.")
    assert [note.text for note in clinic.notes.list_notes(visit.id)] == ["Both arms."]
    assert [one.id for one in desk.appointments(maya).list_visits(maya.id)] == [visit.id]
    assert desk.deeds("note.read") == [(visit.id, "done")]
    assert desk.deeds("appointment.read") == [(maya.id, "done")]


def test_charges_are_audited_by_subject_and_open_ones_by_whom_they_show(desk: Desk) -> None:
    maya, daniel = desk.patient(MAYA), desk.patient(DANIEL)
    paid, due = pay(desk, maya, TUESDAY_NINE), owe(desk, maya, TUESDAY_NINE + 3600)
    theirs = owe(desk, daniel, TUESDAY_NINE + 7200)
    before = len(desk.deeds("charge.read"))
    own, clinic = desk.open(Role.PATIENT, maya.id).charges, desk.open(Role.STAFF).charges
    assert {row.charge.id for row in own.list_charges(maya.id)} == {paid.id, due.id}
    assert [row.charge.id for row in own.list_for(paid.appointment_id)] == [paid.id]
    assert own.get(due.id).appointment.id == due.appointment_id
    assert {row.charge.id for row in clinic.list_open()} == {due.id, theirs.id}
    rows = desk.deeds("charge.read")[before:]
    assert rows[:3] == [(maya.id, "done"), (paid.appointment_id, "done"), (due.id, "done")]
    assert set(rows[3][0].split(",")) == {maya.id, daniel.id}


def test_whoever_comes_in_finds_their_cards_and_the_team_those_of_whose_visit_it_is(desk: Desk) -> None:
    maya = desk.patient(MAYA)
    for card in (FIRST, SECOND):
        desk.open(Role.PATIENT, maya.id).patients.keep_card(maya.id, customer_id="cus_1", card=card)
    visit = desk.book(maya, TUESDAY_NINE)
    admit = wiring.door().admit
    own = admit(knock(desk, appointment_id=visit.id))
    assert own.patient is not None
    assert (own.patient.cards, own.visitor) == ((SECOND, FIRST), None)
    staff = {"actor_id": "uid-priya", "caller": "uid-priya", "roles": (Role.STAFF,), "fit_for_team": True}
    seen = admit(knock(desk, appointment_id=visit.id, **staff))
    assert seen.visitor is not None
    assert (seen.visitor.id, seen.visitor.cards, seen.patient) == (maya.id, (SECOND, FIRST), None)
    assert admit(knock(desk, **staff)).visitor is None


def knock(desk: Desk, **changed: Any) -> Knock:
    asked: dict[str, Any] = {
        "clinic_id": desk.product.clinic_id,
        "actor_id": MAYA.uid,
        "caller": MAYA.uid,
        "signed_in_at": desk.product.epoch,
        "roles": (Role.PATIENT,),
        "function": "test",
        "action": "test.enter",
        "request_id": "r",
        "now": desk.product.epoch,
    }
    return Knock(**asked | changed)


@pytest.mark.parametrize(
    ("changed", "error", "leaves_a_row"),
    [
        ({"clinic_id": "cln_none"}, NotFoundError, False),
        ({"actor_id": "uid-stranger", "caller": "uid-stranger"}, ForbiddenError, True),
        ({"actor_id": "", "caller": "somebody"}, ForbiddenError, True),
        ({"appointment_id": "apt_none"}, NotFoundError, True),
        ({"actor_id": "uid-johnson", "roles": (Role.OWNER,)}, SecondFactorRequiredError, True),
    ],
)
def test_the_door_refuses_and_says_so_in_the_trail_and_nowhere_else(
    desk: Desk,
    changed: dict[str, Any],
    error: type[Exception],
    leaves_a_row: bool,  # noqa: FBT001
) -> None:
    desk.patient(MAYA)
    before, rows = desk.kept(), len(desk.product.audit_rows())
    with pytest.raises(error):
        wiring.door().admit(knock(desk, **changed))
    new = desk.product.audit_rows()[rows:]
    assert [row["outcome"] for row in new] == ["denied"] * leaves_a_row
    audit = desk.keys.audit.encode()
    assert {**desk.kept(), audit: 0} == {**before, audit: 0}


@pytest.mark.parametrize(("quiet", "since"), [(15 * 60, 0), (60, 12 * 3600)])
def test_a_sign_in_ends_when_idle_and_in_any_case_after_twelve_hours(desk: Desk, quiet: int, since: int) -> None:
    desk.patient(MAYA)
    signed_in_at = desk.product.epoch - since
    if not since:
        wiring.door().admit(knock(desk))
    desk.later(seconds=quiet)
    with pytest.raises(SessionEndedError):
        wiring.door().admit(knock(desk, signed_in_at=signed_in_at))


def test_of_many_calls_at_once_no_more_than_the_limit_get_in(desk: Desk) -> None:
    desk.patient(MAYA)
    desk.product.raw.delete(desk.keys.rate(MAYA.uid))
    wiring.door().limits = Limits(caller=10, clinic=1000)
    outcomes = at_once([partial(wiring.door().admit, knock(desk)) for _ in range(16)])
    refused = [one for one in outcomes if isinstance(one, Exception)]
    assert (len(outcomes) - len(refused), {type(one) for one in refused}) == (10, {RateLimitedError})
    assert 0 < desk.product.raw.ttl(desk.keys.rate(MAYA.uid)) <= 60


def test_the_practice_comes_along_only_where_the_caller_has_another_version(desk: Desk) -> None:
    desk.practice()
    before = desk.practice()
    assert desk.practice() is before
    desk.open(Role.OWNER).practices.change("x", "clinic.change", lambda practice: practice)
    assert desk.practice().version == before.version + 1
