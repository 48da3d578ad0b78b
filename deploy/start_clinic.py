"""Starts a clinic from a TOML file (`clinic.example.toml` shows one): `python -m deploy.start_clinic my-clinic.toml`.

Reads VALKEY_URL and ROOT_KEYS, and the rest of the core environment, as the functions do.
"""

from __future__ import annotations

import sys
import tomllib
import uuid
from pathlib import Path
from typing import Any

from common import settings, wiring
from common.actions.start_clinic import start_clinic
from common.domain.admission import Attempt
from common.domain.availability import Schedule, WallRange
from common.domain.clinic import AppointmentType, Clinic, Payer, Practice, Provider
from common.domain.errors import CalendersomeError
from common.domain.ids import derived_id, new_id
from common.domain.money import Fee
from common.domain.policy import Policy, Tier
from common.domain.scope import Membership, Role
from common.security.root_keys import RootKeys
from common.store.clinics import ValkeyClinicRegister
from common.store.valkey import connect

_NINE_TO_FIVE = (WallRange(9 * 60, 17 * 60),)
_WEEK = (_NINE_TO_FIVE,) * 5 + ((), ())


def practice_of(told: dict[str, Any], now: int) -> Practice:
    """Version 1 of everything. Raises KeyError for what the file leaves out."""
    clinic_id = derived_id("cln", told["slug"])  # the same file twice is the same clinic, and so refused
    payers = tuple(Payer(new_id("pay"), p["name"], p.get("medicaid", False)) for p in told["payers"])
    providers = tuple(
        Provider(new_id("prv"), p["name"], p["title"], _schedule(told["zone"]), 1) for p in told["providers"]
    )
    facts = {name: told[name] for name in ("slug", "name", "address", "phone", "phone_hours", "zone", "currency")}
    return Practice(
        version=1,
        clinic=Clinic(id=clinic_id, payers=payers, stripe_account=told.get("stripe_account"), **facts),
        providers=providers,
        types=tuple(_type(kind, tuple(p.id for p in providers)) for kind in told["types"]),
        policies=(_policy(told["policy"], told["currency"], payers, now),),
    )


def members_of(told: dict[str, Any], practice: Practice) -> dict[str, Membership]:
    """By uid; the first provider owns the clinic."""
    members = {}
    for number, (person, provider) in enumerate(zip(told["providers"], practice.providers, strict=True)):
        roles = frozenset({Role.PROVIDER, Role.OWNER} if number == 0 else {Role.PROVIDER})
        members[person["uid"]] = Membership(roles, provider_id=provider.id, name=provider.name)
    return members


def _schedule(zone: str) -> Schedule:
    return Schedule(
        zone=zone,
        weekly=_WEEK,
        exceptions=(),
        step_minutes=15,
        buffer_before_minutes=0,
        buffer_after_minutes=0,
        minimum_notice_minutes=120,
        horizon_days=90,
    )


def _policy(told: dict[str, int], currency: str, payers: tuple[Payer, ...], now: int) -> Policy:
    return Policy(
        version=1,
        currency=currency,
        tiers=(Tier(told["free_until_hours_before"], Fee("amount", told["late_fee"])),),
        no_show_fee=Fee("amount", told["no_show_fee"]),
        grace_minutes=told["grace_minutes"],
        barred_payers=frozenset(payer.id for payer in payers if payer.medicaid),
        published_at=now,
    )


def _type(told: dict[str, Any], provider_ids: tuple[str, ...]) -> AppointmentType:
    return AppointmentType(
        id=new_id("typ"),
        name=told["name"],
        description=told["description"],
        category=told["category"],
        duration_minutes=told["minutes"],
        price_minor=told["price"],
        deposit_minor=told.get("deposit", 0),
        step_minutes=None,
        buffer_before_minutes=None,
        buffer_after_minutes=None,
        provider_ids=provider_ids,
        active=True,
        version=1,
    )


def main(path: str) -> str:
    """The clinic's id. Raises CalendersomeError, KeyError."""
    told, now, core = tomllib.loads(Path(path).read_text(encoding="utf-8")), wiring.now(), settings.core()
    practice = practice_of(told, now)
    members = members_of(told, practice)
    register = ValkeyClinicRegister(
        connect(core.valkey_url),
        RootKeys.parse(core.root_keys),
        actor_id=next(iter(members)),
        request_id=uuid.uuid4().hex,
        attempt=Attempt(uuid.uuid4().hex, "0" * 64),
        now=now,
    )
    start_clinic(register, practice, members)
    return practice.clinic.id


if __name__ == "__main__":
    try:
        print(f"Started {main(sys.argv[1])}.")
    except KeyError as error:
        sys.exit(f"The file leaves out {error}.")
    except CalendersomeError as error:
        sys.exit(f"Nothing was written: {str(error) or type(error).__name__}.")
