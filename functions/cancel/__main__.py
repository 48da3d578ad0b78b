"""Show what cancelling costs, then cancel for exactly that."""

from typing import Any

from common.actions.cancel_appointment import cancel_appointment, cancel_terms
from common.http.call import Call
from common.http.contracts import cancel as contract
from common.wiring import Function

function = Function(contract.CONTRACT)


@function.answers(contract.PREVIEW)
def preview(call: Call[contract.CancelQuery]) -> contract.CancelPreview:
    by_clinic = call.request.by == "clinic"
    terms = cancel_terms(call.appointment, call.practice, by_clinic=by_clinic, now=call.now)
    return contract.show_terms(terms, call.practice.clinic.zone)


@function.answers(contract.CANCEL)
def cancel(call: Call[contract.CancelRequest]) -> contract.CancelledView:
    cancelled = cancel_appointment(
        call.stores.appointments,
        call.practice,
        call.appointment,
        by_clinic=call.request.by == "clinic",
        expected_fee_minor=call.request.expected_fee_minor,
        reason=call.request.reason,
        now=call.now,
    )
    return contract.CancelledView.model_validate(cancelled)


def main(event: dict[str, Any], context: object = None) -> dict[str, Any]:
    return function(event)
