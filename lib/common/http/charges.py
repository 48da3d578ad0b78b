"""How a charge looks on the wire. Shared by whatever shows one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from common.domain.charges import ChargeKind, ChargeStatus, Dispute
from common.http.cards import CardView
from common.http.fields import Instant, Minor, Response

if TYPE_CHECKING:
    from common.domain.outcomes import ExplainedCharge


class ChargeView(Response):
    """What was asked of a card, or will be, why, under which version of the policy, and what became of it.

    `due_at` is when the card is charged next, None where nothing happens by itself: a no-show that waits for somebody
    of the clinic (`status` due), a failure that only the patient can mend. `failure` is a short code. A late
    cancellation was made at `cancelled_at`, and was free until `free_until`. `was_returned`: a deposit for a time that
    somebody else took meanwhile. `waive_reason`, `patient_id` and `patient_name` are given to the clinic alone,
    `pay_link` (a path of the site) where the patient can finish it. `refundable_minor` is what could still go back,
    `refund_failed_minor` what was to go back and couldn't. `dispute`: the patient's bank asks about it (`inquiry`) or
    has stopped asking (`closed`); it has taken the money (`open`), and decided for the clinic (`won`) or for the
    patient (`lost`).
    """

    id: str
    appointment_id: str
    patient_id: str | None
    patient_name: str | None
    kind: ChargeKind
    status: ChargeStatus
    amount_minor: Minor
    currency: str
    policy_version: int
    policy_accepted_at: Instant | None
    made_at: Instant
    due_at: Instant | None
    settled_at: Instant | None
    attempts: int
    failure: str | None
    card: CardView | None
    refunded_minor: Minor
    refunding_minor: Minor
    refund_failed_minor: Minor
    refundable_minor: Minor
    waived_at: Instant | None
    waived_by: str | None
    waive_reason: str | None
    dispute: Dispute | None
    was_returned: bool
    cancelled_at: Instant | None
    free_until: Instant | None
    appointment_starts_at: Instant
    appointment_type_id: str
    provider_id: str
    pay_link: str | None


def show_charge(explained: ExplainedCharge, *, to_clinic: bool) -> ChargeView:
    """With what it was for."""
    charge, appointment = explained.charge, explained.appointment
    return ChargeView(
        id=charge.id,
        appointment_id=charge.appointment_id,
        patient_id=charge.patient_id if to_clinic else None,
        patient_name=explained.patient.details.full_name if to_clinic else None,
        kind=charge.kind,
        status=charge.status,
        amount_minor=charge.amount_minor,
        currency=charge.currency,
        policy_version=charge.policy_version,
        policy_accepted_at=appointment.policy_accepted_at,
        made_at=charge.made_at,
        due_at=charge.due_at,
        settled_at=charge.settled_at,
        attempts=charge.attempts,
        failure=charge.failure,
        card=CardView.model_validate(explained.card) if explained.card else None,
        refunded_minor=charge.refunded_minor,
        refunding_minor=charge.refunding_minor,
        refund_failed_minor=charge.refund_failed_minor,
        refundable_minor=charge.refundable_minor,
        waived_at=charge.waived_at,
        waived_by=charge.waived_by,
        waive_reason=charge.waive_reason if to_clinic else None,
        dispute=charge.dispute,
        was_returned=charge.was_returned,
        cancelled_at=appointment.cancelled_at if charge.kind is ChargeKind.LATE_CANCEL else None,
        free_until=explained.receipt.free_until,
        appointment_starts_at=appointment.starts_at,
        appointment_type_id=appointment.type_id,
        provider_id=appointment.provider_id,
        pay_link=explained.pay_link,
    )
