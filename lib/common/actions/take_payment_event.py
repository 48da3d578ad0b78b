"""Take what Stripe tells of, perhaps after the browser was closed: a card, a payment, a refund, a dispute.

Events come late, twice and in any order, or not at all until they are swept up. So an event says where to look, and
Stripe is asked how that stands now; the script that writes it down is the same for every side that learns of it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, Literal

from common import log
from common.actions.book_appointment import book_paid
from common.actions.charge_card import state_of, waive_where_barred
from common.actions.receipts import looks_at_day_end
from common.domain.drafts import BookDraft
from common.domain.errors import NotFoundError, SlotTakenError
from common.domain.ids import derived_id

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from common.domain.appointments import Appointment
    from common.domain.cards import CardOnFile, PaymentEvent
    from common.domain.charges import Charge
    from common.domain.errands import Errand, OpenErrand
    from common.domain.payments import OpenProcessor, PaymentIntent, Processor

    Take = Callable[[PaymentEvent, Errand, Processor], "Effect"]

Effect = Literal[
    "booked", "pending", "unaccepted", "taken", "kept", "charged", "refunded", "disputed", "forgotten", "none"
]


def take_payment_event(event: PaymentEvent, open_errand: OpenErrand, open_processor: OpenProcessor) -> Effect:
    """What the event changed; `none` for one that doesn't concern us. Raises VendorError, StoreUnavailableError.

    What it is about is looked up in the account that it came from, which has to be the clinic's: nobody else's
    account can tell us anything.
    """
    take = _TAKE.get(event.about)
    if take is None or event.kind not in KINDS:
        return "none"
    metadata = _metadata(event, open_processor)
    if metadata is None or "clinic_id" not in metadata:
        return "none"
    event = replace(event, metadata=metadata)
    try:
        errand = _open(event, open_errand)
    except NotFoundError:
        return "none"
    account = errand.practice.clinic.stripe_account
    if account != event.account:
        return "none"
    try:
        return take(event, errand, open_processor(account))
    except NotFoundError:
        return "none"


def _open(event: PaymentEvent, open_errand: OpenErrand) -> Errand:
    """In the clinic that the event names, with its appointment. Raises NotFoundError."""
    clinic_id, appointment_id = event.metadata["clinic_id"], event.metadata.get("appointment_id", "")
    try:
        return open_errand(clinic_id, attempt_key=event.id, appointment_id=appointment_id)
    except NotFoundError:
        if event.about != "payment_intent" or not appointment_id:
            raise
        # An older backup knows nothing of the visit, but the clinic has its money.
        return open_errand(clinic_id, attempt_key=event.id)


def _metadata(event: PaymentEvent, open_processor: OpenProcessor) -> Mapping[str, str] | None:
    """Refunds, disputes and cards don't say whose they are: their payment does, or their customer."""
    if event.about == "payment_method":
        processor = open_processor(event.account)
        return processor.cards.find_customer(event.customer_id) if event.customer_id else None
    if event.intent_id is not None:
        payment = open_processor(event.account).payments.find_payment(event.intent_id)
        return payment.metadata if payment else None
    return event.metadata


def _take_setup(event: PaymentEvent, errand: Errand, processor: Processor) -> Effect:
    intent = processor.cards.find_setup_intent(event.object_id)
    card = intent.card_kept(int(event.created_at.timestamp())) if intent else None
    if intent is None or card is None:
        return "none"
    if errand.appointment is not None:
        return book_with_card(errand, errand.appointment, card)
    patient_id = intent.metadata.get("patient_id")
    if patient_id is None or intent.customer_id is None:
        return "none"
    errand.stores.patients.keep_card(patient_id, customer_id=intent.customer_id, card=card)
    return "kept"


def book_with_card(errand: Errand, appointment: Appointment, card: CardOnFile) -> Effect:
    """Finishes a booking whose card was confirmed."""
    draft = replace(_draft(errand, appointment), card=card)
    try:
        return errand.stores.appointments.book(appointment, draft).status
    except SlotTakenError:
        return "taken"


def book_with_payment(errand: Errand, appointment: Appointment, intent: PaymentIntent) -> Effect:
    """Finishes a booking that was paid for, or gives the money back where the time is gone."""
    try:
        progress = book_paid(errand.stores.appointments, appointment, intent, _draft(errand, appointment), errand.now)
    except SlotTakenError:
        return "taken"
    return progress.status


def _draft(errand: Errand, appointment: Appointment) -> BookDraft:
    return BookDraft(day_ends_at=looks_at_day_end(appointment, errand.practice))


def _take_payment(event: PaymentEvent, errand: Errand, processor: Processor) -> Effect:
    intent = processor.payments.find_payment(event.intent_id or event.object_id)
    if intent is None:
        return "none"
    charge = errand.stores.charges.find(_charge_id(event, intent.id))
    if charge is not None:
        state = state_of(charge, intent, errand.now)
        if state is None:
            return "none"
        if errand.patient is not None:
            waive_where_barred(errand.stores.charges, charge, errand.practice, errand.patient)
        errand.stores.charges.settle(charge.id, state)
        return "charged"
    if not intent.is_paid:
        return "none"
    if errand.appointment is None or "charge_id" in event.metadata:
        return _have_named(event, errand, intent)
    return book_with_payment(errand, errand.appointment, intent)


def _have_named(event: PaymentEvent, errand: Errand, intent: PaymentIntent) -> Effect:
    """A payment that the books don't know, such as a fee's after an older backup was restored. It may have been owed:
    nothing is booked for it, and nothing goes back. The day's comparison names it to the clinic.
    """
    log.error(
        "payment_unknown", clinic_id=errand.clinic_id, vendor_id=intent.id, charge_id=_charge_id(event, intent.id)
    )
    errand.stores.charges.have_compared(errand.now if intent.paid_at is None else intent.paid_at)
    return "none"


def _take_refunds(event: PaymentEvent, errand: Errand, processor: Processor) -> Effect:
    """All of the payment's, those that somebody made at Stripe itself among them."""
    charges = errand.stores.charges
    if event.intent_id is None:
        return "none"
    charge = _paid_charge(event, errand, processor)
    for made in processor.payments.list_refunds(event.intent_id):
        refund_id = made.our_id or derived_id("rfd", made.id)
        refund = charges.find_refund(refund_id)
        if refund is None and made.status != "failed":  # made at Stripe itself, or before a backup was restored
            refund = charges.note_refund(charge, refund_id, made.amount_minor)
        if refund is not None:
            charges.settle_refund(refund, made.status)
    return "refunded"


def _take_dispute(event: PaymentEvent, errand: Errand, processor: Processor) -> Effect:
    charge = _paid_charge(event, errand, processor)
    dispute = processor.payments.find_dispute(event.object_id)
    if dispute is None:
        return "none"
    errand.stores.charges.dispute(charge, dispute.id, dispute.outcome)
    return "disputed"


def _take_card(event: PaymentEvent, errand: Errand, processor: Processor) -> Effect:
    """A bank renewed a card, or it was taken off at Stripe."""
    patient_id = event.metadata.get("patient_id", "")
    patient = errand.stores.patients.find(patient_id)
    known = [card for card in patient.cards if card.payment_method_id == event.object_id] if patient else []
    if patient is None or patient.customer_id is None or not known:
        return "none"
    if event.kind == "payment_method.detached":
        errand.stores.patients.remove_card(patient_id, event.object_id, by_holder=False)
        return "forgotten"
    card = processor.cards.find_card(event.object_id)
    if card is None:
        return "none"
    card = replace(card, chosen_at=known[0].chosen_at)
    errand.stores.patients.keep_card(patient_id, customer_id=patient.customer_id, card=card)
    return "kept"


def _paid_charge(event: PaymentEvent, errand: Errand, processor: Processor) -> Charge:
    """The one that money goes back from. That it was paid may be told later than that."""
    _take_payment(event, errand, processor)
    charge = errand.stores.charges.find(_charge_id(event, event.intent_id or ""))
    if charge is None or charge.intent_id != event.intent_id:  # a second payment of it is named, and not its own
        raise NotFoundError
    return charge


def _charge_id(event: PaymentEvent, intent_id: str) -> str:
    """A fee's payment names its charge; a payment in advance is its appointment's."""
    return event.metadata.get("charge_id") or derived_id(
        "chg", "deposit", event.metadata.get("appointment_id", ""), intent_id
    )


_TAKE: Final[Mapping[str, Take]] = {
    "setup_intent": _take_setup,
    "payment_intent": _take_payment,
    "charge": _take_refunds,
    "refund": _take_refunds,
    "dispute": _take_dispute,
    "payment_method": _take_card,
}
# What the webhook subscribes to, and what is swept up after it.
KINDS: Final = (
    "setup_intent.succeeded",
    "payment_intent.succeeded",
    "payment_intent.payment_failed",
    "payment_intent.requires_action",
    "payment_intent.canceled",
    "charge.refunded",
    "refund.created",
    "refund.updated",
    "refund.failed",
    "charge.dispute.created",
    "charge.dispute.updated",
    "charge.dispute.closed",
    "charge.dispute.funds_withdrawn",  # of what was an inquiry until then, too
    "payment_method.detached",
    "payment_method.automatically_updated",
)
