"""Appointments: a patient's own, or the clinic's calendar."""

from __future__ import annotations

from typing import Literal

from common.domain.appointments import Status
from common.domain.scope import TEAM, Role
from common.http.contract import Contract, Operation
from common.http.fields import GivenInstant, Id, Instant, Minor, Request, Response
from common.http.receipts import ReceiptView


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
    """`patient` is given to the team alone; `calendar_file` (text/calendar) while the visit is ahead."""

    id: str
    status: Status
    provider_id: str
    appointment_type_id: str
    starts_at: Instant
    ends_at: Instant
    expires_at: Instant | None
    booked_at: Instant
    price_minor: Minor
    cancelled_at: Instant | None
    cancelled_by: Literal["patient", "clinic"] | None
    fee_minor: Minor
    policy_accepted_at: Instant | None
    receipt: ReceiptView
    note_count: int
    patient: PatientView | None
    calendar_file: str | None
    version: int


class AppointmentsView(Response):
    """By start, earliest first."""

    appointments: tuple[AppointmentView, ...]


LIST = Operation(
    method="GET",
    summary="List appointments",
    roles=(*TEAM, Role.PATIENT),
    request=AppointmentsQuery,
    response=AppointmentsView,
    audit="appointment.read",
)

CONTRACT = Contract(name="appointments", summary="My appointments, or the clinic's calendar", operations=(LIST,))
