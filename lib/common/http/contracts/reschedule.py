"""Moving a visit: first what that means, then that and nothing else. Card, deposit and policy stay with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from common.domain.scope import TEAM, Role
from common.http.contract import Contract, Operation
from common.http.fields import GivenInstant, Id, Instant, Minor, Request, Response
from common.http.receipts import ReceiptView, show_receipt

if TYPE_CHECKING:
    from common.domain.outcomes import MovedAppointment, MoveTerms


class MoveQuery(Request):
    """To which of the times that `open_slots` shows, with whom."""

    appointment_id: Id
    provider_id: Id
    starts_at: GivenInstant


class MovePreview(Response):
    """Moving costs nothing itself. `owed_minor` is what cancelling costs now, and goes on costing at the new time.

    `moves_until` is when patients can't move it themselves any more; None for the clinic, who always may.
    """

    appointment_id: str
    provider_id: str
    starts_at: Instant
    ends_at: Instant
    owed_minor: Minor
    moves_until: Instant | None
    receipt: ReceiptView


class MoveRequest(MoveQuery):
    """`version` is the appointment's that was read, `expected_owed_minor` what the preview said: where either changed,
    nothing happens.
    """

    version: Annotated[int, Field(ge=1)]
    expected_owed_minor: Minor


class MovedView(Response):
    """The same appointment at its new time."""

    appointment_id: str
    provider_id: str
    starts_at: Instant
    ends_at: Instant
    version: int
    calendar_file: str | None


def show_move(terms: MoveTerms, zone: str, now: int) -> MovePreview:
    """`zone` names the times in the receipt's sentence."""
    return MovePreview(
        appointment_id=terms.appointment.id,
        provider_id=terms.provider_id,
        starts_at=terms.starts_at,
        ends_at=terms.ends_at,
        owed_minor=terms.owed.amount_minor,
        moves_until=terms.moves_until,
        receipt=show_receipt(terms.receipt, zone, now),
    )


def show_moved(moved: MovedAppointment) -> MovedView:
    """The same appointment at its new time."""
    return MovedView.model_validate(moved)


PREVIEW = Operation(
    method="GET",
    summary="Show what moving a visit means",
    roles=(Role.PATIENT, *TEAM),
    request=MoveQuery,
    response=MovePreview,
    audit="appointment.reschedule_preview",
    appointment="appointment_id",
    audited_on_entry=True,
)
MOVE = Operation(
    method="POST",
    summary="Move a visit to another time",
    roles=(Role.PATIENT, *TEAM),
    request=MoveRequest,
    response=MovedView,
    audit="appointment.reschedule",
    appointment="appointment_id",
)

CONTRACT = Contract(name="reschedule", summary="Preview a move, then move the visit", operations=(PREVIEW, MOVE))
