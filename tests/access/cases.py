"""One valid request for each operation of the registry, in the prepared world.

The table is the one thing to write for a new function: who may call it, and what it leaves in the audit trail, the
tests take from its contract.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from common import wiring
from local.demo.practice import CHEN as CHENS_ID
from local.demo.practice import CLINIC_ID
from local.demo.practice import JOHNSON as JOHNSONS_ID
from tests.access.people import OTHER_PROVIDER, OTHER_TYPE
from tests.access.world import World
from tests.product import DANIEL, MAYA, RUTH, Person, details

Row = tuple[str, str]  # action and subject


@dataclass(frozen=True)
class Case:
    """`build` makes a request about a patient's records. `rows` is what is audited where all goes well.

    `foreign` gives, for each field that holds an id, one that belongs to another clinic.
    """

    build: Callable[[World, Person], Mapping[str, Any]] = lambda _, __: {}
    rows: Callable[[World, Person], list[Row]] = lambda _, __: []
    foreign: Mapping[str, Callable[[World], Any]] = field(default_factory=dict)
    headers: Callable[[World, bytes], Mapping[str, str]] = lambda _, __: {}


def _accepts(world: World, about: Person) -> dict[str, Any]:
    visits = world.of(about)
    return {"appointment_id": visits.held, "policy_version": 1, "policy_hash": visits.policy_hash}


def _visit(world: World, about: Person) -> dict[str, Any]:
    return {"appointment_id": world.of(about).booked}


def _hours(**changed: Any) -> dict[str, Any]:
    hours = {"start": "09:00", "end": "12:00"}
    return {"provider_id": JOHNSONS_ID, "version": 1, "weekly": [[hours]] + 6 * [[]], "step_minutes": 15} | changed


_TYPE = {
    "name": "Patch test",
    "description": "A small square, read after two days.",
    "category": "medical",
    "duration_minutes": 30,
    "price_minor": 9000,
    "provider_ids": [CHENS_ID],
}
_BUFFERS = {"buffer_before_minutes": 0, "buffer_after_minutes": 0, "minimum_notice_minutes": 0, "horizon_days": 60}
_CLOSED = {"kind": "closed", "first_day": "2027-03-18", "last_day": "2027-03-18"}
_FEE = {"kind": "amount", "value": 4000}
_PROFILE = {k: v for k, v in details(full_name="Given Name").items() if k != "privacy_notice"}


def _patient(action: str) -> Callable[[World, Person], list[Row]]:
    return lambda world, about: [(action, world.of(about).patient_id)]


def _on(subject: str, *actions: str) -> Callable[[World, Person], list[Row]]:
    return lambda _, __: [(action, subject) for action in actions]


def _appointment(which: str, *actions: str) -> Callable[[World, Person], list[Row]]:
    return lambda world, about: [(action, getattr(world.of(about), which)) for action in actions]


_SOMEONES_VISIT = {"appointment_id": lambda world: world.of(RUTH).booked}
_SOMEONES_HOLD = {"appointment_id": lambda world: world.of(RUTH).held}
_SOMEONES_CHARGE = {"charge_id": lambda world: world.of(RUTH).due}
_SOMEONES_HOURS: Mapping[str, Callable[[World], Any]] = {"provider_id": lambda _: OTHER_PROVIDER}


def _signed(world: World, body: bytes) -> dict[str, str]:
    stamped = f"{world.product.epoch}.".encode() + body
    digest = hmac.new(b"whsec_0000000000000000", stamped, hashlib.sha256).hexdigest()
    return {"stripe-signature": f"t={world.product.epoch},v1={digest}"}


def _event(world: World, _: Person) -> dict[str, Any]:
    """Stripe tells that the card of Daniel's hold was confirmed."""
    visits = world.of(DANIEL)
    about = {
        "object": "setup_intent",
        "id": visits.intent,
        "metadata": {"clinic_id": CLINIC_ID, "patient_id": visits.patient_id, "appointment_id": visits.held},
    }
    return {
        "id": "evt_1",
        "type": "setup_intent.succeeded",
        "created": world.product.epoch,
        "data": {"object": about},
    }


_STEP = {"tiers": [{"hours_before": 48, "fee": _FEE}], "no_show_fee": _FEE}


def _draft(**more: Any) -> dict[str, Any]:
    """A policy that says everything."""
    rule = {"grace_minutes": 10, "charge_after_hours": 2, "unattended": "mark"}
    overrides = [{"appointment_type_id": "typ_filler", **_STEP}]
    return {"version": 1, "grace_minutes": 15, "overrides": overrides, "cap": _FEE, "no_shows": rule, **_STEP, **more}


def _moves(world: World, about: Person) -> dict[str, Any]:
    return {**_visit(world, about), "provider_id": JOHNSONS_ID, "starts_at": "2027-03-11T16:00:00Z"}


def _token(world: World, about: Person) -> dict[str, Any]:
    """The link to the charge that the bank declined."""
    visits = world.of(about)
    expires_at = world.product.epoch + 60
    ids = (CLINIC_ID, visits.patient_id, visits.declined)
    return {"token": wiring.payment_links().sign(*ids, expires_at=expires_at)}


def _charged(world: World, _: Person) -> list[Row]:
    """What falls due: each is taken in hand, its payment written down, and how it went."""
    return [
        (action, world.of(person).due)
        for person in (MAYA, DANIEL)
        for action in ("charge.begin", "charge.begin", "charge.settle")
    ]


CASES: Mapping[str, Case] = {
    "appointment_notes GET": Case(_visit, _appointment("booked", "note.read"), _SOMEONES_VISIT),
    "appointment_notes POST": Case(
        lambda world, about: {**_visit(world, about), "text": "Doing well."},
        _appointment("booked", "note.write", "note.read"),
        _SOMEONES_VISIT,
    ),
    "appointment_types GET": Case(rows=_on("", "appointment_type.read")),
    "appointment_types POST": Case(
        lambda _, __: _TYPE,
        lambda _, __: [("appointment_type.add", "*")],
        {"provider_ids": lambda _: [OTHER_PROVIDER]},
    ),
    "appointment_types PUT": Case(
        lambda _, __: {**_TYPE, "appointment_type_id": "typ_filler", "version": 1, "active": True},
        _on("typ_filler", "appointment_type.change"),
        {"appointment_type_id": lambda _: OTHER_TYPE, "provider_ids": lambda _: [OTHER_PROVIDER]},
    ),
    "appointments GET": Case(
        lambda _, __: {
            "provider_id": JOHNSONS_ID,
            "from_at": "2027-03-09T00:00:00Z",
            "until": "2027-03-10T00:00:00Z",
        },
        _patient("appointment.read"),
        _SOMEONES_HOURS,
    ),
    "attendance POST": Case(
        lambda world, about: {"appointment_id": world.of(about).today, "status": "arrived", "version": 2},
        _appointment("today", "appointment.attend"),
        {"appointment_id": lambda world: world.of(RUTH).today},
    ),
    "availability GET": Case(lambda _, __: {"provider_id": JOHNSONS_ID}, _on("", "availability.read"), _SOMEONES_HOURS),
    "availability PUT": Case(
        lambda _, __: _hours(**_BUFFERS), _on(JOHNSONS_ID, "availability.change"), _SOMEONES_HOURS
    ),
    "availability POST": Case(
        lambda _, __: {
            "provider_id": JOHNSONS_ID,
            "version": 1,
            "hours": {"start": "09:00", "end": "10:00"},
            **_CLOSED,
        },
        _on(JOHNSONS_ID, "availability.change"),
        _SOMEONES_HOURS,
    ),
    "availability DELETE": Case(
        lambda _, __: {"provider_id": JOHNSONS_ID, "version": 1, "exception_id": "exc_memorialday"},
        _on(JOHNSONS_ID, "availability.change"),
        {**_SOMEONES_HOURS, "exception_id": lambda _: "exc_hilltopclosed"},
    ),
    "book_slot POST": Case(
        lambda _, __: {
            "provider_id": CHENS_ID,
            "appointment_type_id": "typ_acnevisit",
            "starts_at": "2027-03-11T14:00:00Z",
        },
        lambda world, about: [("appointment.hold", world.of(about).held), ("appointment.hold", "*")],
        {**_SOMEONES_HOURS, "appointment_type_id": lambda _: OTHER_TYPE},
    ),
    "book_slot PUT": Case(
        _accepts,
        _appointment("held", "appointment.book"),
        _SOMEONES_HOLD,
    ),
    "cancel GET": Case(_visit, _appointment("booked", "appointment.cancel_preview"), _SOMEONES_VISIT),
    "cancel POST": Case(
        lambda world, about: {**_visit(world, about), "expected_fee_minor": 0},
        _appointment("booked", "appointment.cancel"),
        _SOMEONES_VISIT,
    ),
    "charges GET": Case(
        lambda world, about: {"patient_id": world.of(about).patient_id},
        _patient("charge.read"),
        {**_SOMEONES_VISIT, "patient_id": lambda world: world.of(RUTH).patient_id},
    ),
    "charges POST": Case(
        lambda world, about: {"charge_id": world.of(about).due, "action": "waive", "reason": "The first time."},
        _appointment("due", "charge.waive", "charge.read"),
        _SOMEONES_CHARGE,
    ),
    "clinic GET": Case(lambda _, __: {"slug": "harbor-dermatology"}),
    "enforce_policy POST": Case(rows=_charged, headers=lambda _, __: {"x-require-whisk-auth": "tick-secret-of-a-test"}),
    "open_slots GET": Case(
        lambda _, __: {
            "appointment_type_id": "typ_acnevisit",
            "provider_id": JOHNSONS_ID,
            "first_day": "2027-03-09",
            "last_day": "2027-03-09",
        },
        foreign={**_SOMEONES_HOURS, "appointment_type_id": lambda _: OTHER_TYPE},
    ),
    "pay POST": Case(_token, _appointment("declined", "charge.read")),
    "pay PUT": Case(_token, _appointment("declined", "charge.read")),
    "payment_method DELETE": Case(
        lambda world, about: {"card_id": world.of(about).card},
        _patient("card.remove"),
        {"card_id": lambda world: world.of(RUTH).card},
    ),
    "payment_method GET": Case(rows=_patient("card.read")),
    "payment_method POST": Case(rows=_patient("card.start")),
    "payment_method PUT": Case(
        lambda world, about: {"setup_intent_id": world.of(about).intent},
        _patient("card.save"),
        {"setup_intent_id": lambda world: world.of(RUTH).intent, "card_id": lambda world: world.of(RUTH).card},
    ),
    "policy GET": Case(rows=_on("", "policy.read")),
    "policy POST": Case(lambda _, __: _draft(), _on("policy", "policy.publish")),
    "policy PUT": Case(
        lambda _, __: _draft(appointment_type_id="typ_filler", starts_at="2027-03-11T16:00:00Z"),
        _on("", "policy.read"),
        {"appointment_type_id": lambda _: OTHER_TYPE},
    ),
    "profile GET": Case(rows=_patient("patient.read")),
    "profile PUT": Case(lambda _, __: {**_PROFILE, "version": 2}, _patient("patient.change")),
    "reminders POST": Case(
        rows=lambda world, _: [("appointment.expire", world.of(person).held) for person in (MAYA, DANIEL)],
        headers=lambda _, __: {"x-require-whisk-auth": "tick-secret-of-a-test"},
    ),
    "reschedule GET": Case(
        _moves, _appointment("booked", "appointment.reschedule_preview"), {**_SOMEONES_VISIT, **_SOMEONES_HOURS}
    ),
    "reschedule POST": Case(
        lambda world, about: {**_moves(world, about), "version": 2, "expected_owed_minor": 0},
        _appointment("booked", "appointment.reschedule"),
        {**_SOMEONES_VISIT, **_SOMEONES_HOURS},
    ),
    "sign_up POST": Case(lambda _, __: details(), lambda _, __: [("patient.sign_up", "*")]),
    "stripe_webhook POST": Case(
        _event, lambda world, _: [("appointment.book", world.of(DANIEL).held)], headers=_signed
    ),
}
