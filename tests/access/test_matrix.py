"""Every operation of the registry, by every kind of caller, about whose record, in whose clinic."""

from __future__ import annotations

import pytest

from common.domain.scope import TEAM, Role
from tests.access.answers import absent, without_request_id
from tests.access.asked import EVERY, MACHINES, PEOPLES, PUBLIC, Asked
from tests.access.cases import CASES
from tests.access.people import CALLERS, HARBOR_PEOPLE, OTHER_CLINIC, PATIENTS, Caller
from tests.access.world import World
from tests.product import DANIEL, MAYA, RUTH, Person

NOT_IDS_OF_RECORDS = {"payer_id", "barred_payers"}  # from a list that anyone may read

by_operation = pytest.mark.parametrize("asked", PEOPLES, ids=lambda asked: asked.name)


def their_own(caller: Caller) -> Person:
    """Whose records somebody asks about who does nothing wrong."""
    return caller.person if caller.person and caller.role is Role.PATIENT else MAYA


def expected(asked: Asked, caller: Caller) -> tuple[int, str]:
    """What the contract says of a caller, and nothing but the contract."""
    if caller.person is None:
        return 401, "unauthenticated"
    if not caller.person.email_verified:
        return 403, "email_unverified"
    return (200, "") if caller.may(asked.operation.roles) else (403, "forbidden")


def test_each_operation_has_its_case_and_no_case_is_left_over() -> None:
    asked_for = {asked.name for asked in EVERY}
    assert asked_for == set(CASES), "Give each operation its entry in tests/access/cases.py."


@pytest.mark.parametrize("asked", EVERY, ids=lambda asked: asked.name)
def test_each_field_that_names_a_record_has_one_of_somebody_elses(asked: Asked) -> None:
    names = {name for name in asked.operation.request.model_fields if name.endswith(("_id", "_ids"))}
    assert names - NOT_IDS_OF_RECORDS == set(asked.case.foreign)


@by_operation
def test_a_caller_gets_in_where_the_contract_says_so_and_nowhere_else(world: World, asked: Asked) -> None:
    before = world.stored()
    for caller in CALLERS:
        reply = asked.send(world, caller.person, their_own(caller))
        status, code = expected(asked, caller)
        assert reply.status == status, (caller.name, reply.text)
        if status == 200:
            world.put_back()
            continue
        assert reply.json["code"] == code
        assert set(reply.json) == {"type", "title", "status", "code", "detail", "request_id"}
        assert world.stored() == before, caller.name


@pytest.mark.parametrize("asked", PUBLIC, ids=lambda asked: asked.name)
def test_what_is_public_tells_everybody_the_same(world: World, asked: Asked) -> None:
    told = {asked.send(world, caller.person, MAYA).text for caller in CALLERS}
    assert told == {asked.send(world, None, MAYA).text}


@pytest.mark.parametrize("asked", [a for a in PEOPLES if a.is_about_a_visit], ids=lambda asked: asked.name)
@pytest.mark.parametrize("whose", [DANIEL, RUTH], ids=["same-clinic", "other-clinic"])
def test_another_patients_visit_answers_a_patient_like_one_that_is_not_there(
    world: World, asked: Asked, whose: Person
) -> None:
    if Role.PATIENT not in asked.operation.roles:
        asked.send(world, MAYA, whose).refused(403, "forbidden")
        return
    before = world.stored()
    theirs = asked.send(world, MAYA, whose)
    field = asked.operation.appointment or ""
    nothing = asked.send(world, MAYA, whose, changed={field: absent(asked.case.foreign[field](world))})
    theirs.refused(404, "not_found")
    assert without_request_id(theirs) == without_request_id(nothing)
    assert world.stored() == before


@pytest.mark.parametrize(
    ("asked", "field"),
    [(asked, field) for asked in EVERY if asked.is_for_people for field in asked.case.foreign],
    ids=lambda part: part.name if isinstance(part, Asked) else part,
)
def test_an_id_of_another_clinic_answers_like_one_that_is_not_there(world: World, asked: Asked, field: str) -> None:
    before = world.stored()
    elsewhere = asked.case.foreign[field](world)
    for caller in HARBOR_PEOPLE:
        foreign = asked.send(world, caller.person, MAYA, changed={field: elsewhere})
        nothing = asked.send(world, caller.person, MAYA, changed={field: absent(elsewhere)})
        if (
            foreign.status == 200
        ):  # a patient's list takes no notice of whose is asked for, and nobody else has charges here
            assert (asked.name, caller.role) == ("appointments GET", Role.PATIENT) or asked.name == "charges GET"
            assert foreign.text == nothing.text
        else:
            assert without_request_id(foreign) == without_request_id(nothing)
    assert world.stored() == before


@by_operation
def test_a_role_in_one_clinic_is_none_in_another(world: World, asked: Asked) -> None:
    before = world.stored()
    for caller in HARBOR_PEOPLE:
        reply = asked.send(world, caller.person, RUTH, clinic=OTHER_CLINIC)
        if Role.MEMBER in asked.operation.roles:
            reply.ok()
            world.put_back()
        else:
            reply.refused(403, "forbidden")
    assert world.stored() == before


@by_operation
def test_a_clinic_that_is_not_there_has_nothing_for_anybody(world: World, asked: Asked) -> None:
    before = world.stored()
    for caller in HARBOR_PEOPLE:
        asked.send(world, caller.person, MAYA, clinic=absent(OTHER_CLINIC)).refused(404, "not_found")
    assert world.stored() == before


@pytest.mark.parametrize("asked", MACHINES, ids=lambda asked: asked.name)
def test_no_person_passes_for_a_machine(world: World, asked: Asked) -> None:
    before = world.stored()
    for caller in CALLERS:
        body = {"token": forged(asked.case.build(world, MAYA)["token"])} if asked.is_by_link else {}
        reply = world.product.call(asked.contract.name, asked.operation.method, by=caller.person, body=body)
        refusals = {(401, "unauthenticated"), (400, "untrusted_event"), (410, "link_spent")}
        assert (reply.status, reply.json["code"]) in refusals
    assert world.stored() == before


def forged(token: str) -> str:
    """The same link, signed by somebody else."""
    signed, _, signature = token.rpartition(".")
    return f"{signed}.{signature[::-1]}"


@pytest.mark.parametrize("asked", MACHINES, ids=lambda asked: asked.name)
def test_a_machine_that_proves_itself_is_let_in(world: World, asked: Asked) -> None:
    asked.send(world, None, MAYA).ok()


def test_the_matrix_knows_every_role_that_a_person_can_hold() -> None:
    roles = {caller.role for caller in CALLERS}
    assert roles >= {*TEAM, Role.PATIENT, Role.MEMBER, Role.ANYONE}
    assert set(PATIENTS) == {"uid-maya", "uid-daniel", "uid-ruth", "uid-sam"}
