"""The policy receipt of a visit: before it is booked, and of one that is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from common.domain.money import Money
from common.domain.receipt import Receipt, receipt

if TYPE_CHECKING:
    from common.domain.appointments import Appointment
    from common.domain.clinic import Practice
    from common.domain.ports import HoldDraft


def receipt_of_draft(draft: HoldDraft, *, booked_at: int) -> Receipt:
    """What the patient is shown before they accept."""
    practice = draft.practice
    return receipt(
        practice.policy,
        price=Money(draft.kind.price_minor, practice.clinic.currency),
        payer_id=draft.patient.details.payer_id,
        starts_at=draft.starts_at,
        booked_at=booked_at,
    )


def receipt_of(appointment: Appointment, practice: Practice) -> Receipt:
    """Under the version that the appointment was held under, whatever was published since."""
    return receipt(
        practice.get_policy(appointment.policy_version),
        price=Money(appointment.price_minor, practice.clinic.currency),
        payer_id=appointment.payer_id,
        starts_at=appointment.starts_at,
        booked_at=appointment.booked_at,
    )
