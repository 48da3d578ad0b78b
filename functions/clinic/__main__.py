"""Show a clinic's public page."""

from typing import Any

from common.http.call import Call
from common.http.contracts import clinic as contract
from common.wiring import Function

function = Function(contract.CONTRACT)


@function.answers(contract.SHOW)
def show(call: Call[contract.ClinicQuery]) -> contract.ClinicView:
    return contract.show_clinic(call.practice)


def main(event: dict[str, Any], context: object = None) -> dict[str, Any]:
    return function(event)
