"""Show what cancelling costs, then cancel for exactly that."""

from typing import Any

from common.actions.cancel_appointment import CancelWish, cancel_appointment, cancel_terms
from common.http.call import Call
from common.http.contracts import cancel as contract
from common.wiring import Function

function = Function(contract.CONTRACT)


@function.answers(contract.PREVIEW)
def preview(call: Call[contract.CancelQuery]) -> contract.CancelPreview:
    by_clinic = call.request.by == "clinic"
    terms = cancel_terms(call.appointment, call.practice, call.visitor, by_clinic=by_clinic, now=call.now)
    return contract.show_terms(terms, call.practice.clinic.zone)


@function.answers(contract.CANCEL)
def cancel(call: Call[contract.CancelRequest]) -> contract.CancelledView:
    request = call.request
    wish = CancelWish(
        by_clinic=request.by == "clinic",
        expected_fee_minor=request.expected_fee_minor,
        reason=request.reason,
        waived_by=call.name if request.waive else None,
    )
    cancelled = cancel_appointment(
        call.stores.appointments, call.practice, call.visitor, call.appointment, wish=wish, now=call.now
    )
    return contract.CancelledView.model_validate(cancelled)


def main(event: dict[str, Any], context: object = None) -> dict[str, Any]:
    return function(event)
