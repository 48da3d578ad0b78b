"""Appointments: a patient's own, or the clinic's calendar."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from common.domain.appointments import Status
from common.domain.scope import TEAM, Role
from common.http.contract import Contract, Operation
from common.http.fields import GivenInstant, Id, Instant, Minor, Request, Response
from common.http.receipts import ReceiptView, show_receipt

if TYPE_CHECKING:
    from collections.abc import Sequence

    from common.domain.outcomes import ListedAppointment
    from common.domain.patients import Patient


class AppointmentsQuery(Request):
    """The team names the window `from_at` to `until`, at most 62 days. A patient gets all of theirs."""

    provider_id: Id | None = None
    from_at: GivenInstant | None = None
    until: GivenInstant | None = None


class PatientView(Response):
    """Who the visit is for, as the team sees it."""

    id: str
    full_name: str
    email: str
    phone: str
    date_of_birth: str
    payer_id: str


class AppointmentView(Response):
    """`patient` and `attended_by` are for the team alone, `calendar_file` (text/calendar) while the visit is ahead.

    `deposit_minor` is asked for to book, `paid_minor` was paid then. `moves_until`: patients may move it themselves
    before that instant.
    """

    id: str
    status: Status
    provider_id: str
    appointment_type_id: str
    starts_at: Instant
    ends_at: Instant
    expires_at: Instant | None
    booked_at: Instant
    price_minor: Minor
    deposit_minor: Minor
    paid_minor: Minor
    attended_at: Instant | None
    attended_by: str | None
    cancelled_at: Instant | None
    cancelled_by: Literal["patient", "clinic"] | None
    fee_minor: Minor
    policy_accepted_at: Instant | None
    receipt: ReceiptView
    moves_until: Instant | None
    note_count: int
    patient: PatientView | None
    calendar_file: str | None
    version: int


class AppointmentsView(Response):
    """By start, earliest first."""

    appointments: tuple[AppointmentView, ...]


def show_appointments(listed: Sequence[ListedAppointment], zone: str, now: int) -> AppointmentsView:
    """`zone` names the times in the receipts' sentences."""
    return AppointmentsView(appointments=tuple(_show_appointment(one, zone, now) for one in listed))


def _show_appointment(listed: ListedAppointment, zone: str, now: int) -> AppointmentView:
    appointment = listed.appointment
    return AppointmentView(
        id=appointment.id,
        status=appointment.status,
        provider_id=appointment.provider_id,
        appointment_type_id=appointment.type_id,
        starts_at=appointment.starts_at,
        ends_at=appointment.ends_at,
        expires_at=appointment.expires_at,
        booked_at=appointment.booked_at,
        price_minor=appointment.price_minor,
        deposit_minor=appointment.deposit_minor,
        paid_minor=appointment.paid_minor,
        attended_at=appointment.attended_at,
        attended_by=appointment.attended_by if listed.patient else None,
        cancelled_at=appointment.cancelled_at,
        cancelled_by="clinic"
        if appointment.cancelled_by == "clinic"
        else "patient"
        if appointment.cancelled_by
        else None,
        fee_minor=appointment.fee_minor,
        policy_accepted_at=appointment.policy_accepted_at,
        receipt=show_receipt(listed.receipt, zone, now),
        moves_until=listed.moves_until,
        note_count=appointment.note_count if listed.patient else 0,
        patient=_show_patient(listed.patient) if listed.patient else None,
        calendar_file=listed.calendar_file,
        version=appointment.version,
    )


def _show_patient(patient: Patient) -> PatientView:
    details = patient.details
    return PatientView(
        id=patient.id,
        full_name=details.full_name,
        email=details.email,
        phone=details.phone,
        date_of_birth=details.date_of_birth,
        payer_id=details.payer_id,
    )


LIST = Operation(
    method="GET",
    summary="List appointments",
    roles=(*TEAM, Role.PATIENT),
    request=AppointmentsQuery,
    response=AppointmentsView,
    audit="appointment.read",
)

CONTRACT = Contract(name="appointments", summary="My appointments, or the clinic's calendar", operations=(LIST,))
