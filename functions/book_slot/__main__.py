"""Hold a time, then accept its policy and book it."""

from typing import Any

from common.actions.book_appointment import Acceptance, book_appointment
from common.actions.hold_slot import hold_slot
from common.http.call import Call
from common.http.contracts import book_slot as contract
from common.wiring import Function, processor

function = Function(contract.CONTRACT)


@function.answers(contract.HOLD)
def hold(call: Call[contract.HoldRequest]) -> contract.HeldView:
    held = hold_slot(
        call.stores.appointments,
        call.practice,
        call.patient,
        provider_id=call.request.provider_id,
        type_id=call.request.appointment_type_id,
        starts_at=call.request.starts_at,
        now=call.now,
    )
    return contract.show_held(held, call.request, call.practice.clinic.zone, call.now)


@function.answers(contract.BOOK)
def book(call: Call[contract.BookRequest]) -> contract.BookedView:
    request = call.request
    booking = book_appointment(
        call.stores.appointments,
        processor,
        call.practice,
        call.patient,
        call.appointment,
        accepted=Acceptance(request.policy_hash, request.pay, request.another_card, call.attempt_key),
        now=call.now,
    )
    return contract.BookedView.model_validate(booking)


def main(event: dict[str, Any], context: object = None) -> dict[str, Any]:
    return function(event)
