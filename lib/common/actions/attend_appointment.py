"""Say how a visit went. A no-show asks for the fee that the accepted policy has for it; taking it back stops that."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from common.actions.receipts import looks_at_day_end, noshow_from, receipt_of
from common.domain.appointments import Status
from common.domain.drafts import AttendanceDraft
from common.domain.money import Money
from common.domain.outcomes import Attendance
from common.domain.receipt import Settlement
from common.domain.wall_clock import HOUR

if TYPE_CHECKING:
    from typing import Literal

    from common.domain.appointments import Appointment
    from common.domain.clinic import Practice
    from common.domain.patients import Patient
    from common.domain.ports import Appointments


def attend_appointment(  # noqa: PLR0913
    appointments: Appointments,
    practice: Practice,
    patient: Patient | None,
    appointment: Appointment,
    *,
    status: Literal["booked", "arrived", "fulfilled", "noshow"],
    by: str,
    now: int,
) -> Attendance:
    """Raises AttendanceError, ChargeUnderWayError, StaleVersionError. `by` is the name of who says so."""
    rule = practice.get_policy(appointment.policy_version).no_shows
    draft = no_show_draft(appointment, practice, patient, by=by, charge_at=now + rule.charge_after_hours * HOUR)
    if status != "noshow":
        nothing = Money(0, practice.clinic.currency)
        settlement = Settlement(nothing, nothing, nothing, nothing)
        draft = replace(draft, status=Status(status), settlement=settlement, charge_at=None)
    if status == "booked":
        draft = replace(draft, looks_again_at=looks_at_day_end(appointment, practice, since=now))
    appointments.attend(appointment, draft)
    charge_at = draft.charge_at if draft.settlement.to_charge.amount_minor else None
    return Attendance(appointment.id, status, draft.settlement.fee.amount_minor, charge_at)


def no_show_draft(
    appointment: Appointment, practice: Practice, patient: Patient | None, *, by: str, charge_at: int | None
) -> AttendanceDraft:
    """What a missed visit comes to under the accepted policy. Without an accepted policy there is no charge."""
    receipt = receipt_of(appointment, practice, patient)
    fee = receipt.no_show if appointment.policy_accepted_at is not None else Money(0, receipt.no_show.currency)
    return AttendanceDraft(Status.NOSHOW, by, receipt.settle(fee), charge_at, noshow_from(appointment, practice))
