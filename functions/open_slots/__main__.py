"""List the open slots of some days."""

from typing import Any

from common.actions.list_open_slots import list_open_slots
from common.http.call import Call
from common.http.contracts import open_slots as contract
from common.wiring import Function

function = Function(contract.CONTRACT)


@function.answers(contract.SHOW)
def show(call: Call[contract.SlotsQuery]) -> contract.SlotsView:
    days = list_open_slots(
        call.stores.appointments,
        call.practice,
        type_id=call.request.appointment_type_id,
        provider_id=call.request.provider_id,
        first_day=call.request.first_day,
        last_day=call.request.last_day,
        now=call.now,
    )
    return contract.SlotsView.model_validate(days)


def main(event: dict[str, Any], context: object = None) -> dict[str, Any]:
    return function(event)
