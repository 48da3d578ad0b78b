"""The policy receipt: what cancelling one visit costs, and from which instant on.

One function answers before booking, on cancelling and when a fee is charged, so the three can't differ.
Hours before the start are elapsed hours: 48 hours before Monday 9:00 AM EDT is Saturday 8:00 AM EST when the
clock changes between them. Each instant belongs to what begins there: at `free_until` the fee already holds.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from common.domain.errors import ConflictError, InvalidFieldError
from common.domain.money import Money
from common.domain.policy import Policy, policy_hash
from common.domain.wall_clock import HOUR, MINUTE, display_instant

Step = tuple[int, Money]
"""From this instant on, cancelling costs this."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """`version` and `hash` name the policy. Instants are in epoch seconds.

    `steps` are in order, each with another fee than the one before it; without any, cancelling is free until
    the visit starts. `free_until` is None where nothing ends: it is always free, or was never.
    `barred`: the patient's payer allows no fee, so there is none.
    """

    version: int
    hash: str
    barred: bool
    booked_at: int
    grace_until: int
    free_until: int | None
    steps: tuple[Step, ...]
    no_show: Money

    def fee_at(self, now: int) -> Money:
        """What cancelling at this instant costs."""
        step = bisect_right(self.steps, now, key=lambda step: step[0])
        return self.steps[step - 1][1] if step else Money(0, self.no_show.currency)

    @property
    def may_charge(self) -> bool:
        """Whether any fee can ever come of it: without one, no card is needed."""
        return bool(self.steps) or self.no_show.amount_minor > 0

    def sentence(self, zone: str) -> str:
        """As patients read it, such as `Free to cancel until Tue, Mar 9, 3:00 PM EST. After that: $50`."""
        if self.barred:
            return "There is no fee, at any time. Your payer does not allow one."
        if not self.steps:
            return "Free to cancel at any time before the visit."
        later = (f" From {display_instant(at, zone)}: {fee.display_short()}." for at, fee in self.steps[1:])
        return self._first_step(zone) + "".join(later)

    def _first_step(self, zone: str) -> str:
        fee = self.steps[0][1].display_short()
        if self.free_until is None:
            return f"Cancelling costs {fee} from the moment of booking."
        until = display_instant(self.free_until, zone)
        if self.free_until == self.grace_until:
            until += f", {(self.grace_until - self.booked_at) // MINUTE} minutes after booking"
        return f"Free to cancel until {until}. After that: {fee}."


class FeeChangedError(ConflictError):
    """Cancelling costs something else than was shown. `receipt` is what holds at `now`, its times in `zone`."""

    def __init__(self, held: Receipt, *, zone: str, now: int) -> None:
        super().__init__("fee changed")
        self.receipt = held
        self.zone = zone
        self.now = now


def receipt(policy: Policy, *, price: Money, payer_id: str | None, starts_at: int, booked_at: int) -> Receipt:
    """Raises InvalidFieldError where price and policy are in different currencies."""
    if price.currency != policy.currency:
        raise InvalidFieldError("price", f"The policy counts in {policy.currency.upper()}.")
    barred = payer_id in policy.barred_payers
    grace_until = min(booked_at + policy.grace_minutes * MINUTE, starts_at)
    steps = () if barred else _steps(policy, price, starts_at, grace_until)
    return Receipt(
        version=policy.version,
        hash=policy_hash(policy),
        barred=barred,
        booked_at=booked_at,
        grace_until=grace_until,
        free_until=steps[0][0] if steps and steps[0][0] > booked_at else None,
        steps=steps,
        no_show=Money(0, policy.currency) if barred else policy.no_show_fee.of(price),
    )


def _steps(policy: Policy, price: Money, starts_at: int, grace_until: int) -> tuple[Step, ...]:
    """Tiers as instants. One that began before grace ends begins when it ends; the last of those counts."""
    fees: dict[int, Money] = {}
    for tier in policy.tiers:
        fees[max(starts_at - tier.hours_before * HOUR, grace_until)] = tier.fee.of(price)
    steps: list[Step] = []
    owed = Money(0, price.currency)
    for begins, fee in fees.items():
        if fee != owed and begins < starts_at:
            steps.append((begins, fee))
            owed = fee
    return tuple(steps)
