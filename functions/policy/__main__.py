"""Show the cancellation policy, or publish its next version."""

from typing import Any

from common.actions.publish_policy import publish_policy
from common.http.call import Call
from common.http.contracts import policy as contract
from common.http.fields import Nothing
from common.wiring import Function

function = Function(contract.CONTRACT)


@function.answers(contract.SHOW)
def show(call: Call[Nothing]) -> contract.PoliciesView:
    return contract.show_policies(call.practice)


@function.answers(contract.PUBLISH)
def publish(call: Call[contract.PolicyDraft]) -> contract.PoliciesView:
    draft = call.request
    practice = publish_policy(
        call.stores.practices,
        version=draft.version,
        tiers=[tier.to_tier() for tier in draft.tiers],
        no_show_fee=draft.no_show_fee.to_fee(),
        grace_minutes=draft.grace_minutes,
        barred_payers=draft.barred_payers,
        now=call.now,
    )
    return contract.show_policies(practice)


def main(event: dict[str, Any], context: object = None) -> dict[str, Any]:
    return function(event)
