"""Show what moving a visit means, then move it for exactly that."""

from typing import Any

from common.actions.move_appointment import MoveWish, move_appointment, move_terms
from common.http.call import Call
from common.http.contracts import reschedule as contract
from common.wiring import Function

function = Function(contract.CONTRACT)


@function.answers(contract.PREVIEW)
def preview(call: Call[contract.MoveQuery]) -> contract.MovePreview:
    terms = move_terms(call.appointment, call.practice, call.visitor, _wish(call), call.now)
    return contract.show_move(terms, call.practice.clinic.zone, call.now)


@function.answers(contract.MOVE)
def move(call: Call[contract.MoveRequest]) -> contract.MovedView:
    moved = move_appointment(
        call.stores.appointments,
        call.practice,
        call.visitor,
        call.appointment,
        wish=_wish(call),
        version=call.request.version,
        expected_owed_minor=call.request.expected_owed_minor,
        now=call.now,
    )
    return contract.show_moved(moved)


def _wish(call: Call[contract.MoveQuery]) -> MoveWish:
    return MoveWish(call.request.provider_id, call.request.starts_at, by_clinic=not call.is_patient)


def main(event: dict[str, Any], context: object = None) -> dict[str, Any]:
    return function(event)
