"""What actions need from the outside, as they see it. Stores and vendors implement these."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from common.domain.appointments import Appointment, Cancellation, Hold
    from common.domain.availability import Interval
    from common.domain.cards import CardOnFile
    from common.domain.charges import Charge, ChargeStatus, Dispute, Refund, RefundStatus
    from common.domain.clinic import Practice
    from common.domain.drafts import (
        AttendanceDraft,
        Begun,
        BookDraft,
        BookingProgress,
        CalendarRow,
        CancelDraft,
        ChargeRow,
        HoldDraft,
        MoveDraft,
        Note,
        Paid,
        PaymentState,
    )
    from common.domain.jobs import Job, Queue
    from common.domain.outcomes import Comparison
    from common.domain.patients import Consents, Patient, PatientDetails
    from common.domain.scope import Membership


class Appointments(Protocol):
    """Within the scope it was opened with; what lies outside is not found."""

    @property
    def clinic_id(self) -> str:
        """Whose appointments these are."""
        ...

    def list_busy(self, provider_ids: Sequence[str], from_at: int, until: int) -> Mapping[str, Sequence[Interval]]:
        """For each provider, the blocks of live appointments that meet the window, by start. Never whose."""
        ...

    def list_visit_times(self, provider_id: str, from_at: int, until: int) -> Sequence[Interval]:
        """When the provider's visits in the window take place, buffers aside, by start. Never whose."""
        ...

    def hold(self, draft: HoldDraft) -> Hold:
        """Raises SlotTakenError, and StaleVersionError where the practice changed since it was read."""
        ...

    def book(self, appointment: Appointment, draft: BookDraft) -> BookingProgress:
        """Raises PolicyChangedError, SlotTakenError."""
        ...

    def attach_intent(self, appointment: Appointment, intent_id: str, customer_id: str) -> None:
        """So that a crash leaves nothing unfound."""
        ...

    def cancel(self, appointment: Appointment, draft: CancelDraft) -> Cancellation:
        """Raises NotCancellableError, StaleVersionError."""
        ...

    def move(self, appointment: Appointment, draft: MoveDraft, *, day_ends_at: int | None) -> int:
        """The appointment's new version. Raises SlotTakenError, NotCancellableError, StaleVersionError, and
        PracticeChangedError where the practice changed since it was read.
        """
        ...

    def attend(self, appointment: Appointment, draft: AttendanceDraft) -> None:
        """Raises AttendanceError, ChargeUnderWayError, StaleVersionError."""
        ...

    def return_payment(self, appointment: Appointment, paid: Paid) -> int:
        """What was paid for a time that went to somebody else goes back, once for each payment. How much of it has, or
        is on its way, in minor units: less than was paid where the visit was booked with it before.
        """
        ...

    def expire(self, appointment_id: str) -> bool:
        """Whether a hold was ended; one that was booked meanwhile stays."""
        ...

    def find(self, appointment_id: str) -> Appointment | None:
        """For machines, whose own change leaves the audit entry; None outside the scope."""
        ...

    def list_visits(self, patient_id: str) -> Sequence[Appointment]:
        """By start, a time that is held among them."""
        ...

    def list_calendar(self, provider_id: str, from_at: int, until: int) -> Sequence[CalendarRow]:
        """By start. Raises NotFoundError for a patient's scope."""
        ...


class Patients(Protocol):
    """Within the scope it was opened with."""

    def add(self, membership: Membership, details: PatientDetails, consents: Consents) -> str | None:
        """The id of the caller's new patient record; None where they had one before, which stays as it is."""
        ...

    def change(self, patient: Patient, details: PatientDetails, consents: Consents, *, version: int) -> Patient:
        """Raises StaleVersionError."""
        ...

    def find(self, patient_id: str) -> Patient | None:
        """For machines, whose own change leaves the audit entry; None outside the scope."""
        ...

    def keep_card(self, patient_id: str, *, customer_id: str, card: CardOnFile | None) -> None:
        """What Stripe told: the customer, and the card once it was confirmed."""
        ...

    def choose_card(self, patient_id: str, card_id: str) -> None:
        """From now on, this one is charged. Raises NotFoundError."""
        ...

    def remove_card(self, patient_id: str, card_id: str, *, by_holder: bool) -> None:
        """Raises NotFoundError, and CardNeededError where the patient asks and a visit or a fee needs the last one."""
        ...


class Charges(Protocol):
    """Within the scope it was opened with."""

    def list_charges(self, patient_id: str) -> Sequence[ChargeRow]:
        """A patient's, newest first."""
        ...

    def list_for(self, appointment_id: str) -> Sequence[ChargeRow]:
        """Those of one visit, newest first. Raises NotFoundError."""
        ...

    def get(self, charge_id: str) -> ChargeRow:
        """Audited, for showing it. Raises NotFoundError."""
        ...

    def list_open(self) -> Sequence[ChargeRow]:
        """Those of the clinic that aren't settled, longest due first. Raises NotFoundError for a patient's scope."""
        ...

    def find(self, charge_id: str) -> Charge | None:
        """For machines and for what a change is about to do, whose script leaves the audit entry."""
        ...

    def begin(self, charge_id: str, *, card_id: str | None, by_hand: bool) -> Begun:
        """Takes the charge in hand where it is due, or where somebody asks for it. Raises NotFoundError."""
        ...

    def attach_intent(self, charge: Charge, intent_id: str) -> None:
        """Before it is confirmed."""
        ...

    def settle(self, charge_id: str, state: PaymentState) -> ChargeStatus:
        """Writes down what Stripe says, from whichever side it comes, and answers how the charge stands then."""
        ...

    def waive(self, charge: Charge, *, by: str, reason: str | None) -> None:
        """Raises ChargeUnderWayError, ChargeSettledError."""
        ...

    def begin_refund(self, charge: Charge, *, amount_minor: int | None, by: str, reason: str | None) -> Refund:
        """Sets it on its way: all that is left where no amount is given. Raises RefundTooLargeError."""
        ...

    def note_refund(self, charge: Charge, refund_id: str, amount_minor: int) -> Refund:
        """Somebody made it at Stripe itself."""
        ...

    def find_refund(self, refund_id: str) -> Refund | None:
        """For machines, and for who began it."""
        ...

    def settle_refund(self, refund: Refund, status: RefundStatus) -> None:
        """Writes down what Stripe says."""
        ...

    def dispute(self, charge: Charge, dispute_id: str, outcome: Dispute) -> None:
        """The cardholder complained to their bank, or the bank has decided."""
        ...

    def keep_comparison(self, comparison: Comparison, *, matching: Sequence[str]) -> None:
        """How a day's charges stood against Stripe's. `matching` differed before."""
        ...

    def have_compared(self, instant: int) -> None:
        """The day of that instant, once it is over: something of it isn't in the books."""
        ...

    def find_comparison(self) -> Comparison | None:
        """The last one, with all that differs by then."""
        ...

    def list_settled(self, from_at: int, until: int) -> Sequence[Charge]:
        """What was paid or went back in a window, for comparing with Stripe."""
        ...


class Practices(Protocol):
    """A clinic's own facts."""

    def change(self, subject: str, action: str, edit: Callable[[Practice], Practice]) -> Practice:
        """`edit` may run again, on what somebody else has saved meanwhile. `action` is for the audit trail."""
        ...


class Notes(Protocol):
    """The clinic's notes on appointments."""

    def add(self, appointment_id: str, author: str, text: str) -> None:
        """A note is never edited."""
        ...

    def list_notes(self, appointment_id: str) -> Sequence[Note]:
        """Oldest first."""
        ...


class Jobs(Protocol):
    """One clinic's jobs."""

    def lease(self, most: int) -> Sequence[Job]:
        """What is due, for a while nobody else's."""
        ...

    def settle(
        self, job: Job, outcome: Literal["done", "retry", "dead"], *, due_again_at: int = 0, why: str = ""
    ) -> bool:
        """False where the lease was lost meanwhile."""
        ...

    def put_clinic_off(self, *, at_latest: int | None = None) -> None:
        """Says when this clinic is to be looked at again: when its next job is due, or else `at_latest`."""
        ...


class Sweeps(Protocol):
    """Up to when the events of Stripe accounts were looked through, and which were taken lately."""

    def find(self, account: str | None) -> int | None:
        """None before the first time."""
        ...

    def keep(self, account: str | None, until: int) -> None:
        """From there on next time."""
        ...

    def was_taken(self, event_id: str) -> bool:
        """A hint that saves asking Stripe again: taking an event twice changes nothing."""
        ...

    def note_taken(self, event_id: str) -> None:
        """For two days, which is longer than sweeps overlap."""
        ...

    def failing_since(self, event_id: str) -> int | None:
        """When it was first tried in vain; None where it never was."""
        ...

    def note_failing(self, event_id: str, now: int) -> int:
        """It couldn't be taken. When it was first tried in vain."""
        ...


class ClinicRegister(Protocol):
    """Where clinics come to be."""

    def add(self, practice: Practice, members: Mapping[str, Membership]) -> None:
        """Raises ConflictError where the id or the slug is taken."""
        ...


class Stores(Protocol):
    """Every repository, opened with one caller's scope."""

    @property
    def appointments(self) -> Appointments: ...
    @property
    def patients(self) -> Patients: ...
    @property
    def practices(self) -> Practices: ...
    @property
    def notes(self) -> Notes: ...
    @property
    def charges(self) -> Charges: ...
    def jobs(self, queue: Queue) -> Jobs:
        """Those of one scheduled function."""
        ...
