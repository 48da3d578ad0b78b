"""Where the audit trail can't be written, nothing happens and nothing is told: fail closed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from urllib.parse import urlsplit

import pytest

from common import wiring
from local.demo.practice import CLINIC_ID
from tests.access.asked import EVERY, PUBLIC, Asked
from tests.access.test_standing import one_who_may
from tests.access.world import World
from tests.product import MAYA, Person

AUDIT = f"c:{{{CLINIC_ID}}}:audit"
PROBLEM = {"type", "title", "status", "code", "detail", "request_id"}
AUDITED = [asked for asked in EVERY if asked.operation.audit is not None]


def who(asked: Asked) -> Person | None:
    return one_who_may(asked).person if asked.is_for_people else None


@pytest.fixture
def ruined(world: World) -> World:
    """What stands where the audit trail was takes no rows."""
    world.product.raw.delete(AUDIT)
    world.product.raw.set(AUDIT, "not a trail")
    return world


@pytest.fixture
def forbidden(world: World) -> Iterator[World]:
    """The functions come as a user who may do everything but add to the trail."""
    raw, place = world.product.raw, urlsplit(world.product.url)
    raw.acl_setuser("unaudited", enabled=True, passwords=["+secret"], keys=["*"], commands=["+@all", "-xadd"])
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("VALKEY_URL", f"redis://unaudited:secret@{place.hostname}:{place.port}/0")
        for cached in (wiring.core, wiring.door):
            cached.cache_clear()
        yield world
    for cached in (wiring.core, wiring.door):
        cached.cache_clear()
    raw.acl_deluser("unaudited")


def assert_nothing_happens(world: World, asked: Asked) -> None:
    if asked.contract.schedule:
        world.product.now += timedelta(minutes=10)  # so that it has something to do
    before = world.stored()
    reply = asked.send(world, who(asked), MAYA)
    if asked.contract.schedule:
        assert reply.ok()["retried"] > 0
    else:
        assert reply.status in {500, 503}, reply.text
        assert set(reply.json) == PROBLEM
    assert records_of_harbor(world.stored()) == records_of_harbor(before)


def records_of_harbor(stored: dict[bytes, bytes]) -> dict[bytes, bytes]:
    """Jobs are leased before they are done, so that a failure brings them back: those keys are no record of anybody."""
    of_harbor = f"c:{{{CLINIC_ID}}}:".encode()
    return {k: v for k, v in stored.items() if k.startswith(of_harbor) and not (b":jobs:" in k or b":leases:" in k)}


@pytest.mark.parametrize("asked", AUDITED, ids=lambda asked: asked.name)
def test_nothing_happens_where_the_trail_is_ruined(ruined: World, asked: Asked) -> None:
    assert_nothing_happens(ruined, asked)


@pytest.mark.parametrize("asked", AUDITED, ids=lambda asked: asked.name)
def test_nothing_happens_where_the_trail_may_not_be_written(forbidden: World, asked: Asked) -> None:
    assert_nothing_happens(forbidden, asked)


@pytest.mark.parametrize("asked", PUBLIC, ids=lambda asked: asked.name)
def test_what_needs_no_audit_goes_on(forbidden: World, asked: Asked) -> None:
    asked.send(forbidden, None, MAYA).ok()


def test_a_refusal_that_can_not_be_written_down_tells_no_more_than_that_something_failed(ruined: World) -> None:
    stranger = Person("uid-stranger", "stranger@example.com")
    ask: Callable[[Person], str] = lambda person: ruined.product.call("profile", by=person).json["code"]  # noqa: E731
    assert {ask(stranger), ask(MAYA)} == {"unexpected"}
