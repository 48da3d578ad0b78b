"""The cancellation policy: every version ever published, and publishing the next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from common.domain.policy import NoShowRule, Policy, Terms, TypeTerms
from common.domain.scope import TEAM, Role
from common.http.contract import Contract, Operation
from common.http.fields import GivenInstant, Id, Nothing, Request, Response
from common.http.receipts import FeeGiven, PolicyView, ReceiptView, TierGiven, show_policy, show_receipt

if TYPE_CHECKING:
    from common.domain.clinic import Practice
    from common.domain.receipt import Receipt


class TypeTermsGiven(Request):
    """One type of visit with terms of its own."""

    appointment_type_id: Id
    tiers: Annotated[tuple[TierGiven, ...], Field(max_length=6)]
    no_show_fee: FeeGiven

    def to_terms(self) -> TypeTerms:
        """As the policy counts."""
        tiers = tuple(tier.to_tier() for tier in self.tiers)
        return TypeTerms(self.appointment_type_id, Terms(tiers, self.no_show_fee.to_fee()))


class NoShowRuleGiven(Request):
    """See the policy's view. Nobody is charged unconfirmed unless `unattended` is `charge`."""

    grace_minutes: Annotated[int, Field(ge=0, le=24 * 60)] = 0
    charge_after_hours: Annotated[int, Field(ge=0, le=72)] = 0
    unattended: Literal["leave", "mark", "charge"] = "leave"

    def to_rule(self) -> NoShowRule:
        """As the policy counts."""
        return NoShowRule(**self.model_dump())


class PolicyDraft(Request):
    """`version` is the version in use that the draft was made from. Medicaid payers are barred in any case."""

    version: Annotated[int, Field(ge=1)]
    tiers: Annotated[tuple[TierGiven, ...], Field(max_length=6)]
    no_show_fee: FeeGiven
    grace_minutes: Annotated[int, Field(ge=0, le=24 * 60)]
    barred_payers: Annotated[tuple[Id, ...], Field(max_length=100)] = ()
    overrides: Annotated[tuple[TypeTermsGiven, ...], Field(max_length=200)] = ()
    cap: FeeGiven | None = None
    move_hours: Annotated[int, Field(ge=0, le=60 * 24)] = 0
    no_shows: NoShowRuleGiven = NoShowRuleGiven()

    def to_policy(self, currency: str, now: int) -> Policy:
        """The version that it would be, published at `now`."""
        return Policy(
            version=self.version + 1,
            currency=currency,
            tiers=tuple(tier.to_tier() for tier in self.tiers),
            no_show_fee=self.no_show_fee.to_fee(),
            grace_minutes=self.grace_minutes,
            barred_payers=frozenset(self.barred_payers),
            published_at=now,
            overrides=tuple(each.to_terms() for each in self.overrides),
            cap=self.cap.to_fee() if self.cap else None,
            move_hours=self.move_hours,
            no_shows=self.no_shows.to_rule(),
        )


class PolicyPreview(PolicyDraft):
    """A draft, and the visit to read it for. `booked_at` is now, unless it says otherwise."""

    appointment_type_id: Id
    payer_id: Id | None = None
    starts_at: GivenInstant
    booked_at: GivenInstant | None = None


class PreviewView(Response):
    """What a patient would read."""

    receipt: ReceiptView


class PoliciesView(Response):
    """`current` is in use; `versions` are all, newest first. None is ever edited. `always_barred` are the payers that
    no version may charge.
    """

    current: PolicyView
    versions: tuple[PolicyView, ...]
    always_barred: tuple[str, ...]


def show_policies(practice: Practice) -> PoliciesView:
    """Newest first."""
    return PoliciesView(
        current=show_policy(practice.policy),
        versions=tuple(show_policy(policy) for policy in reversed(practice.policies)),
        always_barred=tuple(payer.id for payer in practice.clinic.payers if payer.medicaid),
    )


def show_preview(receipt: Receipt, zone: str, now: int) -> PreviewView:
    """`zone` names the times in the sentence."""
    return PreviewView(receipt=show_receipt(receipt, zone, now))


SHOW = Operation(
    method="GET",
    summary="Show the policy and its earlier versions",
    roles=TEAM,
    request=Nothing,
    response=PoliciesView,
    audit="policy.read",
    audited_on_entry=True,
)
PREVIEW = Operation(
    method="PUT",
    summary="Show what a draft would mean for one visit, and publish nothing",
    roles=TEAM,
    request=PolicyPreview,
    response=PreviewView,
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

CONTRACT = Contract(
    name="policy", summary="The cancellation policy and its versions", operations=(SHOW, PREVIEW, PUBLISH)
)
