"""Appointments in Valkey. Overlap, scope, audit, jobs and replays are decided in the scripts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from common.domain.appointments import Cancellation, Hold
from common.domain.clinic import visit_shape
from common.domain.ids import derived_id, new_id
from common.domain.policy import policy_hash as hash_of
from common.domain.ports import BookingProgress, CalendarRow
from common.store import scripts
from common.store.records import appointment_of, patient_of, sealed_card, sealed_payer, sealed_reason
from common.store.scoped import pairs
from common.store.valkey import Command

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from common.domain.appointments import Appointment
    from common.domain.availability import Interval
    from common.domain.cards import CardOnFile
    from common.domain.money import Money
    from common.domain.ports import HoldDraft
    from common.store.scoped import Scoped
    from common.store.valkey import Arg

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
                keys.jobs,
            ],
            self._hold_args(draft, appointment_id),
            due_at=self.scoped.now,  # letting an earlier hold go may leave work at once
        )
        return Hold(**answer)

    def _hold_args(self, draft: HoldDraft, appointment_id: str) -> list[Arg]:
        shape = visit_shape(draft.provider, draft.kind)
        ends_at = draft.starts_at + shape.duration_minutes * _MINUTE
        blocked = (
            draft.starts_at - shape.buffer_before_minutes * _MINUTE,
            ends_at + shape.buffer_after_minutes * _MINUTE,
        )
        policy = draft.practice.policy
        payer = sealed_payer(self.scoped.clinic_key, appointment_id, draft.patient.details.payer_id)
        return [
            draft.practice.version,
            appointment_id,
            draft.patient.id,
            draft.provider.id,
            draft.kind.id,
            draft.starts_at,
            *blocked,
            draft.expires_at,
            policy.version,
            self.scoped.keys.prefix,
            _terms_of(draft, ends_at, blocked),
            *pairs(
                {
                    "ends_at": ends_at,
                    "price_minor": draft.kind.price_minor,
                    "policy_hash": hash_of(policy),
                    "payer": payer,
                }
            ),
        ]

    def book(
        self, appointment: Appointment, *, policy_hash: str | None, card: CardOnFile | None, ready: bool
    ) -> BookingProgress:
        """See changes/book_appointment.lua."""
        keys = self.scoped.keys
        answer = self.scoped.change(
            "book_appointment",
            "appointment.book",
            [
                keys.appointment(appointment.id),
                keys.busy(appointment.provider_id),
                keys.hold(appointment.patient_id),
                keys.jobs,
                keys.visits(appointment.patient_id),
                keys.patient(appointment.patient_id),
            ],
            [
                appointment.id,
                policy_hash or "",
                int(ready),
                *(pairs(sealed_card(self.scoped.clinic_key, card)) if card else ()),
            ],
            step="book" if ready else "accept_policy",
        )
        return BookingProgress(answer["status"], answer.get("setup_intent_id"))

    def attach_setup_intent(self, appointment: Appointment, setup_intent_id: str, customer_id: str) -> None:
        """See changes/attach_setup_intent.lua."""
        keys = self.scoped.keys
        self.scoped.change(
            "attach_setup_intent",
            "card.start",
            [keys.appointment(appointment.id), keys.patient(appointment.patient_id), keys.jobs],
            [appointment.id, setup_intent_id, customer_id],
            due_at=self.scoped.now,
        )

    def cancel(self, appointment: Appointment, *, by: str, fee: Money, reason: str | None) -> Cancellation:
        """See changes/cancel_appointment.lua."""
        keys = self.scoped.keys
        charge_id = derived_id("chg", "late_cancel", appointment.id)
        sealed = sealed_reason(self.scoped.clinic_key, appointment.id, reason)
        answer = self.scoped.change(
            "cancel_appointment",
            "appointment.cancel",
            [
                keys.appointment(appointment.id),
                keys.busy(appointment.provider_id),
                keys.jobs,
                keys.hold(appointment.patient_id),
                keys.charges,
                keys.charge(charge_id),
            ],
            [appointment.id, appointment.version, by, fee.amount_minor, fee.currency, charge_id, sealed],
            due_at=self.scoped.now,
        )
        return Cancellation(appointment.id, answer["cancelled_at"], answer["fee_minor"], answer.get("charge_id"))

    def expire(self, appointment_id: str) -> bool:
        """See changes/expire_hold.lua."""
        keys = self.scoped.keys
        answer = self.scoped.change(
            "expire_hold",
            "appointment.expire",
            [keys.appointment(appointment_id), keys.jobs],
            [appointment_id, keys.prefix],
            due_at=self.scoped.now,
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
            [patient_id, keys.prefix],
        )
        visits = [appointment_of(row, self.scoped.clinic_key) for row in rows]
        return sorted(visits, key=lambda visit: visit.starts_at)

    def list_calendar(self, provider_id: str, from_at: int, until: int) -> Sequence[CalendarRow]:
        """See reads/read_calendar.lua."""
        keys, clinic_key = self.scoped.keys, self.scoped.clinic_key
        rows = self.scoped.read(
            "read_calendar", "appointment.read", [keys.busy(provider_id)], [from_at, until, keys.prefix]
        )
        return [CalendarRow(appointment_of(row, clinic_key), patient_of(patient, clinic_key)) for row, patient in rows]


def _terms_of(draft: HoldDraft, ends_at: int, blocked: Interval) -> str:
    """All that the receipt shown with a hold comes from; the patient's version stands for their payer."""
    when = (draft.starts_at, ends_at, *blocked)
    shown = (*when, draft.kind.price_minor, draft.practice.policy.version, draft.patient.version)
    return ":".join((draft.provider.id, draft.kind.id, *map(str, shown)))
