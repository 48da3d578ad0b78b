"""A lost reply can be asked for again: the same key and body get the same answer, and change nothing twice."""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

import pytest

from tests.access.asked import PEOPLES, Asked
from tests.access.people import PATIENTS, PRIYA, STRANGER
from tests.access.test_standing import one_who_may
from tests.access.world import World
from tests.http.wire import send
from tests.product import DANIEL, MAYA, Person

WRITES = [asked for asked in PEOPLES if asked.operation.writes]
by_write = pytest.mark.parametrize("asked", WRITES, ids=lambda asked: asked.name)


def who(asked: Asked) -> Person:
    person = one_who_may(asked).person
    assert person is not None
    return person


def test_what_is_answered_as_booked_is_booked(world: World) -> None:
    visits = world.of(DANIEL)
    accepted = {"appointment_id": visits.held, "policy_version": 1, "policy_hash": visits.policy_hash}
    assert world.product.call("book_slot", "PUT", by=DANIEL, body=accepted).ok()["status"] == "booked"
    listed = world.product.call("appointments", by=PATIENTS[DANIEL.uid]).ok()["appointments"]
    statuses = {one["id"]: one["status"] for one in listed if one["status"] != "cancelled"}
    assert statuses == dict.fromkeys((visits.booked, visits.today, visits.held), "booked")


@by_write
def test_the_same_key_replays_the_same_answer_and_changes_nothing_more(world: World, asked: Asked) -> None:
    key = uuid.uuid4().hex
    first = asked.send(world, who(asked), MAYA, key=key).ok()
    after = world.stored()
    second = asked.send(world, who(asked), MAYA, key=key).ok()
    assert without_sequence(second) == without_sequence(first)
    assert world.stored() == after


def test_a_charge_that_went_through_is_charged_once_and_told_the_same(world: World) -> None:
    asked_twice(world, paying(world), "retry")


def test_what_went_back_goes_back_once_and_is_told_the_same(world: World) -> None:
    """All that was left, of which nothing is left the second time."""
    charge_id = paying(world)
    world.product.call("charges", "POST", by=PRIYA, body={"charge_id": charge_id, "action": "retry"}).ok()
    asked_twice(world, charge_id, "refund")


def paying(world: World) -> str:
    """A charge that is due, with a card on file that pays."""
    visits = world.of(MAYA)
    world.product.call("payment_method", "PUT", by=MAYA, body={"card_id": visits.card}).ok()
    return visits.due


def asked_twice(world: World, charge_id: str, action: str) -> None:
    key, body = uuid.uuid4().hex, {"charge_id": charge_id, "action": action}
    first = world.product.call("charges", "POST", by=PRIYA, body=body, key=key).ok()
    after = world.stored()
    assert world.product.call("charges", "POST", by=PRIYA, body=body, key=key).ok() == first
    assert world.stored() == after


def without_sequence(answer: Any) -> Any:
    """A calendar file counts the changes of its visit; the booking itself is one."""
    return json.loads(re.sub(r"SEQUENCE:\d+", "", json.dumps(answer)))


# What a request may differ in while it is still a good one; None where it has no field that could.
ANOTHER: Mapping[str, Mapping[str, Any] | None] = {
    "attendance POST": {"status": "fulfilled"},
    "charges POST": {"reason": "Another reason."},
    "payment_method DELETE": {"card_id": "pm_another"},
    "policy PUT": None,  # a look at a draft: it changes nothing, so nothing can be done twice
    "reschedule POST": {"starts_at": "2027-03-11T17:00:00Z"},
    "appointment_notes POST": {"text": "Another note."},
    "appointment_types POST": {"name": "Another name"},
    "appointment_types PUT": {"name": "Another name"},
    "availability PUT": {"horizon_days": 61},
    "availability POST": {"note": "Another note"},
    "availability DELETE": None,
    "book_slot POST": {"starts_at": "2027-03-11T15:00:00Z"},
    "book_slot PUT": {"policy_version": 2},
    "cancel POST": {"reason": "Another reason"},
    "payment_method POST": None,
    "payment_method PUT": {"setup_intent_id": "seti_another"},
    "policy POST": {"grace_minutes": 16},
    "profile PUT": {"full_name": "Another Name"},
    "sign_up POST": {"full_name": "Another Name"},
}


def test_each_write_can_be_asked_for_in_two_ways_or_in_one_alone() -> None:
    assert {asked.name for asked in WRITES} == set(ANOTHER)


@by_write
def test_the_same_key_with_another_body_is_refused(world: World, asked: Asked) -> None:
    changed = ANOTHER[asked.name]
    if changed is None:
        return
    key = uuid.uuid4().hex
    person = STRANGER if asked.name == "sign_up POST" else who(asked)
    asked.send(world, person, MAYA, key=key).ok()
    after = world.stored()
    again = asked.send(world, person, MAYA, key=key, changed=changed)
    if asked.name == "payment_method PUT":
        again.refused(404, "not_found")  # an intent that is nobody's is refused whatever the key
    else:
        again.refused(422, "idempotency_mismatch")
    assert world.stored() == after


@by_write
def test_a_key_of_one_caller_says_nothing_to_another(world: World, asked: Asked) -> None:
    """Whoever guesses a key gets their own answer."""
    key = uuid.uuid4().hex
    asked.send(world, who(asked), MAYA, key=key).ok()
    after = world.stored()
    reply = asked.send(world, STRANGER, MAYA, key=key)
    if asked.name == "sign_up POST":
        assert reply.ok()["email"] == "stranger@example.com"
    else:
        reply.refused(403, "forbidden")
        assert world.stored() == after


UNFIT = (None, "", "a" * 15, "a" * 65, "has spaces in it, long", "ключ" * 5)


@by_write
def test_a_change_asks_for_a_key_that_can_be_told_apart(world: World, asked: Asked) -> None:
    before = world.stored()
    request = asked.case.build(world, MAYA)
    in_query = asked.operation.method == "DELETE"
    query = urlencode({"clinic": world.product.clinic_id, **(request if in_query else {})})
    body = b"" if in_query else as_json(request)
    for key in UNFIT:
        headers = {"idempotency-key": key}
        reply = send(
            world, asked.contract.name, asked.operation.method, by=who(asked), query=query, body=body, headers=headers
        )
        assert reply.refused(422, "invalid_field")["field"] == "Idempotency-Key"
    assert world.stored() == before


def as_json(request: object) -> bytes:
    return json.dumps(request).encode()


def test_a_reading_asks_for_none(world: World) -> None:
    send(world, "appointment_types", by=PRIYA, headers={"idempotency-key": None}, kind=None).ok()


def test_what_a_caller_writes_as_a_key_becomes_part_of_no_name(world: World) -> None:
    key = "maya-ortiz-1992-06-14"
    world.product.call("cancel", "POST", by=MAYA, key=key, body=_cancelling(world)).ok()
    assert not [name for name in world.product.raw.keys("*") if b"ortiz" in name]


def _cancelling(world: World) -> dict[str, object]:
    return {"appointment_id": world.of(MAYA).booked, "expected_fee_minor": 0}
