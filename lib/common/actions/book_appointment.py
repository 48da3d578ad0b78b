"""Accept the policy of a hold and book it: with the card on file, one that is being confirmed, or a payment."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from common.actions.hold_slot import prepay_minor
from common.actions.list_appointments import calendar_file
from common.actions.receipts import looks_at_day_end, receipt_of
from common.actions.secure_visit import payment_for, setup_for
from common.actions.slots import nearest_free
from common.domain.drafts import BookDraft, Paid
from common.domain.errors import InvalidFieldError, SlotTakenError
from common.domain.money import Money
from common.domain.outcomes import Booking
from common.domain.payments import PaymentStatus
from common.domain.vendor_errors import CardDeclinedError

if TYPE_CHECKING:
    from common.domain.appointments import Appointment, OpenSlot
    from common.domain.cards import CardOnFile
    from common.domain.clinic import Practice
    from common.domain.drafts import BookingProgress
    from common.domain.patients import Patient
    from common.domain.payments import OpenProcessor, PaymentIntent
    from common.domain.ports import Appointments
    from common.domain.receipt import Receipt


@dataclass(frozen=True, slots=True)
class Acceptance:
    """What the patient says yes to. `key` is the request's: the same one tries a card once."""

    policy_hash: str
    pay: Literal["deposit", "price"]
    another_card: bool
    key: str


@dataclass(frozen=True, slots=True)
class _Visit:
    """A hold that is being booked."""

    appointments: Appointments
    open_processor: OpenProcessor
    practice: Practice
    patient: Patient
    appointment: Appointment
    card: CardOnFile | None
    now: int

    @property
    def draft(self) -> BookDraft:
        return BookDraft(day_ends_at=looks_at_day_end(self.appointment, self.practice))


def book_appointment(  # noqa: PLR0913
    appointments: Appointments,
    open_processor: OpenProcessor,
    practice: Practice,
    patient: Patient,
    appointment: Appointment,
    *,
    accepted: Acceptance,
    now: int,
) -> Booking:
    """Raises PolicyChangedError, CardDeclinedError, VendorError, InvalidFieldError, and SlotTakenError with the nearest
    free times: what was paid for a time that is gone goes back.

    Acceptance is written down before a card is asked for, so that Stripe's webhook can finish the booking when the
    browser doesn't come back.
    """
    card = None if accepted.another_card else patient.card
    visit = _Visit(appointments, open_processor, practice, patient, appointment, card, now)
    receipt = receipt_of(appointment, practice, patient)
    amount = _due_now(visit, receipt, accepted.pay)
    ready = not amount.amount_minor and (card is not None or not receipt.may_charge)
    on_file = ready and receipt.may_charge
    draft = replace(visit.draft, policy_hash=accepted.policy_hash, ready=ready, needs_card_on_file=on_file)
    try:
        progress = appointments.book(appointment, draft)
        if progress.status == "booked":
            return _booked(visit)
        if amount.amount_minor:
            return _pay(visit, progress, amount, accepted.key)
        return _keep_card(visit, progress)
    except SlotTakenError as taken:
        returned_minor = taken.returned_minor or _return_what_was_paid(visit)
        raise SlotTakenError(_alternatives(visit), returned_minor) from None


def _due_now(visit: _Visit, receipt: Receipt, pay: Literal["deposit", "price"]) -> Money:
    currency = visit.practice.clinic.currency
    if pay == "deposit":
        return Money(0 if receipt.barred else visit.appointment.deposit_minor, currency)
    price = prepay_minor(visit.practice.get_type(visit.appointment.type_id), receipt)
    if price is None:
        raise InvalidFieldError("pay", "This visit can't be paid in full in advance. Pay the deposit.")
    return Money(visit.appointment.price_minor, currency)


def _keep_card(visit: _Visit, progress: BookingProgress) -> Booking:
    processor = visit.open_processor(visit.practice.clinic.stripe_account)
    intent = setup_for(
        visit.appointments, processor, visit.patient, visit.appointment, known_id=progress.setup_intent_id
    )
    if intent.card is None:
        return _unfinished(visit, "needs_card", 0, intent.client_secret)
    visit.appointments.book(visit.appointment, replace(visit.draft, card=intent.card_kept(visit.now)))
    return _booked(visit)


def _pay(visit: _Visit, progress: BookingProgress, amount: Money, key: str) -> Booking:
    processor = visit.open_processor(visit.practice.clinic.stripe_account)
    intent = payment_for(
        visit.appointments, processor, visit.patient, visit.appointment, amount, known_id=progress.payment_intent_id
    )
    if visit.card is not None and intent.status in _UNCONFIRMED:
        intent = processor.payments.confirm_payment(
            intent.id,
            card_id=visit.card.payment_method_id,
            present=True,
            idempotency_key=f"confirm:{intent.id}:{key}",
        )
        if intent.failure is not None and not intent.is_paid:
            raise CardDeclinedError("stripe", intent.failure, "", decline_code=intent.failure)
    if not intent.is_paid:
        asks_bank = visit.card is not None and intent.status is PaymentStatus.REQUIRES_ACTION
        status: _Unfinished = "needs_action" if asks_bank else "needs_payment"
        return _unfinished(visit, status, intent.amount_minor, intent.client_secret)
    book_paid(visit.appointments, visit.appointment, intent, visit.draft, visit.now)
    return _booked(visit)


def book_paid(
    appointments: Appointments, appointment: Appointment, intent: PaymentIntent, draft: BookDraft, now: int
) -> BookingProgress:
    """Books what was paid for. Raises SlotTakenError where it is gone, with what of the payment goes back. All of it
    does where the time was booked before without this payment.
    """
    paid = _paid(intent, now)
    try:
        progress = appointments.book(appointment, replace(draft, card=paid.card, paid=paid, ready=True))
    except SlotTakenError:
        raise SlotTakenError(returned_minor=appointments.return_payment(appointment, paid)) from None
    if progress.is_extra:
        appointments.return_payment(appointment, paid)
    return progress


_Unfinished = Literal["needs_card", "needs_payment", "needs_action"]
_UNCONFIRMED = (PaymentStatus.REQUIRES_PAYMENT_METHOD, PaymentStatus.REQUIRES_CONFIRMATION)


def _return_what_was_paid(visit: _Visit) -> int:
    """For a time that went to somebody else before the payment came through: what of it is on its way back."""
    intent_id = visit.appointment.payment_intent_id
    payments = visit.open_processor(visit.practice.clinic.stripe_account).payments if intent_id else None
    intent = payments.find_payment(intent_id) if payments and intent_id else None
    if intent is None or not intent.is_paid:
        return 0
    return visit.appointments.return_payment(visit.appointment, _paid(intent, visit.now))


def _paid(intent: PaymentIntent, now: int) -> Paid:
    return Paid(intent.amount, intent.id, replace(intent.card, chosen_at=now) if intent.card else None)


def _alternatives(visit: _Visit) -> list[OpenSlot]:
    appointment, practice = visit.appointment, visit.practice
    provider, kind = practice.get_provider(appointment.provider_id), practice.get_type(appointment.type_id)
    return nearest_free(visit.appointments, [provider], kind, appointment.starts_at, visit.now)


def _booked(visit: _Visit) -> Booking:
    appointment = visit.appointment
    file = calendar_file(appointment, visit.practice, visit.now)
    return Booking("booked", appointment.id, appointment.starts_at, appointment.ends_at, None, 0, None, file)


def _unfinished(
    visit: _Visit,
    status: _Unfinished,
    amount_minor: int,
    client_secret: str | None,
) -> Booking:
    held = visit.appointment
    return Booking(status, held.id, held.starts_at, held.ends_at, held.expires_at, amount_minor, client_secret, None)
