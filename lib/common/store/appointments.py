"""Appointments in Valkey. Overlap, scope, audit, jobs and replays are decided in the scripts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from common.domain.appointments import Cancellation, Hold
from common.domain.drafts import BookingProgress, CalendarRow
from common.domain.ids import new_id
from common.domain.jobs import Queue
from common.store import scripts
from common.store.appointment_args import (
    attend_args,
    book_args,
    cancel_args,
    deposit_id,
    hold_args,
    move_args,
    return_args,
)
from common.store.records import appointment_of, patient_of
from common.store.valkey import Command

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from common.domain.appointments import Appointment
    from common.domain.availability import Interval
    from common.domain.drafts import AttendanceDraft, BookDraft, CancelDraft, HoldDraft, MoveDraft, Paid
    from common.store.scoped import Scoped

_MINUTE = 60


@dataclass(frozen=True, slots=True)
class ValkeyAppointments:
    """Implements `common.domain.ports.Appointments`."""

    scoped: Scoped

    @property
    def clinic_id(self) -> str:
        """Whose appointments these are."""
        return self.scoped.keys.clinic_id

    def list_busy(self, provider_ids: Sequence[str], from_at: int, until: int) -> Mapping[str, Sequence[Interval]]:
        """See plain/read_busy.lua."""
        keys = [self.scoped.keys.busy(provider_id) for provider_id in provider_ids]
        command = Command(scripts.load("plain/read_busy"), keys, [self.scoped.now, from_at, until])
        answer = self.scoped.valkey.run(command)
        return {
            provider_id: list(zip(blocks[::2], blocks[1::2], strict=True))
            for provider_id, blocks in zip(provider_ids, answer, strict=True)
        }

    def list_visit_times(self, provider_id: str, from_at: int, until: int) -> Sequence[Interval]:
        """See plain/read_visit_times.lua."""
        keys = self.scoped.keys
        command = Command(
            scripts.load("plain/read_visit_times"),
            [keys.busy(provider_id)],
            [self.scoped.now, from_at, until, keys.prefix],
        )
        times = self.scoped.valkey.run(command)
        return list(zip(times[::2], times[1::2], strict=True))

    def hold(self, draft: HoldDraft) -> Hold:
        """See changes/hold_slot.lua."""
        keys, appointment_id = self.scoped.keys, new_id("apt")
        answer = self.scoped.change(
            "hold_slot",
            "appointment.hold",
            [
                keys.practice,
                keys.busy(draft.provider.id),
                keys.appointment(appointment_id),
                keys.hold(draft.patient.id),
            ],
            hold_args(self.scoped, draft, appointment_id),
            # Letting an earlier hold go may leave work at Stripe at once.
            due={Queue.REMINDERS: draft.expires_at, Queue.ENFORCE_POLICY: self.scoped.now},
        )
        return Hold(**answer)

    def book(self, appointment: Appointment, draft: BookDraft) -> BookingProgress:
        """See changes/book_appointment.lua."""
        keys = self.scoped.keys
        answer = self.scoped.change(
            "book_appointment",
            "appointment.book",
            [
                keys.appointment(appointment.id),
                keys.busy(appointment.provider_id),
                keys.hold(appointment.patient_id),
                keys.visits(appointment.patient_id),
                keys.cards(appointment.patient_id),
            ],
            book_args(self.scoped, appointment, draft),
            # A tick may finish several.
            step=f"book:{appointment.id}" if draft.ready else "accept_policy",
            due={Queue.ENFORCE_POLICY: self.scoped.now} if draft.paid or draft.day_ends_at else None,
        )
        return BookingProgress(
            answer["status"],
            answer.get("setup_intent_id"),
            answer.get("payment_intent_id"),
            is_extra=answer.get("is_extra", False),
        )

    def return_payment(self, appointment: Appointment, paid: Paid) -> int:
        """See changes/return_payment.lua."""
        answer = self.scoped.change(
            "return_payment",
            "charge.return",
            [self.scoped.keys.appointment(appointment.id), self.scoped.keys.charge(deposit_id(appointment, paid))],
            return_args(self.scoped, appointment, paid),
            step=f"return_payment:{paid.intent_id}",
            due={Queue.ENFORCE_POLICY: self.scoped.now},
        )
        return int(answer["returned_minor"])

    def attach_intent(self, appointment: Appointment, intent_id: str, customer_id: str) -> None:
        """See changes/attach_intent.lua."""
        keys = self.scoped.keys
        field = "setup_intent_id" if intent_id.startswith("seti_") else "payment_intent_id"
        self.scoped.change(
            "attach_intent",
            "card.start",
            [keys.appointment(appointment.id), keys.patient(appointment.patient_id)],
            [appointment.id, field, intent_id, customer_id],
            step=f"attach_intent:{intent_id}",
            due={Queue.ENFORCE_POLICY: self.scoped.now},
        )

    def cancel(self, appointment: Appointment, draft: CancelDraft) -> Cancellation:
        """See changes/cancel_appointment.lua."""
        keys = self.scoped.keys
        answer = self.scoped.change(
            "cancel_appointment",
            "appointment.cancel",
            [
                keys.appointment(appointment.id),
                keys.busy(appointment.provider_id),
                keys.hold(appointment.patient_id),
            ],
            cancel_args(self.scoped, appointment, draft),
            due={Queue.ENFORCE_POLICY: self.scoped.now},
        )
        return Cancellation(appointment.id, answer["cancelled_at"], answer["fee_minor"], answer.get("charge_id"))

    def move(self, appointment: Appointment, draft: MoveDraft, *, day_ends_at: int | None) -> int:
        """See changes/move_appointment.lua."""
        keys = self.scoped.keys
        answer = self.scoped.change(
            "move_appointment",
            "appointment.reschedule",
            [
                keys.practice,
                keys.appointment(appointment.id),
                keys.busy(appointment.provider_id),
                keys.busy(draft.provider.id),
                keys.visits(appointment.patient_id),
            ],
            move_args(appointment, draft, day_ends_at),
            due={Queue.ENFORCE_POLICY: day_ends_at} if day_ends_at else None,
        )
        return int(answer["version"])

    def attend(self, appointment: Appointment, draft: AttendanceDraft) -> None:
        """See changes/attend.lua."""
        self.scoped.change(
            "attend",
            "appointment.attend",
            [self.scoped.keys.appointment(appointment.id)],
            attend_args(appointment, draft),
            step=f"attend:{appointment.id}",  # a tick may mark several
            due={Queue.ENFORCE_POLICY: self.scoped.now},
        )

    def expire(self, appointment_id: str) -> bool:
        """See changes/expire_hold.lua."""
        answer = self.scoped.change(
            "expire_hold",
            "appointment.expire",
            [self.scoped.keys.appointment(appointment_id)],
            [appointment_id],
            due={Queue.ENFORCE_POLICY: self.scoped.now},
        )
        return bool(answer["expired"])

    def find(self, appointment_id: str) -> Appointment | None:
        """Only for machines: nobody is shown what this finds."""
        if not self.scoped.scope.reaches_clinic:
            return None
        flat = self.scoped.valkey.hash(self.scoped.keys.appointment(appointment_id))
        return appointment_of(flat, self.scoped.clinic_key) if flat else None

    def list_visits(self, patient_id: str) -> Sequence[Appointment]:
        """See reads/read_visits.lua."""
        keys = self.scoped.keys
        rows = self.scoped.read(
            "read_visits",
            "appointment.read",
            [keys.visits(patient_id), keys.hold(patient_id)],
            [patient_id],
        )
        visits = [appointment_of(row, self.scoped.clinic_key) for row in rows]
        return sorted(visits, key=lambda visit: visit.starts_at)

    def list_calendar(self, provider_id: str, from_at: int, until: int) -> Sequence[CalendarRow]:
        """See reads/read_calendar.lua."""
        keys, clinic_key = self.scoped.keys, self.scoped.clinic_key
        rows = self.scoped.read("read_calendar", "appointment.read", [keys.busy(provider_id)], [from_at, until])
        return [
            CalendarRow(appointment_of(row, clinic_key), patient_of(patient, (), clinic_key)) for row, patient in rows
        ]
