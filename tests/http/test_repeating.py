"""A lost reply can be asked for again: the same key and body get the same answer, and change nothing twice."""

from __future__ import annotations

from tests.access.people import PATIENTS
from tests.access.world import World
from tests.product import DANIEL


def test_what_is_answered_as_booked_is_booked(world: World) -> None:
    visits = world.of(DANIEL)
    accepted = {"appointment_id": visits.held, "policy_version": 1, "policy_hash": visits.policy_hash}
    assert world.product.call("book_slot", "PUT", by=DANIEL, body=accepted).ok()["status"] == "booked"
    listed = world.product.call("appointments", by=PATIENTS[DANIEL.uid]).ok()["appointments"]
    assert {one["id"]: one["status"] for one in listed} == {visits.booked: "booked", visits.held: "booked"}
