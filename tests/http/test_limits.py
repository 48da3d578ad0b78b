"""How often one may call: counted for each caller, each address and each clinic, and told with the time to wait."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from common import wiring
from common.domain.scope import Role
from common.http.machines import ServiceEntrance
from common.store.door import Limits
from local.demo.practice import CLINIC_ID
from tests.access.people import CHEN, MOSS, OTHER_CLINIC
from tests.access.world import World
from tests.http.wire import send
from tests.product import DANIEL, MAYA, Person, Reply

FEW = 3


@pytest.fixture
def few(world: World) -> World:
    wiring.door().limits = Limits(caller=FEW)
    return world


def profile(world: World, by: Person) -> Reply:
    return world.product.call("profile", by=by)


def page(world: World, headers: Mapping[str, str]) -> Reply:
    return send(world, "clinic", query="slug=harbor-dermatology", kind=None, headers=headers)


def test_a_caller_who_asks_too_often_is_told_to_wait(few: World) -> None:
    for _ in range(FEW):
        profile(few, MAYA).ok()
    reply = profile(few, MAYA)
    reply.refused(429, "rate_limited")
    assert reply.headers["Retry-After"] == "60"


def test_one_callers_haste_is_not_anothers_wait(few: World) -> None:
    for _ in range(FEW + 1):
        profile(few, MAYA)
    profile(few, DANIEL).ok()


def test_a_caller_is_the_same_whatever_they_call_and_wherever_from(few: World) -> None:
    few.product.call("profile", by=MAYA, headers={"x-forwarded-for": "198.51.100.1"}).ok()
    few.product.call("appointments", by=MAYA, headers={"x-forwarded-for": "198.51.100.2"}).ok()
    few.product.call("payment_method", by=MAYA).ok()
    profile(few, MAYA).refused(429, "rate_limited")


def test_who_is_not_signed_in_is_counted_by_address(few: World) -> None:
    for _ in range(FEW):
        page(few, {"x-forwarded-for": "198.51.100.1"}).ok()
    page(few, {"x-forwarded-for": "198.51.100.1"}).refused(429, "rate_limited")
    page(few, {"x-forwarded-for": "198.51.100.2"}).ok()


def test_an_address_that_a_caller_writes_themselves_changes_nothing(few: World) -> None:
    """The platform adds the one it saw at the end."""
    for number in range(FEW):
        page(few, {"x-forwarded-for": f"10.0.0.{number}, 198.51.100.1"}).ok()
    page(few, {"x-forwarded-for": "10.9.9.9, 198.51.100.1"}).refused(429, "rate_limited")
    page(few, {"do-connecting-ip": "198.51.100.7", "x-forwarded-for": "198.51.100.1"}).ok()


def test_no_key_tells_an_address(few: World) -> None:
    page(few, {"x-forwarded-for": "198.51.100.1"}).ok()
    assert not [key for key in few.product.raw.keys("*") if b"198.51" in key]


def test_a_clinic_that_is_flooded_leaves_the_others_alone(world: World) -> None:
    wiring.door().limits = Limits(clinic=FEW)
    for person in (MAYA, DANIEL):
        profile(world, person).ok()
    world.product.call("appointment_types", by=CHEN).ok()
    profile(world, MAYA).refused(429, "rate_limited")
    world.product.call("appointment_types", by=MOSS, query={"clinic": OTHER_CLINIC}).ok()


def test_a_clinic_that_is_flooded_stalls_neither_the_schedule_nor_stripe(world: World) -> None:
    wiring.door().limits = Limits(clinic=FEW)
    for _ in range(FEW + 1):
        profile(world, MAYA)
    profile(world, MAYA).refused(429, "rate_limited")
    for role in (Role.SCHEDULE, Role.STRIPE):
        entrance = ServiceEntrance(wiring.door(), role, "enforce_policy", "job.run")
        for number in range(FEW):
            entrance.open(CLINIC_ID, attempt_key=f"{role}-{number}", request_id="r", now=world.product.epoch)


def test_the_count_ends_within_a_minute(few: World) -> None:
    profile(few, MAYA).ok()
    counts = few.product.raw.keys(f"c:{{{CLINIC_ID}}}:rate:*")
    assert len(counts) == 2
    assert all(0 < few.product.raw.ttl(key) <= 60 for key in counts)


def test_a_refusal_for_haste_changes_nothing(few: World) -> None:
    for _ in range(FEW):
        profile(few, MAYA).ok()
    before = few.stored()
    body = {"appointment_id": few.of(MAYA).booked, "expected_fee_minor": 0}
    few.product.call("cancel", "POST", by=MAYA, body=body).refused(429, "rate_limited")
    assert few.stored() == before
