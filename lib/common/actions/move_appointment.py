"""Move an appointment to another time: it keeps its card, its deposit and its policy, and what was owed stays owed."""

from __future__ import annotations

from dataclasses import dataclass, replace
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
from common.domain.wall_clock import MINUTE

if TYPE_CHECKING:
    from common.domain.appointments import Appointment
    from common.domain.clinic import Practice
    from common.domain.patients import Patient
    from common.domain.ports import Appointments


@dataclass(frozen=True, slots=True)
class MoveWish:
    """To which time, with whom. `by_clinic`: the clinic moves it, which it may at any time."""

    provider_id: str
    starts_at: int
    by_clinic: bool


def move_terms(
    appointment: Appointment, practice: Practice, patient: Patient | None, wish: MoveWish, now: int
) -> MoveTerms:
    """Raises NotCancellableError, NotFoundError, InvalidFieldError, and NotMovableError past the clinic's cut-off,
    which holds for patients. Where the clinic moves it, nothing more is owed than before, and nothing sooner.
    """
    if appointment.status is not Status.BOOKED or now >= appointment.starts_at:
        raise NotCancellableError
    until = moves_until(appointment, practice)
    if not wish.by_clinic and now >= until:
        raise NotMovableError
    providers_of(practice, practice.get_type(appointment.type_id), wish.provider_id)
    receipt = receipt_of(appointment, practice, patient)
    owed_before = Money(appointment.owed_when_moved_minor, practice.clinic.currency)
    owed = owed_before if wish.by_clinic else receipt.fee_at(now)
    moved = replace(_moved(appointment, wish), owed_when_moved_minor=owed.amount_minor)
    return MoveTerms(
        appointment=appointment,
        provider_id=wish.provider_id,
        starts_at=moved.starts_at,
        ends_at=moved.ends_at,
        owed=owed,
        moves_until=None if wish.by_clinic else until,
        receipt=receipt_of(moved, practice, patient),
    )


def move_appointment(  # noqa: PLR0913
    appointments: Appointments,
    practice: Practice,
    patient: Patient | None,
    appointment: Appointment,
    *,
    wish: MoveWish,
    version: int,
    expected_owed_minor: int,
    now: int,
) -> MovedAppointment:
    """Raises as `move_terms`, StaleVersionError, PracticeChangedError, FeeChangedError, and SlotTakenError with the
    nearest free times: the time that it had stays its own until it has the new one.
    """
    provider, kind = practice.get_provider(wish.provider_id), practice.get_type(appointment.type_id)
    moved = _moved(appointment, wish)
    shape = replace(visit_shape(provider, kind), duration_minutes=(moved.ends_at - moved.starts_at) // MINUTE)
    owed = Money(expected_owed_minor, practice.clinic.currency)
    draft = MoveDraft(provider, practice, shape, wish.starts_at, owed, moved.fees_count_from)
    try:
        if appointment.version == version:  # or else perhaps moved by this very request: the store knows
            if move_terms(appointment, practice, patient, wish, now).owed != owed:
                raise FeeChangedError(receipt_of(appointment, practice, patient), zone=practice.clinic.zone, now=now)
            _require_open(draft, now)
        moved_version = appointments.move(
            replace(appointment, version=version), draft, day_ends_at=looks_at_day_end(moved, practice)
        )
    except SlotTakenError:
        raise SlotTakenError(nearest_free(appointments, [provider], kind, wish.starts_at, now)) from None
    moved = replace(moved, version=moved_version)
    file = calendar_file(moved, practice, now)
    return MovedAppointment(moved.id, moved.provider_id, moved.starts_at, moved.ends_at, moved.version, file)


def _moved(appointment: Appointment, wish: MoveWish) -> Appointment:
    starts_at = wish.starts_at
    return replace(
        appointment,
        provider_id=wish.provider_id,
        starts_at=starts_at,
        ends_at=starts_at + appointment.ends_at - appointment.starts_at,
        # A patient who moves it chooses when fees begin; one for whom the clinic does never owes sooner than before.
        fees_count_from=max(appointment.fees_count_from, starts_at) if wish.by_clinic else starts_at,
    )


def _require_open(draft: MoveDraft, now: int) -> None:
    """The hours are checked here, what is taken in the script: nobody can come in between there."""
    if not is_free(draft.provider.schedule, draft.shape, (), draft.starts_at, now):
        raise SlotTakenError
