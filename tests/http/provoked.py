"""For each problem a caller can run into, a call that does."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from common import wiring
from common.store.door import Limits
from local.demo.practice import JOHNSON as JOHNSONS_ID
from tests.access.people import CHEN, PRIYA, STRANGER
from tests.access.world import World
from tests.http.wire import send
from tests.product import DANIEL, MAYA, Reply

DEAD_END = "127.0.0.1:1"


def _visit(world: World, **more: Any) -> dict[str, Any]:
    return {"appointment_id": world.of(MAYA).booked, **more}


def _accepting(world: World, **changed: Any) -> dict[str, Any]:
    held = world.of(DANIEL)
    return {"appointment_id": held.held, "policy_version": 1, "policy_hash": held.policy_hash, **changed}


def _elsewhere(variable: str, value: str, ask: Callable[[], Reply]) -> Reply:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(variable, value)
        for cached in (wiring.core, wiring.door, wiring.processor):
            cached.cache_clear()
        return ask()


def _session_ended(world: World) -> Reply:
    world.product.token(MAYA)
    world.product.now += timedelta(minutes=15)
    return world.product.call("profile", by=MAYA)


def _rate_limited(world: World) -> Reply:
    wiring.door().limits = Limits(caller=0)
    return world.product.call("profile", by=MAYA)


def _not_cancellable(world: World) -> Reply:
    world.product.now += timedelta(days=30)
    return world.product.call("cancel", by=MAYA, query=_visit(world))


def _slot_taken(world: World) -> Reply:
    return world.product.call("book_slot", "POST", by=DANIEL, body=_wanted("2027-03-09T15:00:00Z"))


def _mismatch(world: World) -> Reply:
    key = uuid.uuid4().hex
    one, another = (
        world.product.call("appointment_notes", "POST", by=CHEN, body=_visit(world, text=text), key=key)
        for text in ("one", "another")
    )
    one.ok()
    return another


def _card_not_ready(world: World) -> Reply:
    started = world.product.call("payment_method", "POST", by=MAYA, body={}).ok()
    return world.product.call("payment_method", "PUT", by=MAYA, body={"setup_intent_id": started["setup_intent_id"]})


def _not_movable(world: World) -> Reply:
    """Booked under a policy that lets patients move a visit until three days before; it is two."""
    policy = world.product.call("policy", by=CHEN).ok()["current"]
    given = {name: policy[name] for name in ("version", "tiers", "no_show_fee", "grace_minutes")}
    world.product.call("policy", "POST", by=CHEN, body={**given, "move_hours": 72}).ok()
    held = world.product.call("book_slot", "POST", by=MAYA, body=_wanted("2027-03-03T15:00:00Z")).ok()
    accepted = {name: held["receipt"][name] for name in ("policy_version", "policy_hash")}
    visit = {"appointment_id": held["appointment_id"]}
    world.product.call("book_slot", "PUT", by=MAYA, body=visit | accepted).ok()
    query = visit | {"provider_id": JOHNSONS_ID, "starts_at": "2027-03-11T16:00:00Z"}
    return world.product.call("reschedule", by=MAYA, query=query)


def _card_declined(world: World) -> Reply:
    """The one on file, which has no funds, for the deposit."""
    wanted = _wanted("2027-03-11T16:00:00Z", "typ_filler")
    held = world.product.call("book_slot", "POST", by=MAYA, body=wanted).ok()
    accepted = {name: held["receipt"][name] for name in ("policy_version", "policy_hash")}
    body = {"appointment_id": held["appointment_id"], **accepted}
    return world.product.call("book_slot", "PUT", by=MAYA, body=body)


def _wanted(starts_at: str, type_id: str = "typ_acnevisit") -> dict[str, Any]:
    return {"provider_id": JOHNSONS_ID, "appointment_type_id": type_id, "starts_at": starts_at}


def _card_needed(world: World) -> Reply:
    """The last one, while a fee is due."""
    cards = world.product.call("payment_method", by=MAYA).ok()["cards"]
    one, last = (
        world.product.call("payment_method", "DELETE", by=MAYA, query={"card_id": card["id"]}) for card in cards
    )
    one.ok()
    return last


def _charge(world: World, action: str, **more: Any) -> Reply:
    body = {"charge_id": world.of(MAYA).due, "action": action, **more}
    return world.product.call("charges", "POST", by=PRIYA, body=body)


def _charge_under_way(world: World) -> Reply:
    """Stripe was silent when it was tried: what came of it isn't known yet."""
    _elsewhere("STRIPE_API_BASE", f"http://{DEAD_END}", lambda: _charge(world, "retry")).refused(
        502, "vendor_unavailable"
    )
    return _charge(world, "waive", reason="The first time.")


def _charge_settled(world: World) -> Reply:
    _charge(world, "waive", reason="The first time.").ok()
    return _charge(world, "waive", reason="The second time.")


def _not_attendable(world: World) -> Reply:
    """It is more than a week away."""
    return world.product.call("attendance", "POST", by=PRIYA, body=_visit(world, status="arrived", version=2))


# Those that take good requests first, which leave something.
IN_STEPS = {
    "card_declined",
    "card_needed",
    "charge_settled",
    "charge_under_way",
    "idempotency_mismatch",
    "not_movable",
}
PROVOKED: Mapping[str, Callable[[World], Reply]] = {
    "origin_refused": lambda w: send(w, "profile", headers={"origin": "https://evil.example"}),
    "method_refused": lambda w: send(w, "profile", "PATCH", by=MAYA),
    "malformed": lambda w: send(w, "profile", "PUT", by=MAYA, body=b"{"),
    "not_json": lambda w: send(w, "profile", "PUT", by=MAYA, body=b"{}", kind="text/plain"),
    "too_large": lambda w: send(w, "profile", "PUT", by=MAYA, body=b" " * 300_000),
    "invalid_field": lambda w: w.product.call("profile", by=MAYA, query={"clinic": "?"}),
    "unauthenticated": lambda w: w.product.call("profile"),
    "session_ended": _session_ended,
    "email_unverified": lambda w: w.product.call("profile", by=replace(MAYA, email_verified=False)),
    "second_factor_required": lambda w: _elsewhere(
        "REQUIRE_SECOND_FACTOR", "true", lambda: w.product.call("appointment_types", by=PRIYA)
    ),
    "forbidden": lambda w: w.product.call("profile", by=STRANGER),
    "not_found": lambda w: w.product.call("cancel", by=MAYA, query={"appointment_id": "apt_0000"}),
    "slot_taken": _slot_taken,
    "stale_version": lambda w: w.product.call(
        "availability",
        "DELETE",
        by=CHEN,
        query={"provider_id": JOHNSONS_ID, "version": "9", "exception_id": "exc_memorialday"},
    ),
    "fee_changed": lambda w: w.product.call("cancel", "POST", by=MAYA, body=_visit(w, expected_fee_minor=1)),
    "policy_changed": lambda w: w.product.call("book_slot", "PUT", by=DANIEL, body=_accepting(w, policy_hash="0" * 64)),
    "not_cancellable": _not_cancellable,
    "card_not_ready": _card_not_ready,
    "card_declined": _card_declined,
    "card_needed": _card_needed,
    "charge_settled": _charge_settled,
    "charge_under_way": _charge_under_way,
    "link_spent": lambda w: w.product.call("pay", "POST", body={"token": "a" * 100}),
    "not_attendable": _not_attendable,
    "not_movable": _not_movable,
    "refund_too_large": lambda w: _charge(w, "refund"),
    "idempotency_mismatch": _mismatch,
    "rate_limited": _rate_limited,
    "unavailable": lambda w: _elsewhere(
        "VALKEY_URL", f"redis://{DEAD_END}/0", lambda: w.product.call("profile", by=MAYA)
    ),
    "untrusted_event": lambda w: w.product.call("stripe_webhook", "POST", body={}),
    "vendor_unavailable": lambda w: _elsewhere(
        "STRIPE_API_BASE", f"http://{DEAD_END}", lambda: w.product.call("payment_method", "POST", by=MAYA, body={})
    ),
}

# Told by no function yet, or by a race that a single caller can't bring about.
NOT_BY_ONE_CALL = {
    "practice_changed": "the clinic changes its hours between two steps of one call: tests of the store bring it about",
    "conflict": "two clinics under one name: tests of starting a clinic bring it about",
}
