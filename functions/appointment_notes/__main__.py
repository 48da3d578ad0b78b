"""Read and write the clinic's notes on an appointment."""

from typing import Any

from common.http.call import Call
from common.http.contracts import appointment_notes as contract
from common.wiring import Function

function = Function(contract.CONTRACT)


@function.answers(contract.LIST)
def show(call: Call[contract.NotesQuery]) -> contract.NotesView:
    return contract.show_notes(call.stores.notes.list_notes(call.appointment.id))


@function.answers(contract.ADD)
def add(call: Call[contract.NoteGiven]) -> contract.NotesView:
    call.stores.notes.add(call.appointment.id, call.membership.name or "", call.request.text)
    return contract.show_notes(call.stores.notes.list_notes(call.appointment.id))


def main(event: dict[str, Any], context: object = None) -> dict[str, Any]:
    return function(event)
