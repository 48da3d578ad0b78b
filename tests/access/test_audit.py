"""The audit trail against the registry: what each operation leaves, what a refusal leaves, and what no audit means."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from common.domain.scope import Role
from local.demo.practice import CLINIC_ID
from local.demo.practice import JOHNSON as JOHNSONS_ID
from tests.access.asked import EVERY, MACHINES, PEOPLES, PUBLIC, Asked
from tests.access.people import CALLERS, HARBOR_PEOPLE, OTHER_CLINIC, PRIYA, STRANGER
from tests.access.test_matrix import expected, their_own
from tests.access.world import World
from tests.product import DANIEL, MAYA, RUTH, Reply, details

# Where the rows carry finer names than the operation's own.
NAMED_BY_WHAT_IS_DONE = {"charges POST", "enforce_policy POST", "pay POST", "pay PUT", "reminders POST"}

by_operation = pytest.mark.parametrize("asked", PEOPLES, ids=lambda asked: asked.name)


def told(rows: list[dict[str, Any]]) -> list[tuple[str, str]]:
    return [(row["action"], row["subject"]) for row in rows]


def matches(rows: list[dict[str, Any]], wanted: list[tuple[str, str]]) -> bool:
    """`*` stands for an id that the call makes."""
    return len(rows) == len(wanted) and all(
        row[0] == want[0] and want[1] in {"*", row[1]} for row, want in zip(told(rows), wanted, strict=True)
    )


def signed(rows: list[dict[str, Any]], reply: Reply, asked: Asked) -> set[tuple[Any, ...]]:
    """Who and what the rows name besides action and subject; all of one call name the same."""
    assert all(row["request_id"] == reply.headers["X-Request-Id"] for row in rows)
    assert all(row["function"] == asked.contract.name for row in rows)
    return {(row["actor_id"], row["role"]) for row in rows}


@by_operation
def test_what_is_done_leaves_just_its_rows(world: World, asked: Asked) -> None:
    for caller in [caller for caller in HARBOR_PEOPLE if caller.role in asked.operation.roles]:
        assert caller.person is not None
        about = their_own(caller)
        with world.audited() as rows:
            reply = asked.send(world, caller.person, about)
        reply.ok()
        assert matches(rows, asked.case.rows(world, about)), (caller.name, told(rows))
        assert signed(rows, reply, asked) == {(caller.person.uid, caller.role)}
        assert {row["at"] for row in rows} == {world.product.epoch}
        assert {row["outcome"] for row in rows} <= {"done", "replaced", "known"}
        world.put_back()


def test_a_calendar_names_each_patient_who_was_shown_and_no_other(world: World) -> None:
    """So that who saw a patient, and when, can be told."""
    for until, shown in (("2027-03-10", [MAYA]), ("2027-03-11", [MAYA, DANIEL]), ("2027-03-03", [])):
        window = {"provider_id": JOHNSONS_ID, "from_at": "2027-03-02T00:00:00Z", "until": f"{until}T00:00:00Z"}
        with world.audited() as rows:
            calendar = world.product.call("appointments", by=PRIYA, query=window).ok()["appointments"]
        ids = [world.of(person).patient_id for person in shown]
        assert [one["patient"]["id"] for one in calendar] == ids
        assert told(rows) == [("appointment.read", ",".join(ids))]


def test_a_stranger_who_signs_up_is_named_as_a_member_yet(world: World) -> None:
    with world.audited() as rows:
        world.product.call("sign_up", "POST", by=STRANGER, body=details()).ok()
    assert [(row["action"], row["actor_id"], row["role"], row["outcome"]) for row in rows] == [
        ("patient.sign_up", STRANGER.uid, Role.MEMBER, "done")
    ]


@pytest.mark.parametrize("asked", EVERY, ids=lambda asked: asked.name)
def test_each_audited_operation_says_which_rows_it_leaves(world: World, asked: Asked) -> None:
    actions = {action for action, _ in asked.case.rows(world, MAYA)}
    if asked.operation.audit is None:
        assert actions == set()
    elif asked.name in NAMED_BY_WHAT_IS_DONE:
        assert actions
    else:
        assert asked.operation.audit in actions


@by_operation
def test_whoever_is_known_and_refused_is_named(world: World, asked: Asked) -> None:
    subject = world.of(MAYA).asked_about(asked.name) if asked.is_about_a_visit else ""
    for caller in CALLERS:
        if caller.person is None or expected(asked, caller)[0] == 200:
            continue  # without a proven name there is nobody to write down
        with world.audited() as rows:
            reply = asked.send(world, caller.person, MAYA)
        assert [(row["action"], row["subject"], row["outcome"]) for row in rows] == [
            (asked.operation.audit, subject, "denied")
        ], caller.name
        assert signed(rows, reply, asked) == {(caller.person.uid, "")}


@pytest.mark.parametrize("asked", [a for a in PEOPLES if a.is_about_a_visit], ids=lambda asked: asked.name)
@pytest.mark.parametrize("whose", [DANIEL, RUTH], ids=["same-clinic", "other-clinic"])
def test_reaching_for_somebody_elses_visit_is_written_down(world: World, asked: Asked, whose: Any) -> None:
    with world.audited() as rows:
        reply = asked.send(world, MAYA, whose)
    assert reply.status in {403, 404}
    assert [(row["actor_id"], row["outcome"]) for row in rows] == [(MAYA.uid, "denied")]
    assert rows[0]["subject"] == world.of(whose).asked_about(asked.name)


@by_operation
def test_knocking_at_another_clinic_is_written_down_there(world: World, asked: Asked) -> None:
    if Role.MEMBER in asked.operation.roles:
        return
    with world.audited() as here, world.audited(OTHER_CLINIC) as there:
        asked.send(world, MAYA, RUTH, clinic=OTHER_CLINIC).refused(403, "forbidden")
    assert here == []
    assert [(row["actor_id"], row["outcome"], row["role"]) for row in there] == [(MAYA.uid, "denied", "")]


def test_a_patient_who_speaks_for_the_clinic_is_refused_and_written_down(world: World) -> None:
    query = {"appointment_id": world.of(MAYA).booked, "by": "clinic"}
    with world.audited() as rows:
        world.product.call("cancel", by=MAYA, query=query).refused(403, "forbidden")
        body = {**query, "expected_fee_minor": 0}
        world.product.call("cancel", "POST", by=MAYA, body=body).refused(403, "forbidden")
    assert [(row["action"], row["outcome"]) for row in rows] == [
        ("appointment.cancel_preview", "denied"),
        ("appointment.cancel", "denied"),
    ]


def test_a_call_after_the_session_is_over_is_written_down(world: World) -> None:
    world.product.token(MAYA)
    world.product.now += timedelta(minutes=15)
    with world.audited() as rows:
        world.product.call("profile", by=MAYA).refused(401, "session_ended")
    assert [(row["actor_id"], row["outcome"]) for row in rows] == [(MAYA.uid, "denied")]


@pytest.mark.parametrize("asked", PUBLIC, ids=lambda asked: asked.name)
def test_what_is_not_audited_reads_no_record_of_a_patient(world: World, asked: Asked) -> None:
    """Even with every patient's record, card and note gone, the answer is the same to the byte."""
    with world.audited() as rows:
        before = asked.send(world, None, MAYA).ok()
        for kind in (b":patient:", b":appointment:", b":notes:", b":visits:", b":hold:", b":cards:", b":charge"):
            for key in world.product.raw.keys(b"c:*" + kind + b"*"):
                world.product.raw.delete(key)
        assert asked.send(world, None, MAYA).ok() == before
    assert rows == []
    assert asked.operation.audit is None


def test_only_what_is_public_goes_unaudited() -> None:
    assert {asked.name for asked in EVERY if asked.operation.audit is None} == {asked.name for asked in PUBLIC}


@pytest.mark.parametrize("asked", MACHINES, ids=lambda asked: asked.name)
def test_machines_are_named_as_people_are(world: World, asked: Asked) -> None:
    if asked.contract.schedule:
        world.product.now += timedelta(minutes=10)  # the holds run out
    with world.audited() as rows:
        reply = asked.send(world, None, MAYA)
    reply.ok()
    assert matches(rows, asked.case.rows(world, MAYA)) or sorted(told(rows)) == sorted(asked.case.rows(world, MAYA))
    role = asked.operation.roles[0]
    actor = f"link:{world.of(MAYA).patient_id}" if role is Role.LINK else role
    assert signed(rows, reply, asked) == {(actor, role)}


def test_no_row_is_without_an_actor(world: World) -> None:
    for asked in EVERY:
        caller = MAYA if Role.PATIENT in asked.operation.roles else None
        asked.send(world, caller, MAYA)
        asked.send(world, STRANGER, MAYA)
        asked.send(world, replace(MAYA, email_verified=False), MAYA)
    for clinic in (CLINIC_ID, OTHER_CLINIC):
        rows = world.product.audit_rows(clinic)
        assert rows
        assert all(row["actor_id"] and row["action"] and row["function"] and row["request_id"] for row in rows)
