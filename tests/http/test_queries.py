"""The query names each thing once, and nothing that nobody asked for."""

from __future__ import annotations

import pytest

from common.domain.scope import TEAM
from local.demo.practice import CLINIC_ID
from tests.access.asked import EVERY, Asked
from tests.access.people import CHEN
from tests.access.test_standing import one_who_may
from tests.access.world import World
from tests.http.wire import send
from tests.product import MAYA

PEOPLES = [asked for asked in EVERY if asked.is_for_people]
by_operation = pytest.mark.parametrize("asked", PEOPLES, ids=lambda asked: asked.name)


@by_operation
def test_a_name_that_nobody_asked_for_is_refused(world: World, asked: Asked) -> None:
    person = None if asked.operation.is_public else one_who_may(asked).person
    reply = send(world, asked.contract.name, asked.operation.method, by=person, query=f"clinic={CLINIC_ID}&debug=1")
    reply.refused(422, "invalid_field")


@pytest.mark.parametrize(
    "query",
    [
        f"clinic={CLINIC_ID}&clinic={CLINIC_ID}",
        f"clinic={CLINIC_ID}&clinic=cln_other",
        f"clinic={CLINIC_ID}&cl%69nic={CLINIC_ID}",
        f"clinic={CLINIC_ID}&as=patient&as=owner",
        f"clinic={CLINIC_ID}&&",
        f"clinic={CLINIC_ID}&x",
        f"clinic={CLINIC_ID}&x=%ff",
        "&".join(f"a{n}=1" for n in range(41)),
    ],
)
def test_a_query_that_can_be_read_two_ways_is_malformed(world: World, query: str) -> None:
    send(world, "profile", by=MAYA, query=query).refused(400, "malformed")


@pytest.mark.parametrize(
    "clinic", ["", "cln_", "harbor-dermatology", "cln_*", "cln_a}b", f"{CLINIC_ID}%0a", CLINIC_ID.upper(), "c:{x}"]
)
def test_a_clinic_is_named_by_an_id_and_nothing_else(world: World, clinic: str) -> None:
    """It becomes part of key names, so no other character may."""
    keys = world.product.raw.keys("*")
    reply = send(world, "profile", by=MAYA, query=f"clinic={clinic}")
    assert reply.refused(422, "invalid_field")["field"] == "clinic"
    assert world.product.raw.keys("*") == keys


def test_a_call_without_its_clinic_is_told_so(world: World) -> None:
    assert send(world, "profile", by=MAYA, query="").refused(422, "invalid_field")["field"] == "clinic"


@pytest.mark.parametrize("slug", ["*", "Harbor", "a--b", "-", "a" * 61, "%00", "slug:x"])
def test_a_clinics_name_is_plain_letters_and_dashes(world: World, slug: str) -> None:
    assert send(world, "clinic", query=f"slug={slug}").refused(422, "invalid_field")["field"] == "slug"


def test_fields_of_a_body_can_not_come_by_the_query(world: World) -> None:
    """Queries are written into logs on the way; bodies aren't."""
    reply = send(world, "appointment_notes", "POST", by=CHEN, query=f"clinic={CLINIC_ID}&text=x", body=b"{}")
    assert reply.refused(422, "invalid_field") == {**reply.json, "field": "text", "detail": "Send this in the body."}


@pytest.mark.parametrize("role", TEAM)
def test_somebody_with_several_roles_acts_as_the_one_they_name(world: World, role: str) -> None:
    reply = send(world, "appointment_types", by=CHEN, query=f"clinic={CLINIC_ID}&as={role}", kind=None)
    assert reply.status == (200 if role == "provider" else 403)
