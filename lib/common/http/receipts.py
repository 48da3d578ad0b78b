"""How a policy, and what it means for one visit, look on the wire. Shared by every function that shows a fee."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from common.domain.money import Fee
from common.domain.policy import Tier
from common.domain.policy_content import policy_hash
from common.http.fields import Instant, Minor, Request, Response

if TYPE_CHECKING:
    from collections.abc import Iterable

    from common.domain.policy import Policy
    from common.domain.receipt import Receipt, Settlement


class FeeView(Response):
    """`value` is an amount in the currency's minor unit, or whole percents of the price."""

    kind: Literal["amount", "percent"]
    value: int


class TierView(Response):
    """From `hours_before` the start until the next tier, cancelling costs `fee`."""

    hours_before: int
    fee: FeeView


class TypeTermsView(Response):
    """One type of visit with terms of its own."""

    appointment_type_id: str
    tiers: tuple[TierView, ...]
    no_show_fee: FeeView


class NoShowRuleView(Response):
    """A visit can be marked as missed `grace_minutes` after its start; its fee is charged `charge_after_hours` later.

    `unattended`: what becomes of a visit that nobody has marked by the end of its day.
    """

    grace_minutes: int
    charge_after_hours: int
    unattended: Literal["leave", "mark", "charge"]


class PolicyView(Response):
    """A published version, which never changes again. No fee is more than `cap`; `overrides` are for single types.

    Patients may move a visit themselves until `move_hours` before it.
    """

    version: int
    hash: str
    currency: str
    tiers: tuple[TierView, ...]
    no_show_fee: FeeView
    grace_minutes: int
    barred_payers: tuple[str, ...]
    published_at: Instant
    overrides: tuple[TypeTermsView, ...]
    cap: FeeView | None
    move_hours: int
    no_shows: NoShowRuleView


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
    patient's payer allows no fee, so none is ever taken. `deposit_minor` is what is paid in advance, and
    `deposit_sentence` what becomes of it. `was_moved`: the first step is what was owed when the visit was moved.
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
    deposit_minor: Minor
    deposit_sentence: str | None
    was_moved: bool


class SettlementView(Response):
    """How a fee is met: kept of what was paid in advance, asked of the card, and what goes back."""

    fee_minor: Minor
    from_deposit_minor: Minor
    to_charge_minor: Minor
    to_refund_minor: Minor


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
        deposit_minor=receipt.deposit.amount_minor,
        deposit_sentence=receipt.deposit_sentence(),
        was_moved=receipt.was_moved,
    )


def show_settlement(settlement: Settlement) -> SettlementView:
    """In minor units."""
    return SettlementView(
        fee_minor=settlement.fee.amount_minor,
        from_deposit_minor=settlement.from_deposit.amount_minor,
        to_charge_minor=settlement.to_charge.amount_minor,
        to_refund_minor=settlement.to_refund.amount_minor,
    )


def show_policy(policy: Policy) -> PolicyView:
    """A published version."""
    return PolicyView(
        version=policy.version,
        hash=policy_hash(policy),
        currency=policy.currency,
        tiers=_show_tiers(policy.tiers),
        no_show_fee=_show_fee(policy.no_show_fee),
        grace_minutes=policy.grace_minutes,
        barred_payers=tuple(sorted(policy.barred_payers)),
        published_at=policy.published_at,
        overrides=tuple(
            TypeTermsView(
                appointment_type_id=each.type_id,
                tiers=_show_tiers(each.terms.tiers),
                no_show_fee=_show_fee(each.terms.no_show_fee),
            )
            for each in policy.overrides
        ),
        cap=_show_fee(policy.cap) if policy.cap else None,
        move_hours=policy.move_hours,
        no_shows=NoShowRuleView.model_validate(policy.no_shows),
    )


def _show_tiers(tiers: Iterable[Tier]) -> tuple[TierView, ...]:
    return tuple(TierView(hours_before=tier.hours_before, fee=_show_fee(tier.fee)) for tier in tiers)


def _show_fee(fee: Fee) -> FeeView:
    return FeeView(kind=fee.kind, value=fee.value)
