"""What actions need from the outside, as they see it. Stores and vendors implement these."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from common.domain.appointments import Appointment, Cancellation, Hold
    from common.domain.availability import Interval
    from common.domain.cards import CardOnFile
    from common.domain.clinic import AppointmentType, Practice, Provider
    from common.domain.jobs import Job
    from common.domain.money import Money
    from common.domain.patients import Consents, Patient, PatientDetails
    from common.domain.scope import Membership


@dataclass(frozen=True, slots=True)
class HoldDraft:
    """A hold as it should be written; the store adds ids and instants."""

    provider: Provider
    kind: AppointmentType
    practice: Practice
    patient: Patient
    starts_at: int
    expires_at: int


@dataclass(frozen=True, slots=True)
class BookingProgress:
    """`unaccepted`: nobody has accepted the policy yet, so it can't be booked."""

    status: Literal["booked", "pending", "unaccepted"]
    setup_intent_id: str | None


@dataclass(frozen=True, slots=True)
class CalendarRow:
    """An appointment with the patient it is for. `note_count` and `fee_minor` come with the appointment."""

    appointment: Appointment
    patient: Patient


@dataclass(frozen=True, slots=True)
class Note:
    """What someone of the clinic wrote on an appointment."""

    id: str
    author: str
    written_at: int
    text: str


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

    def book(
        self, appointment: Appointment, *, policy_hash: str | None, card: CardOnFile | None, ready: bool
    ) -> BookingProgress:
        """Accepts (where `policy_hash` is given), books where `ready`, keeps `card` with the patient."""
        ...

    def attach_setup_intent(self, appointment: Appointment, setup_intent_id: str, customer_id: str) -> None:
        """So that a crash leaves nothing unfound."""
        ...

    def cancel(self, appointment: Appointment, *, by: str, fee: Money, reason: str | None) -> Cancellation:
        """Raises NotCancellableError, StaleVersionError."""
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

    def keep_card(self, patient_id: str, *, customer_id: str, card: CardOnFile | None) -> bool:
        """What Stripe told: the customer, and the card once it was confirmed. False where no card was kept,
        because there is none or a later one is on file.
        """
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

    def put_clinic_off(self) -> None:
        """Says when this clinic is to be looked at again: when its next job is due."""
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
    def jobs(self) -> Jobs: ...
