"""List appointments with their receipts: a patient's own, or a provider's calendar."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from common.actions.receipts import moves_until, receipt_of
from common.domain.appointments import Status
from common.domain.calendar_file import ics
from common.domain.errors import InvalidFieldError
from common.domain.outcomes import ListedAppointment
from common.domain.wall_clock import DAY

if TYPE_CHECKING:
    from common.domain.appointments import Appointment
    from common.domain.clinic import Practice
    from common.domain.patients import Patient
    from common.domain.ports import Appointments

_MOST_DAYS: Final = 62


def list_visits(appointments: Appointments, practice: Practice, patient: Patient, now: int) -> list[ListedAppointment]:
    """A patient's own, by start; a hold is there until it runs out, so that who left the page finds it again."""
    return [
        ListedAppointment(
            visit,
            receipt_of(visit, practice, patient),
            None,
            _file_of(visit, practice, now),
            _moves_until(visit, practice, now),
        )
        for visit in appointments.list_visits(patient.id)
    ]


def list_calendar(
    appointments: Appointments,
    practice: Practice,
    *,
    provider_id: str | None,
    from_at: int | None,
    until: int | None,
) -> list[ListedAppointment]:
    """A provider's live appointments that meet the window, by start. Raises NotFoundError, InvalidFieldError."""
    if provider_id is None:
        raise InvalidFieldError("provider_id", "Say whose calendar.")
    if from_at is None or until is None or not 0 < until - from_at <= _MOST_DAYS * DAY:
        raise InvalidFieldError("until", f"Ask for a window of 1 to {_MOST_DAYS} days, with from_at before until.")
    provider = practice.get_provider(provider_id)
    rows = appointments.list_calendar(provider.id, from_at, until)
    return [
        ListedAppointment(row.appointment, receipt_of(row.appointment, practice, row.patient), row.patient, None, None)
        for row in rows
    ]


def calendar_file(appointment: Appointment, practice: Practice, now: int) -> str:
    """The visit for the patient's own calendar, without a word about why."""
    return ics(
        uid=appointment.id,
        starts_at=appointment.starts_at,
        ends_at=appointment.ends_at,
        clinic=practice.clinic.name,
        address=practice.clinic.address,
        sequence=appointment.version,
        now=now,
    )


def _moves_until(appointment: Appointment, practice: Practice, now: int) -> int | None:
    until = moves_until(appointment, practice)
    return until if appointment.status is Status.BOOKED and now < until else None


def _file_of(appointment: Appointment, practice: Practice, now: int) -> str | None:
    ahead = appointment.status is Status.BOOKED and now < appointment.starts_at
    return calendar_file(appointment, practice, now) if ahead else None
