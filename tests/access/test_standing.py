"""What ends access at once, whatever the token still says: a removed role, a missing factor, a session that is over."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from common import wiring
from common.domain.scope import TEAM, Role
from local.demo.practice import CLINIC_ID
from tests.access.asked import PEOPLES, Asked
from tests.access.people import AVERY, HARBOR_PEOPLE, HARBOR_TEAM, PRIYA, Caller
from tests.access.world import World
from tests.product import MAYA, Person

IDLE = timedelta(minutes=15)
ABSOLUTE = timedelta(hours=12)
MEMBERS = f"c:{{{CLINIC_ID}}}:members"

by_operation = pytest.mark.parametrize("asked", PEOPLES, ids=lambda asked: asked.name)


def one_who_may(asked: Asked) -> Caller:
    return next(caller for caller in HARBOR_PEOPLE if caller.may(asked.operation.roles))


@by_operation
def test_a_removed_role_is_gone_on_the_next_call_with_the_old_token(world: World, asked: Asked) -> None:
    for caller in HARBOR_PEOPLE:
        if caller.person is None or caller.role not in asked.operation.roles:
            continue
        token = world.product.token(caller.person)
        asked.send(world, caller.person, MAYA).ok()
        world.product.raw.hdel(MEMBERS, caller.person.uid)
        before = world.stored()
        assert world.product.token(caller.person) == token
        again = asked.send(world, caller.person, MAYA)
        if Role.MEMBER in asked.operation.roles:
            again.ok()  # who was removed may sign up again
            continue
        again.refused(403, "forbidden")
        assert world.stored() == before
        return


@pytest.fixture
def strict(world: World) -> Iterator[World]:
    """As in production: the team signs in with two factors."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("REQUIRE_SECOND_FACTOR", "true")
        wiring.core.cache_clear()
        yield world
    wiring.core.cache_clear()


@pytest.mark.parametrize(
    ("asked", "caller"),
    [(asked, caller) for asked in PEOPLES for caller in HARBOR_TEAM if caller.role in asked.operation.roles],
    ids=lambda part: part.name,
)
def test_the_team_needs_a_second_factor_where_it_is_required(strict: World, asked: Asked, caller: Caller) -> None:
    assert caller.person is not None
    before = strict.stored()
    asked.send(strict, caller.person, MAYA).refused(403, "second_factor_required")
    assert strict.stored() == before
    asked.send(strict, replace(caller.person, second_factor=True), MAYA).ok()


def test_a_patient_needs_no_second_factor(strict: World) -> None:
    strict.product.call("profile", by=MAYA).ok()


@by_operation
def test_an_idle_sign_in_is_over_on_the_server(world: World, asked: Asked) -> None:
    caller = one_who_may(asked)
    assert caller.person is not None
    asked.send(world, caller.person, MAYA).ok()
    before = world.stored()
    world.product.now += IDLE
    asked.send(world, caller.person, MAYA).refused(401, "session_ended")
    assert world.stored() == before


def test_a_sign_in_that_is_used_lives_on_until_the_longest_there_is(world: World) -> None:
    began = world.product.now
    world.product.token(PRIYA)
    while world.product.now + timedelta(minutes=14) < began + ABSOLUTE:
        world.product.now += timedelta(minutes=14)
        world.product.call("appointment_types", by=PRIYA).ok()
    world.product.now = began + ABSOLUTE
    world.product.call("appointment_types", by=PRIYA).refused(401, "session_ended")


@pytest.mark.parametrize("seconds", [-1, 0])
def test_idle_is_counted_to_the_second_from_the_last_use(world: World, seconds: int) -> None:
    world.product.token(MAYA)
    world.product.now += timedelta(minutes=10)
    world.product.call("profile", by=MAYA).ok()
    world.product.now += IDLE + timedelta(seconds=seconds)
    reply = world.product.call("profile", by=MAYA)
    assert (reply.status == 200) is (seconds < 0)


def test_signing_in_again_begins_anew(world: World) -> None:
    world.product.token(MAYA)
    world.product.now += ABSOLUTE
    world.product.call("profile", by=MAYA).refused(401, "session_ended")
    del world.product.signed_in_at[MAYA.uid]
    world.product.call("profile", by=MAYA).ok()


@by_operation
def test_a_role_that_nobody_knows_opens_nothing(world: World, asked: Asked) -> None:
    if Role.MEMBER in asked.operation.roles:
        return  # open to whoever is signed in
    world.product.raw.hset(MEMBERS, PRIYA.uid, '{"name":"Priya","roles":["janitor","anyone","schedule"]}')
    before = world.stored()
    asked.send(world, PRIYA, MAYA).refused(403, "forbidden")
    assert world.stored() == before


@by_operation
def test_people_are_matched_by_uid_and_never_by_address(world: World, asked: Asked) -> None:
    """Whoever gets hold of somebody's address, and has it verified, is a stranger still."""
    before = world.stored()
    for victim in (MAYA, PRIYA, AVERY):
        thief = Person("uid-thief", victim.email, second_factor=True)
        reply = asked.send(world, thief, MAYA)
        if asked.name == "sign_up POST":
            assert reply.ok()["patient_id"] != world.of(MAYA).patient_id
            world.put_back()
        else:
            reply.refused(403, "forbidden")
    assert world.stored() == before


@pytest.mark.parametrize("wanted", ["staff", "patient", "anyone", "schedule", "stripe", "", "OWNER", "owner,patient"])
def test_a_role_that_is_not_held_can_not_be_asked_for(world: World, wanted: str) -> None:
    query = {"appointment_id": world.of(MAYA).booked, "as": wanted}
    reply = world.product.call("appointment_notes", by=Person(MAYA.uid, MAYA.email), query=query)
    assert (reply.status, reply.json["code"]) in {(403, "forbidden"), (422, "invalid_field")}
    assert wanted in TEAM or reply.json["field"] == "as"
