"""How a visit went: arrived, done, missed. Taking it back within a day stops the fee, or gives it back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from common.domain.scope import TEAM
from common.http.contract import Contract, Operation
from common.http.fields import Id, Instant, Minor, Request, Response

if TYPE_CHECKING:
    from common.domain.outcomes import Attendance


class AttendanceGiven(Request):
    """`status`: what is so now; `booked` takes back what was said. `version` is the appointment's that was read."""

    appointment_id: Id
    status: Literal["booked", "arrived", "fulfilled", "noshow"]
    version: Annotated[int, Field(ge=1)]


class AttendanceView(Response):
    """`fee_minor` is what a no-show costs; its card is charged at `charge_at`, None where nothing is."""

    appointment_id: str
    status: Literal["booked", "arrived", "fulfilled", "noshow"]
    fee_minor: Minor
    charge_at: Instant | None


def show_attendance(attendance: Attendance) -> AttendanceView:
    """As it was written down."""
    return AttendanceView.model_validate(attendance)


SAY = Operation(
    method="POST",
    summary="Say how a visit went, or take that back",
    roles=TEAM,
    request=AttendanceGiven,
    response=AttendanceView,
    audit="appointment.attend",
    appointment="appointment_id",
)

CONTRACT = Contract(name="attendance", summary="Say how a visit went", operations=(SAY,))
