"""The policy receipt of a visit: before it is booked, and of one that is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from common.domain.appointments import Status
from common.domain.money import Money
from common.domain.receipt import PricedVisit, Receipt, Settlement, receipt
from common.domain.wall_clock import HOUR, MINUTE, day_end

if TYPE_CHECKING:
    from common.domain.appointments import Appointment
    from common.domain.clinic import AppointmentType, Practice
    from common.domain.patients import Patient


def receipt_before(practice: Practice, kind: AppointmentType, patient: Patient, *, starts_at: int, now: int) -> Receipt:
    """What a patient is shown before they accept, as it is when the hold begins at `now`."""
    policy, currency = practice.policy, practice.clinic.currency
    barred = patient.details.payer_id in policy.barred_payers
    return receipt(
        policy,
        PricedVisit(
            type_id=kind.id,
            price=Money(kind.price_minor, currency),
            payer_ids=frozenset({patient.details.payer_id}),
            starts_at=starts_at,
            booked_at=now,
            deposit=Money(0 if barred else kind.deposit_minor, currency).chargeable(),
            owed_when_moved=Money(0, currency),
            fees_count_from=starts_at,
        ),
    )


def receipt_of(appointment: Appointment, practice: Practice, patient: Patient | None) -> Receipt:
    """Under the version that the appointment was held under, whatever was published since.

    A patient who has changed to a payer that bars fees owes none, whoever paid when they booked.
    """
    currency = practice.clinic.currency
    payers = {appointment.payer_id, patient.details.payer_id if patient else None}
    return receipt(
        practice.get_policy(appointment.policy_version),
        PricedVisit(
            type_id=appointment.type_id,
            price=Money(appointment.price_minor, currency),
            payer_ids=frozenset(payer for payer in payers if payer is not None),
            starts_at=appointment.starts_at,
            booked_at=appointment.booked_at,
            deposit=Money(appointment.advance_minor, currency),
            owed_when_moved=Money(appointment.owed_when_moved_minor, currency),
            fees_count_from=appointment.fees_count_from,
        ),
    )


def settlement_at(appointment: Appointment, receipt: Receipt, *, by_clinic: bool, now: int) -> Settlement:
    """What cancelling costs: nothing where the clinic does it, and nothing that nobody has accepted."""
    free = by_clinic or appointment.status is Status.PENDING or appointment.policy_accepted_at is None
    return receipt.settle(Money(0, receipt.no_show.currency) if free else receipt.fee_at(now))


def moves_until(appointment: Appointment, practice: Practice) -> int:
    """When patients can't move the visit themselves any more."""
    return appointment.starts_at - practice.get_policy(appointment.policy_version).move_hours * HOUR


def noshow_from(appointment: Appointment, practice: Practice) -> int:
    """From when on nobody needs to be waited for any more."""
    return appointment.starts_at + practice.get_policy(appointment.policy_version).no_shows.grace_minutes * MINUTE


def looks_at_day_end(appointment: Appointment, practice: Practice, *, since: int = 0) -> int | None:
    """When to see whether somebody has said how the visit went, where the policy wants that: at the end of its day, or
    of the day of `since`, when what was said was taken back; and not before it can be a no-show.
    """
    if practice.get_policy(appointment.policy_version).no_shows.unattended == "leave":
        return None
    zone = practice.get_provider(appointment.provider_id).schedule.zone
    return max(day_end(max(appointment.ends_at - 1, since), zone), noshow_from(appointment, practice))
