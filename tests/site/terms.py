"""Other terms than the demo clinic's, for as long as something takes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from local.demo.people import PASSWORD, TEAM
from tests.site.clinic import ClinicApi

SIXTY_DAYS: Final = 24 * 60


@contextmanager
def nothing_free(clinic: ClinicApi) -> Iterator[None]:
    """No time is free to cancel in any more."""
    token = _owner(clinic)
    usual = clinic.policy(token)
    clinic.publish(token, usual | {"grace_minutes": 0, "tiers": [{**usual["tiers"][0], "hours_before": SIXTY_DAYS}]})
    try:
        yield
    finally:
        clinic.publish(token, usual)


@contextmanager
def moves_by_phone(clinic: ClinicApi) -> Iterator[None]:
    """Patients can't move a visit of the next two months themselves."""
    token = _owner(clinic)
    usual = clinic.policy(token)
    clinic.publish(token, usual | {"move_hours": SIXTY_DAYS})
    try:
        yield
    finally:
        clinic.publish(token, usual)


@contextmanager
def price_in_advance(clinic: ClinicApi, type_id: str) -> Iterator[None]:
    """Patients may pay the whole price of this kind of visit when they book it."""
    _change(clinic, type_id, may_prepay=True)
    try:
        yield
    finally:
        _change(clinic, type_id, may_prepay=False)


def _change(clinic: ClinicApi, type_id: str, **fields: Any) -> None:
    token = _owner(clinic)
    types = clinic.call("appointment_types", token=token).json()["appointment_types"]
    known = next(one for one in types if one["id"] == type_id)
    body = {name: value for name, value in known.items() if name != "id"} | {"appointment_type_id": type_id} | fields
    changed = clinic.call("appointment_types", "PUT", token=token, body=body)
    assert changed.ok, changed.text


def _owner(clinic: ClinicApi) -> str:
    return clinic.stack.auth.client.sign_in(TEAM[0].email, PASSWORD).id_token
