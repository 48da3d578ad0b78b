"""The cancellation policy: every version ever published, and publishing the next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from common.domain.scope import TEAM, Role
from common.http.contract import Contract, Operation
from common.http.fields import Id, Nothing, Request, Response
from common.http.receipts import FeeGiven, PolicyView, TierGiven, show_policy

if TYPE_CHECKING:
    from common.domain.clinic import Practice


class PolicyDraft(Request):
    """`version` is the version in use that the draft was made from. Medicaid payers are barred in any case."""

    version: Annotated[int, Field(ge=1)]
    tiers: Annotated[tuple[TierGiven, ...], Field(max_length=6)]
    no_show_fee: FeeGiven
    grace_minutes: Annotated[int, Field(ge=0, le=24 * 60)]
    barred_payers: Annotated[tuple[Id, ...], Field(max_length=100)] = ()


class PoliciesView(Response):
    """`current` is in use; `versions` are all, newest first. None is ever edited."""

    current: PolicyView
    versions: tuple[PolicyView, ...]


def show_policies(practice: Practice) -> PoliciesView:
    """Newest first."""
    return PoliciesView(
        current=show_policy(practice.policy),
        versions=tuple(show_policy(policy) for policy in reversed(practice.policies)),
    )


SHOW = Operation(
    method="GET",
    summary="Show the policy and its earlier versions",
    roles=TEAM,
    request=Nothing,
    response=PoliciesView,
    audit="policy.read",
    audited_on_entry=True,
)
PUBLISH = Operation(
    method="POST",
    summary="Publish the next version",
    roles=(Role.OWNER, Role.PROVIDER),
    request=PolicyDraft,
    response=PoliciesView,
    audit="policy.publish",
)

CONTRACT = Contract(name="policy", summary="The cancellation policy and its versions", operations=(SHOW, PUBLISH))
