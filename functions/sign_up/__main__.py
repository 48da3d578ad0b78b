"""Become a patient of a clinic."""

from typing import Any

from common.actions.sign_up import sign_up
from common.http.call import Call
from common.http.contracts import sign_up as contract
from common.http.contracts.profile import ProfileView, details_of, show_profile
from common.wiring import Function

function = Function(contract.CONTRACT)


@function.answers(contract.SIGN_UP)
def join(call: Call[contract.SignUpRequest]) -> ProfileView:
    patient = sign_up(
        call.stores.patients,
        call.practice,
        call.membership,
        call.admission.patient,
        details_of(call.request, call.signed_in.email),
        texts=call.request.texts,
        now=call.now,
    )
    return show_profile(patient)


def main(event: dict[str, Any], context: object = None) -> dict[str, Any]:
    return function(event)
