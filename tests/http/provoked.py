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
        for cached in (wiring.core, wiring.door, wiring.cards):
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
    wanted = {
        "provider_id": JOHNSONS_ID,
        "appointment_type_id": "typ_acnevisit",
        "starts_at": "2027-03-09T15:00:00Z",
    }
    return world.product.call("book_slot", "POST", by=DANIEL, body=wanted)


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
    "card_declined": "nothing charges a card yet; declines on confirming are between the browser and Stripe",
}
