"""What `enforce_policy` does when it is due: charges, refunds, and what a crash or a missed webhook left open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from common import log
from common.actions.attend_appointment import no_show_draft
from common.actions.charge_card import Till, charge_card, state_of
from common.actions.compare_charges import compare_charges
from common.actions.refund_payment import refund_payment
from common.actions.take_payment_event import book_with_card, book_with_payment
from common.domain.appointments import Status
from common.domain.charges import UNREACHED, ChargeStatus
from common.domain.drafts import PaymentState
from common.domain.jobs import JobKind
from common.domain.vendor_errors import VendorError
from common.domain.wall_clock import DAY, HOUR

if TYPE_CHECKING:
    from collections.abc import Mapping

    from common.actions.run_due_jobs import Perform
    from common.domain.appointments import Appointment
    from common.domain.errands import Errand
    from common.domain.jobs import Job
    from common.domain.payments import OpenProcessor, Processor

NOBODY = "schedule"


def enforcing(open_processor: OpenProcessor) -> Mapping[str, Perform]:
    """How each kind of job is done, with the card processor that it needs."""
    work = _Work(open_processor)
    return {
        JobKind.INTENT_CLOSE: work.close_intent,
        JobKind.CHARGE: work.charge,
        JobKind.CHARGE_CLOSE: work.close_charge,
        JobKind.REFUND: work.refund,
        JobKind.CARD_DETACH: work.detach_card,
        JobKind.DAY_END: work.end_day,
        JobKind.COMPARISON: work.compare,
    }


class _Work:
    """Each answers whether there was anything left to do, and raises VendorError to be asked again."""

    def __init__(self, open_processor: OpenProcessor) -> None:
        self._open_processor = open_processor

    def close_intent(self, job: Job, errand: Errand) -> bool:
        """A hold was let go. Where its card or payment came through all the same, and nobody told us, the booking is
        finished, or the money goes back.
        """
        appointment = errand.stores.appointments.find(job.subject)
        if appointment is None or appointment.status is not Status.CANCELLED:
            return False
        processor = self._processor(errand)
        if appointment.payment_intent_id is not None:
            payment = processor.payments.cancel_payment(appointment.payment_intent_id)
            if payment.is_paid:
                book_with_payment(errand, appointment, payment)
        if appointment.setup_intent_id is not None:
            _close_setup(errand, processor, appointment, appointment.setup_intent_id)
        return True

    def charge(self, job: Job, errand: Errand) -> bool:
        """A fee is due, was left open by a crash, or is to be tried again."""
        try:
            status = charge_card(self._till(errand), job.subject, by_hand=False)
        except VendorError as error:
            if not error.permanent and job.retry_at(errand.now) is not None:
                raise
            log.error("charge_given_up", error, clinic_id=errand.clinic_id, charge_id=job.subject)
            _give_up(errand, job.subject, error)
            return True
        return status is not ChargeStatus.WAIVED

    def close_charge(self, job: Job, errand: Errand) -> bool:
        """A charge was waived: what was begun for it ends. If it was paid in that very moment, it goes back."""
        charge = errand.stores.charges.find(job.subject)
        if charge is None:
            return False
        intent = self._processor(errand).payments.cancel_payment(job.step)
        state = state_of(charge, intent, errand.now)
        if intent.is_paid and state is not None:
            errand.stores.charges.settle(charge.id, state)
        return True

    def refund(self, job: Job, errand: Errand) -> bool:
        """Money is to go back."""
        return refund_payment(self._till(errand), job.subject)

    def detach_card(self, job: Job, errand: Errand) -> bool:
        """A patient had a card forgotten."""
        self._processor(errand).cards.detach_card(job.step)
        return True

    def end_day(self, job: Job, errand: Errand) -> bool:
        """Nobody has said whether the patient came. The policy that they accepted says what that means."""
        appointment = errand.stores.appointments.find(job.subject)
        if appointment is None or appointment.status is not Status.BOOKED:
            return False
        rule = errand.practice.get_policy(appointment.policy_version).no_shows
        if rule.unattended == "leave" or errand.now < appointment.ends_at:
            return False
        charge_at = errand.now + rule.charge_after_hours * HOUR if rule.unattended == "charge" else None
        patient = errand.stores.patients.find(appointment.patient_id)
        draft = no_show_draft(appointment, errand.practice, patient, by=NOBODY, charge_at=charge_at)
        errand.stores.appointments.attend(appointment, draft)
        return True

    def compare(self, job: Job, errand: Errand) -> bool:
        """A day is over in which something was paid."""
        return compare_charges(self._till(errand), int(job.subject))

    def _processor(self, errand: Errand) -> Processor:
        return self._open_processor(errand.practice.clinic.stripe_account)

    def _till(self, errand: Errand) -> Till:
        return Till(errand.stores, self._processor(errand), errand.practice, errand.clinic_id, errand.now)


def _close_setup(errand: Errand, processor: Processor, appointment: Appointment, setup_intent_id: str) -> None:
    processor.cards.cancel_setup_intent(setup_intent_id)
    intent = processor.cards.find_setup_intent(setup_intent_id)
    card = intent.card_kept(errand.now) if intent else None
    if card is not None and appointment.cancelled_by == "hold_expired":
        book_with_card(errand, appointment, card)


def _give_up(errand: Errand, charge_id: str, error: VendorError) -> None:
    """Shown as failed, so that somebody sees it. Where Stripe was away all the time, it is tried again tomorrow; what
    it refuses for good waits for somebody.
    """
    charge = errand.stores.charges.find(charge_id)
    if charge is not None:
        again_at = None if error.permanent else errand.now + DAY
        state = PaymentState(charge.intent_id or "", "failed", UNREACHED, None, again_at)
        errand.stores.charges.settle(charge_id, state)
