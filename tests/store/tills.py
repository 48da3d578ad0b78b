"""Charges as a visit leads to them."""

from __future__ import annotations

from common.domain.charges import Charge, ChargeKind
from common.domain.drafts import ChargeRow
from common.domain.patients import Patient
from common.domain.scope import Role
from common.store.charges import ValkeyCharges
from tests.store.desk import Desk
from tests.store.drafts import calling_off, paying


def pay(desk: Desk, patient: Patient, starts_at: int, amount_minor: int = 3000) -> Charge:
    """A deposit, paid as the visit was booked."""
    held = desk.get(desk.hold(patient, starts_at).appointment_id)
    desk.accept(patient, held)
    desk.appointments(patient).book(held, paying(amount_minor))
    return only(desk, held.id)


def owe(desk: Desk, patient: Patient, starts_at: int, amount_minor: int = 5000) -> Charge:
    """A fee that is due: the visit was cancelled late."""
    visit = desk.book(patient, starts_at)
    desk.appointments(patient).cancel(visit, calling_off(amount_minor))
    return only(desk, visit.id)


def only(desk: Desk, appointment_id: str, kind: ChargeKind | None = None) -> Charge:
    """The visit's one charge of that kind."""
    (found,) = [row.charge for row in rows(desk, appointment_id) if kind in {None, row.charge.kind}]
    return found


def rows(desk: Desk, appointment_id: str) -> list[ChargeRow]:
    """A visit's charges, newest first."""
    return list(desk.open(Role.SCHEDULE).charges.list_for(appointment_id))


def charges_at(desk: Desk, role: Role = Role.SCHEDULE) -> ValkeyCharges:
    return desk.open(role).charges
