"""Say how a visit went, or take that back."""

from dataclasses import replace
from typing import Any

from common.actions.attend_appointment import attend_appointment
from common.http.call import Call
from common.http.contracts import attendance as contract
from common.wiring import Function

function = Function(contract.CONTRACT)


@function.answers(contract.SAY)
def say(call: Call[contract.AttendanceGiven]) -> contract.AttendanceView:
    attendance = attend_appointment(
        call.stores.appointments,
        call.practice,
        call.visitor,
        replace(call.appointment, version=call.request.version),
        status=call.request.status,
        by=call.name,
        now=call.now,
    )
    return contract.show_attendance(attendance)


def main(event: dict[str, Any], context: object = None) -> dict[str, Any]:
    return function(event)
