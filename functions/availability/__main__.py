"""Show or change when a provider can be booked."""

from typing import Any

from common.actions.change_availability import change_availability, show_availability
from common.http.call import Call
from common.http.contracts import availability as contract
from common.wiring import Function

function = Function(contract.CONTRACT)


@function.answers(contract.SHOW)
def show(call: Call[contract.ProviderQuery]) -> contract.AvailabilityView:
    provider = call.practice.get_provider(call.request.provider_id)
    return contract.show_hours(show_availability(call.stores.appointments, provider, call.now))


@function.answers(contract.CHANGE, contract.ADD, contract.REMOVE)
def change(call: Call[contract.HoursEdit]) -> contract.AvailabilityView:
    edit = call.request
    provider = change_availability(call.stores.practices, edit.provider_id, edit.version, edit.apply)
    return contract.show_hours(show_availability(call.stores.appointments, provider, call.now))


def main(event: dict[str, Any], context: object = None) -> dict[str, Any]:
    return function(event)
