"""Hold a free time for a patient while they read the policy and enter a card."""

from __future__ import annotations

from typing import TYPE_CHECKING

from common.actions.receipts import receipt_before
from common.actions.slots import nearest_free, providers_of
from common.domain.appointments import HOLD_SECONDS
from common.domain.availability import is_free
from common.domain.clinic import visit_shape
from common.domain.drafts import HoldDraft
from common.domain.errors import SlotTakenError
from common.domain.money import Money
from common.domain.outcomes import HeldSlot
from common.domain.wall_clock import DAY

if TYPE_CHECKING:
    from common.domain.appointments import Hold, OpenSlot
    from common.domain.clinic import AppointmentType, Practice, Provider
    from common.domain.patients import Patient
    from common.domain.ports import Appointments
    from common.domain.receipt import Receipt


def hold_slot(  # noqa: PLR0913
    appointments: Appointments,
    practice: Practice,
    patient: Patient,
    *,
    provider_id: str,
    type_id: str,
    starts_at: int,
    now: int,
) -> HeldSlot:
    """Raises NotFoundError, InvalidFieldError, PracticeChangedError, and SlotTakenError with the nearest free times."""
    kind = practice.get_type(type_id)
    (provider,) = providers_of(practice, kind, provider_id)
    receipt = receipt_before(practice, kind, patient, starts_at=starts_at, now=now)
    draft = HoldDraft(
        provider=provider,
        kind=kind,
        practice=practice,
        patient=patient,
        starts_at=starts_at,
        expires_at=now + HOLD_SECONDS,
        deposit_minor=receipt.deposit.amount_minor,
        needs_card=receipt.may_charge,
    )
    try:
        hold = _hold(appointments, draft, now)
    except SlotTakenError:
        raise SlotTakenError(_alternatives(appointments, provider, kind, starts_at, now)) from None
    if hold.booked_at != now:  # a hold of theirs that goes on
        receipt = receipt_before(practice, kind, patient, starts_at=starts_at, now=hold.booked_at)
    return HeldSlot(
        hold=hold,
        ends_at=starts_at + kind.duration_minutes * 60,
        receipt=receipt,
        needs_card=receipt.may_charge and patient.card is None,
        price_minor=kind.price_minor,
        prepay_minor=prepay_minor(kind, receipt),
        card=patient.card,
    )


def prepay_minor(kind: AppointmentType, receipt: Receipt) -> int | None:
    """The whole price, where it may be paid in advance: not by patients whose payer bars fees, nor where no card takes
    so little.
    """
    price = Money(kind.price_minor, receipt.no_show.currency)
    is_offered = kind.may_prepay and not receipt.barred and price.amount_minor and price.chargeable() == price
    return price.amount_minor if is_offered else None


def _hold(appointments: Appointments, draft: HoldDraft, now: int) -> Hold:
    """The hours are checked here, what is taken in the script: nobody can come in between there."""
    schedule, shape = draft.provider.schedule, visit_shape(draft.provider, draft.kind)
    if not is_free(schedule, shape, (), draft.starts_at, now):
        raise SlotTakenError
    return appointments.hold(draft)


def _alternatives(
    appointments: Appointments, provider: Provider, kind: AppointmentType, starts_at: int, now: int
) -> list[OpenSlot]:
    near_enough = abs(starts_at - now) < (provider.schedule.horizon_days + 2) * DAY
    return nearest_free(appointments, [provider], kind, starts_at if near_enough else now, now)
