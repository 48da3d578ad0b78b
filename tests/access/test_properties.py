"""What a request may carry: its own fields, and nothing that is ours to decide."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from tests.access.asked import EVERY, Asked
from tests.access.test_standing import one_who_may
from tests.access.world import World
from tests.product import MAYA

# What a response shows or a record holds, but no request may set, and a few names that other languages stumble on.
OURS = (
    "clinic_id",
    "status",
    "amount_minor",
    "fee_minor",
    "role",
    "roles",
    "patient_id",
    "actor_id",
    "id",
    "email",
    "expires_at",
    "booked_at",
    "policy_accepted_at",
    "customer_id",
    "__proto__",
    "constructor",
    "$where",
    "",
)
PLAIN = tuple(asked for asked in EVERY if asked.is_for_people)
DEEP = tuple(a for a in PLAIN if a.name in {"availability PUT", "availability POST", "policy POST", "policy PUT"})


@pytest.mark.parametrize("asked", PLAIN, ids=lambda asked: asked.name)
def test_a_property_that_is_not_the_callers_to_set_is_refused(world: World, asked: Asked) -> None:
    caller = None if asked.operation.is_public else one_who_may(asked).person
    before = world.stored()
    for name in OURS:
        if name in asked.operation.request.model_fields:
            continue
        reply = asked.send(world, caller, MAYA, changed={name: "1"}).refused(422, "invalid_field")
        assert reply["field"] == name
    assert world.stored() == before


@pytest.mark.parametrize("asked", DEEP, ids=lambda asked: asked.name)
def test_a_property_too_many_is_refused_at_any_depth(world: World, asked: Asked) -> None:
    request = asked.case.build(world, MAYA)
    caller = one_who_may(asked).person
    tried = 0
    for place in [place for place in places(request) if place]:
        changed = json.loads(json.dumps(request))  # what stands twice in it is two objects now
        reach(changed, place)["amount_minor"] = 1
        reply = asked.send(world, caller, MAYA, changed=changed).refused(422, "invalid_field")
        assert reply["field"] == ".".join(map(str, (*place, "amount_minor")))
        tried += 1
    assert tried > 0


def test_every_request_with_nested_objects_is_tried(world: World) -> None:
    nested = {a.name for a in PLAIN if any(place for place in places(a.case.build(world, MAYA)))}
    assert nested == {asked.name for asked in DEEP}


def places(content: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Where objects stand in a request."""
    if isinstance(content, Mapping):
        yield path
    pairs = content.items() if isinstance(content, Mapping) else enumerate(content) if is_list(content) else ()
    for name, value in pairs:
        yield from places(value, (*path, name))


def is_list(content: Any) -> bool:
    return isinstance(content, list)


def reach(content: Any, place: tuple[str | int, ...]) -> Any:
    for step in place:
        content = content[step]
    return content
