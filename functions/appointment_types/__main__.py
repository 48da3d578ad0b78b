"""List, add, change and retire what can be booked."""

from typing import Any

from common.actions.change_appointment_type import add_appointment_type, change_appointment_type
from common.domain.ids import new_id
from common.http.call import Call
from common.http.contracts import appointment_types as contract
from common.http.fields import Nothing
from common.wiring import Function

function = Function(contract.CONTRACT)


@function.answers(contract.LIST)
def show(call: Call[Nothing]) -> contract.TypesView:
    return contract.show_types(call.practice)


@function.answers(contract.ADD)
def add(call: Call[contract.TypeGiven]) -> contract.TypesView:
    return contract.show_types(add_appointment_type(call.stores.practices, call.request.to_type(new_id("typ"))))


@function.answers(contract.CHANGE)
def change(call: Call[contract.TypeChange]) -> contract.TypesView:
    return contract.show_types(change_appointment_type(call.stores.practices, call.request.to_changed_type()))


def main(event: dict[str, Any], context: object = None) -> dict[str, Any]:
    return function(event)
