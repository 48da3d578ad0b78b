"""List charges; waive, refund or retry one."""

from typing import Any

from common.actions.change_charge import begin_refund, explained, retry_charge, waive_charge
from common.actions.list_charges import list_charges
from common.http.call import Call
from common.http.contracts import charges as contract
from common.wiring import Function, payment_link, till

function = Function(contract.CONTRACT)


@function.answers(contract.LIST)
def show(call: Call[contract.ChargesQuery]) -> contract.ChargesView:
    charges, asked = call.stores.charges, call.request
    patient_id = call.scope.patient_id or asked.patient_id
    rows = list_charges(charges, patient_id, asked.appointment_id)
    comparison = None if patient_id or asked.appointment_id else charges.find_comparison()
    listed = explained(call.practice, rows, lambda charge: payment_link(charge, call.scope.clinic_id, call.now))
    return contract.show_charges(listed, comparison, to_clinic=not call.is_patient)


@function.answers(contract.CHANGE)
def change(call: Call[contract.ChargeChange]) -> contract.ChangedView:
    asked = call.request
    if asked.action == "waive":
        waive_charge(till(call), asked.charge_id, by=call.name, reason=asked.reason)
    elif asked.action == "refund":
        begin_refund(till(call), asked.charge_id, amount_minor=asked.amount_minor, by=call.name, reason=asked.reason)
    else:
        retry_charge(till(call), asked.charge_id)
    rows = [call.stores.charges.get(asked.charge_id)]
    (changed,) = explained(call.practice, rows, lambda charge: payment_link(charge, call.scope.clinic_id, call.now))
    return contract.show_changed(changed)


def main(event: dict[str, Any], context: object = None) -> dict[str, Any]:
    return function(event)
