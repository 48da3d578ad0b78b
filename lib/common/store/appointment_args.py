"""What the appointments' scripts are given, in the order in which their headers list it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from common.domain.clinic import visit_shape
from common.domain.ids import derived_id
from common.domain.policy_content import policy_hash as hash_of
from common.store.records import card_words, sealed_payer, sealed_reason
from common.store.scoped import pairs

if TYPE_CHECKING:
    from common.domain.appointments import Appointment
    from common.domain.availability import Interval, Visit
    from common.domain.drafts import AttendanceDraft, BookDraft, CancelDraft, HoldDraft, MoveDraft, Paid
    from common.domain.receipt import Settlement
    from common.store.scoped import Scoped
    from common.store.valkey import Arg

_MINUTE = 60


def hold_args(scoped: Scoped, draft: HoldDraft, appointment_id: str) -> list[Arg]:
    """From ARGV 5 on."""
    when = _when(draft.starts_at, visit_shape(draft.provider, draft.kind))
    policy = draft.practice.policy
    payer = sealed_payer(scoped.clinic_key, appointment_id, draft.patient.details.payer_id)
    return [
        draft.practice.version,
        appointment_id,
        draft.patient.id,
        draft.provider.id,
        draft.kind.id,
        when.starts_at,
        *when.blocked,
        draft.expires_at,
        policy.version,
        _terms_of(draft, when),
        *pairs(
            {
                "ends_at": when.ends_at,
                "price_minor": draft.kind.price_minor,
                "deposit_minor": draft.deposit_minor,
                "needs_card": int(draft.needs_card),
                "policy_hash": hash_of(policy),
                "payer": payer,
            }
        ),
    ]


def book_args(scoped: Scoped, appointment: Appointment, draft: BookDraft) -> list[Arg]:
    """From ARGV 5 on."""
    return [
        appointment.id,
        draft.policy_hash or "",
        int(draft.ready),
        *card_words(scoped.clinic_key, draft.card),
        *_paid_args(appointment, draft.paid),
        draft.day_ends_at or 0,
        int(draft.needs_card_on_file),
    ]


def return_args(scoped: Scoped, appointment: Appointment, paid: Paid) -> list[Arg]:
    """From ARGV 5 on."""
    charge_id = deposit_id(appointment, paid)
    return [
        appointment.id,
        charge_id,
        paid.intent_id,
        paid.amount.amount_minor,
        paid.amount.currency,
        *card_words(scoped.clinic_key, paid.card),
        derived_id("rfd", charge_id, "returned"),
    ]


def cancel_args(scoped: Scoped, appointment: Appointment, draft: CancelDraft) -> list[Arg]:
    """From ARGV 5 on."""
    return [
        appointment.id,
        appointment.version,
        draft.by,
        *_settlement_args(draft.settlement),
        derived_id("chg", "late_cancel", appointment.id),
        derived_id("rfd", appointment.id, "cancelled"),
        sealed_reason(scoped.clinic_key, appointment.id, draft.reason),
        draft.waived_by or "",
    ]


def move_args(appointment: Appointment, draft: MoveDraft, day_ends_at: int | None) -> list[Arg]:
    """From ARGV 5 on."""
    when = _when(draft.starts_at, draft.shape)
    return [
        draft.practice.version,
        appointment.id,
        appointment.version,
        draft.provider.id,
        when.starts_at,
        when.ends_at,
        *when.blocked,
        draft.owed.amount_minor,
        day_ends_at or 0,
        draft.fees_count_from,
    ]


def attend_args(appointment: Appointment, draft: AttendanceDraft) -> list[Arg]:
    """From ARGV 5 on."""
    # Said again after it was taken back, it is another charge: the first one's was waived, or went back.
    charge_id = derived_id("chg", "no_show", appointment.id, str(appointment.version))
    return [
        appointment.id,
        appointment.version,
        draft.status,
        draft.by,
        *_settlement_args(draft.settlement),
        charge_id,
        derived_id("rfd", charge_id, "deposit"),
        draft.charge_at or 0,
        draft.noshow_from,
        derived_id("rfd", charge_id, "undone", str(appointment.version)),
        draft.looks_again_at or 0,
    ]


def _settlement_args(settlement: Settlement) -> tuple[Arg, ...]:
    return (
        settlement.fee.amount_minor,
        settlement.fee.currency,
        settlement.to_charge.amount_minor,
        settlement.to_refund.amount_minor,
    )


@dataclass(frozen=True, slots=True)
class _When:
    starts_at: int
    ends_at: int
    blocked: Interval


def _when(starts_at: int, shape: Visit) -> _When:
    ends_at = starts_at + shape.duration_minutes * _MINUTE
    blocked = (starts_at - shape.buffer_before_minutes * _MINUTE, ends_at + shape.buffer_after_minutes * _MINUTE)
    return _When(starts_at, ends_at, blocked)


def _terms_of(draft: HoldDraft, when: _When) -> str:
    """All that the receipt shown with a hold comes from; the patient's version stands for their payer."""
    price = (draft.kind.price_minor, draft.deposit_minor, draft.practice.policy.version, draft.patient.version)
    shown = (when.starts_at, when.ends_at, *when.blocked, *price)
    return ":".join((draft.provider.id, draft.kind.id, *map(str, shown)))


def deposit_id(appointment: Appointment, paid: Paid) -> str:
    """One for each payment: should a second one ever come through, it is another charge, and goes back."""
    return derived_id("chg", "deposit", appointment.id, paid.intent_id)


def _paid_args(appointment: Appointment, paid: Paid | None) -> tuple[Arg, ...]:
    if paid is None:
        return "", 0, "", ""
    return paid.intent_id, paid.amount.amount_minor, paid.amount.currency, deposit_id(appointment, paid)
