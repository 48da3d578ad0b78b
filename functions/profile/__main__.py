"""Show or change one's own details and consents."""

from typing import Any

from common.actions.sign_up import change_profile
from common.http.call import Call
from common.http.contracts import profile as contract
from common.http.fields import Nothing
from common.wiring import Function

function = Function(contract.CONTRACT)


@function.answers(contract.SHOW)
def show(call: Call[Nothing]) -> contract.ProfileView:
    return contract.show_profile(call.patient)


@function.answers(contract.CHANGE)
def change(call: Call[contract.ProfileChange]) -> contract.ProfileView:
    patient = change_profile(
        call.stores.patients,
        call.practice,
        call.patient,
        contract.details_of(call.request, call.signed_in.email),
        texts=call.request.texts,
        version=call.request.version,
        now=call.now,
    )
    return contract.show_profile(patient)


def main(event: dict[str, Any], context: object = None) -> dict[str, Any]:
    return function(event)
