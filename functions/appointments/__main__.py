"""List one's own appointments, or a provider's calendar."""

from typing import Any

from common.actions.list_appointments import list_calendar, list_visits
from common.http.call import Call
from common.http.contracts import appointments as contract
from common.wiring import Function

function = Function(contract.CONTRACT)


@function.answers(contract.LIST)
def show(call: Call[contract.AppointmentsQuery]) -> contract.AppointmentsView:
    appointments, practice = call.stores.appointments, call.practice
    if call.scope.patient_id is not None:
        listed = list_visits(appointments, practice, call.patient, call.now)
    else:
        listed = list_calendar(appointments, practice, **call.request.model_dump())
    return contract.show_appointments(listed, practice.clinic.zone, call.now)


def main(event: dict[str, Any], context: object = None) -> dict[str, Any]:
    return function(event)
