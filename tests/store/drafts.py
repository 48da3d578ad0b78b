"""Changes as tests hand them to the stores."""

from __future__ import annotations

from typing import Literal

from common.domain.appointments import Appointment, Status
from common.domain.cards import CardOnFile
from common.domain.clinic import visit_shape
from common.domain.drafts import AttendanceDraft, BookDraft, CancelDraft, MoveDraft, Paid, PaymentState
from common.domain.money import Money
from common.domain.receipt import Settlement
from tests.store.desk import ACNE, Desk


def usd(amount_minor: int) -> Money:
    return Money(amount_minor, "usd")


def settled(to_charge: int = 0, *, from_deposit: int = 0, to_refund: int = 0) -> Settlement:
    """The fee is what is charged and what is kept together."""
    return Settlement(usd(to_charge + from_deposit), usd(from_deposit), usd(to_charge), usd(to_refund))


def calling_off(
    to_charge: int = 0,
    *,
    by: Literal["patient", "clinic"] = "patient",
    reason: str | None = None,
    to_refund: int = 0,
    from_deposit: int = 0,
    waived_by: str | None = None,
) -> CancelDraft:
    return CancelDraft(by, settled(to_charge, from_deposit=from_deposit, to_refund=to_refund), reason, waived_by)


def missed(
    visit: Appointment, to_charge: int = 7500, *, charge_at: int | None = None, noshow_from: int | None = None
) -> AttendanceDraft:
    from_at = visit.starts_at if noshow_from is None else noshow_from
    return AttendanceDraft(Status.NOSHOW, "Dr. Johnson", settled(to_charge), charge_at, from_at)


def attended(visit: Appointment, status: Status = Status.ARRIVED) -> AttendanceDraft:
    return AttendanceDraft(status, "Dr. Johnson", settled(), None, visit.starts_at)


def moving(desk: Desk, visit: Appointment, starts_at: int, *, owed: int = 0) -> MoveDraft:
    """To another time of the same provider."""
    practice = desk.practice()
    provider = practice.get_provider(visit.provider_id)
    shape = visit_shape(provider, practice.get_type(ACNE))
    return MoveDraft(provider, practice, shape, starts_at, usd(owed), fees_count_from=starts_at)


def paying(amount_minor: int, intent_id: str = "pi_deposit", card: CardOnFile | None = None) -> BookDraft:
    """Books with what was paid in advance."""
    return BookDraft(paid=Paid(usd(amount_minor), intent_id, card))


def state(
    status: Literal["succeeded", "requires_action", "failed"],
    intent_id: str = "pi_1",
    *,
    failure: str | None = None,
    again_at: int | None = None,
) -> PaymentState:
    """How a payment stands at Stripe."""
    return PaymentState(intent_id, status, failure, None, again_at)
