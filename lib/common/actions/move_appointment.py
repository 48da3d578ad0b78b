"""Move an appointment to another time: it keeps its card, its deposit and its policy, and what was owed stays owed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from common.actions.list_appointments import calendar_file
from common.actions.receipts import looks_at_day_end, moves_until, receipt_of
from common.actions.slots import nearest_free, providers_of
from common.domain.appointments import Status
from common.domain.availability import is_free
from common.domain.clinic import visit_shape
from common.domain.drafts import MoveDraft
from common.domain.errors import NotCancellableError, NotMovableError, SlotTakenError
from common.domain.money import Money
from common.domain.outcomes import MovedAppointment, MoveTerms
from common.domain.receipt import FeeChangedError

if TYPE_CHECKING:
    from common.domain.appointments import Appointment
    from common.domain.clinic import Practice
    from common.domain.patients import Patient
    from common.domain.ports import Appointments


def move_terms(  # noqa: PLR0913
    appointment: Appointment,
    practice: Practice,
    patient: Patient | None,
    *,
    provider_id: str,
    starts_at: int,
    by_clinic: bool,
    now: int,
) -> MoveTerms:
    """Raises NotCancellableError, NotFoundError, InvalidFieldError, and NotMovableError past the clinic's cut-off,
    which holds for patients. Where the clinic moves it, nothing more is owed than before.
    """
    if appointment.status is not Status.BOOKED or now >= appointment.starts_at:
        raise NotCancellableError
    until = moves_until(appointment, practice)
    if not by_clinic and now >= until:
        raise NotMovableError
    kind = practice.get_type(appointment.type_id)
    providers_of(practice, kind, provider_id)
    receipt = receipt_of(appointment, practice, patient)
    owed = receipt.fee_at(now) if not by_clinic else _owed_before(appointment, receipt.no_show)
    moved = replace(appointment, starts_at=starts_at, owed_when_moved_minor=owed.amount_minor)
    return MoveTerms(
        appointment=appointment,
        provider_id=provider_id,
        starts_at=starts_at,
        ends_at=starts_at + appointment.ends_at - appointment.starts_at,
        owed=owed,
        moves_until=None if by_clinic else until,
        receipt=receipt_of(moved, practice, patient),
    )


def move_appointment(  # noqa: PLR0913
    appointments: Appointments,
    practice: Practice,
    patient: Patient | None,
    appointment: Appointment,
    *,
    provider_id: str,
    starts_at: int,
    version: int,
    expected_owed_minor: int,
    by_clinic: bool,
    now: int,
) -> MovedAppointment:
    """Raises as `move_terms`, StaleVersionError, PracticeChangedError, FeeChangedError, and SlotTakenError with the
    nearest free times: the time that it had stays its own until it has the new one.
    """
    provider, kind = practice.get_provider(provider_id), practice.get_type(appointment.type_id)
    shape = replace(visit_shape(provider, kind), duration_minutes=(appointment.ends_at - appointment.starts_at) // 60)
    owed = Money(expected_owed_minor, practice.clinic.currency)
    draft = MoveDraft(provider, practice, shape, starts_at, owed)
    zone = provider.schedule.zone
    if appointment.version == version:  # or else perhaps by this very request: the store knows
        terms = move_terms(
            appointment,
            practice,
            patient,
            provider_id=provider_id,
            starts_at=starts_at,
            by_clinic=by_clinic,
            now=now,
        )
        if terms.owed != owed:
            raise FeeChangedError(receipt_of(appointment, practice, patient), zone=practice.clinic.zone, now=now)
    ends = looks_at_day_end(appointment, practice, zone=zone, starts_at=starts_at)
    try:
        if appointment.version == version:
            _require_open(draft, now)
        moved_version = appointments.move(replace(appointment, version=version), draft, day_ends_at=ends)
    except SlotTakenError:
        raise SlotTakenError(nearest_free(appointments, [provider], kind, starts_at, now)) from None
    ends_at = starts_at + shape.duration_minutes * 60
    moved = replace(appointment, provider_id=provider.id, starts_at=starts_at, ends_at=ends_at, version=moved_version)
    file = calendar_file(moved, practice, now)
    return MovedAppointment(moved.id, provider.id, starts_at, ends_at, moved_version, file)


def _require_open(draft: MoveDraft, now: int) -> None:
    """The hours are checked here, what is taken in the script: nobody can come in between there."""
    if not is_free(draft.provider.schedule, draft.shape, (), draft.starts_at, now):
        raise SlotTakenError


def _owed_before(appointment: Appointment, in_currency_of: Money) -> Money:
    return Money(appointment.owed_when_moved_minor, in_currency_of.currency)
