"""How a policy, and what it means for one visit, look on the wire. Shared by every function that shows a fee."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from common.domain.money import Fee
from common.domain.policy import Tier, policy_hash
from common.http.fields import Instant, Minor, Request, Response

if TYPE_CHECKING:
    from common.domain.policy import Policy
    from common.domain.receipt import Receipt


class FeeView(Response):
    """`value` is an amount in the currency's minor unit, or whole percents of the price."""

    kind: Literal["amount", "percent"]
    value: int


class TierView(Response):
    """From `hours_before` the start until the next tier, cancelling costs `fee`."""

    hours_before: int
    fee: FeeView


class PolicyView(Response):
    """A published version, which never changes again."""

    version: int
    hash: str
    currency: str
    tiers: tuple[TierView, ...]
    no_show_fee: FeeView
    grace_minutes: int
    barred_payers: tuple[str, ...]
    published_at: Instant


class FeeGiven(Request):
    """`value` is an amount in the currency's minor unit, or whole percents of the price."""

    kind: Literal["amount", "percent"]
    value: Minor

    def to_fee(self) -> Fee:
        """As the policy counts."""
        return Fee(self.kind, self.value)


class TierGiven(Request):
    """Whole hours before the start."""

    hours_before: Annotated[int, Field(ge=1, le=24 * 60)]
    fee: FeeGiven

    def to_tier(self) -> Tier:
        """As the policy counts."""
        return Tier(self.hours_before, self.fee.to_fee())


class StepView(Response):
    """From `from_at` on, cancelling costs `fee_minor`."""

    from_at: Instant
    fee_minor: Minor


class ReceiptView(Response):
    """What a policy version means for one visit, to the minute and to the cent.

    `free_until` is None where cancelling is never free; `steps` is empty where it always is. `barred`: the
    patient's payer allows no fee, so none is ever taken.
    """

    policy_version: int
    policy_hash: str
    currency: str
    free_until: Instant | None
    steps: tuple[StepView, ...]
    no_show_fee_minor: Minor
    grace_until: Instant
    barred: bool
    sentence: str
    fee_now_minor: Minor


def show_receipt(receipt: Receipt, zone: str, now: int) -> ReceiptView:
    """`zone` names the times in the sentence; `now` decides what the fee is at present."""
    return ReceiptView(
        policy_version=receipt.version,
        policy_hash=receipt.hash,
        currency=receipt.no_show.currency,
        free_until=receipt.free_until,
        steps=tuple(StepView(from_at=at, fee_minor=fee.amount_minor) for at, fee in receipt.steps),
        no_show_fee_minor=receipt.no_show.amount_minor,
        grace_until=receipt.grace_until,
        barred=receipt.barred,
        sentence=receipt.sentence(zone),
        fee_now_minor=receipt.fee_at(now).amount_minor,
    )


def show_policy(policy: Policy) -> PolicyView:
    """A published version."""
    return PolicyView(
        version=policy.version,
        hash=policy_hash(policy),
        currency=policy.currency,
        tiers=tuple(TierView(hours_before=t.hours_before, fee=_show_fee(t.fee)) for t in policy.tiers),
        no_show_fee=_show_fee(policy.no_show_fee),
        grace_minutes=policy.grace_minutes,
        barred_payers=tuple(sorted(policy.barred_payers)),
        published_at=policy.published_at,
    )


def _show_fee(fee: Fee) -> FeeView:
    return FeeView(kind=fee.kind, value=fee.value)
