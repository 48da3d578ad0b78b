"""Show the cancellation policy, what a draft of it would mean, or publish its next version."""

from typing import Any

from common.actions.publish_policy import preview_policy, publish_policy
from common.http.call import Call
from common.http.contracts import policy as contract
from common.http.fields import Nothing
from common.wiring import Function

function = Function(contract.CONTRACT)


@function.answers(contract.SHOW)
def show(call: Call[Nothing]) -> contract.PoliciesView:
    return contract.show_policies(call.practice)


@function.answers(contract.PREVIEW)
def preview(call: Call[contract.PolicyPreview]) -> contract.PreviewView:
    asked, clinic = call.request, call.practice.clinic
    receipt = preview_policy(
        call.practice,
        asked.to_policy(clinic.currency, call.now),
        type_id=asked.appointment_type_id,
        payer_id=asked.payer_id,
        starts_at=asked.starts_at,
        booked_at=call.now if asked.booked_at is None else asked.booked_at,
    )
    return contract.show_preview(receipt, clinic.zone, call.now)


@function.answers(contract.PUBLISH)
def publish(call: Call[contract.PolicyDraft]) -> contract.PoliciesView:
    draft = call.request.to_policy(call.practice.clinic.currency, call.now)
    return contract.show_policies(publish_policy(call.stores.practices, draft))


def main(event: dict[str, Any], context: object = None) -> dict[str, Any]:
    return function(event)
