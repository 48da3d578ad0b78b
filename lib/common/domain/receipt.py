"""The policy receipt: what cancelling one visit costs, and from which instant on.

One function answers before booking, on cancelling, on moving and when a fee is charged, so that they can't differ.
Hours before the start are elapsed hours: 48 hours before Monday 9:00 AM EDT is Saturday 8:00 AM EST when the
clock changes between them. Each instant belongs to what begins there: at `free_until` the fee already holds.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from common.domain.errors import ConflictError, InvalidFieldError
from common.domain.money import Fee, Money
from common.domain.policy import Policy
from common.domain.policy_content import policy_hash
from common.domain.wall_clock import HOUR, MINUTE, display_instant

Step = tuple[int, Money]
"""From this instant on, cancelling costs this."""


@dataclass(frozen=True, slots=True)
class PricedVisit:
    """What the receipt of a visit depends on, besides the policy.

    `payer_ids` are those of the patient, when they booked and now: one that bars fees is enough. `deposit` is what
    was paid in advance, or is to be paid to book. `owed_when_moved` is what cancelling cost when the visit was moved,
    at most: moving it doesn't make that go away. `fees_count_from` is what the tiers' hours count back from: the
    start, or a later one that it had until the clinic moved it.
    """

    type_id: str
    price: Money
    payer_ids: frozenset[str]
    starts_at: int
    booked_at: int
    deposit: Money
    owed_when_moved: Money
    fees_count_from: int


@dataclass(frozen=True, slots=True)
class Settlement:
    """How a fee is met: `from_deposit` is kept of what was paid in advance, `to_charge` is asked of the card, and
    `to_refund` of what was paid in advance goes back. `fee` is the first two together.
    """

    fee: Money
    from_deposit: Money
    to_charge: Money
    to_refund: Money


@dataclass(frozen=True, slots=True)
class Receipt:
    """`version` and `hash` name the policy. Instants are in epoch seconds.

    `steps` are in order, each with another fee than the one before it; without any, cancelling is free until
    the visit starts. `free_until` is None where nothing ends: it is always free, or was never.
    `barred`: the patient's payer allows no fee, so there is none. `was_moved`: the first step is what was owed when
    the visit was moved. `deposit` is what is paid in advance; nobody is asked for one whose payer bars fees.
    """

    version: int
    hash: str
    barred: bool
    booked_at: int
    grace_until: int
    free_until: int | None
    steps: tuple[Step, ...]
    no_show: Money
    deposit: Money
    was_moved: bool

    def fee_at(self, now: int) -> Money:
        """What cancelling at this instant costs."""
        step = bisect_right(self.steps, now, key=lambda step: step[0])
        return self.steps[step - 1][1] if step else Money(0, self.no_show.currency)

    def settle(self, fee: Money) -> Settlement:
        """What was paid in advance meets the fee first. What is too little for a card to be charged is let go."""
        from_deposit = min(fee, self.deposit, key=lambda money: money.amount_minor)
        to_charge = fee.minus(from_deposit).chargeable()
        owed = Money(from_deposit.amount_minor + to_charge.amount_minor, fee.currency)
        return Settlement(owed, from_deposit, to_charge, self.deposit.minus(from_deposit))

    @property
    def may_charge(self) -> bool:
        """Whether a card may ever be asked for anything: if not, none is needed."""
        return bool(self.steps) or self.no_show.amount_minor > 0 or self.deposit.amount_minor > 0

    def sentence(self, zone: str) -> str:
        """As patients read it, such as `Free to cancel until Tue, Mar 9, 3:00 PM EST. After that: $50`."""
        if self.barred:
            return "There is no fee, at any time. Your payer does not allow one."
        if not self.steps:
            return "Free to cancel at any time before the visit."
        later = (f" From {display_instant(at, zone)}: {fee.display_short()}." for at, fee in self.steps[1:])
        return self._first_step(zone) + "".join(later)

    def deposit_sentence(self) -> str | None:
        """What becomes of what is paid in advance; None where nothing is."""
        if self.deposit.amount_minor == 0:
            return None
        paid = self.deposit.display_short()
        if not self.steps:
            return f"Cancel before the visit and the {paid} paid in advance come back in full."
        if self.free_until is None:
            return f"If you cancel, the {paid} paid in advance count toward the fee."
        return f"Cancel in time and the {paid} paid in advance come back in full. Later, they count toward the fee."

    def _first_step(self, zone: str) -> str:
        fee = self.steps[0][1].display_short()
        if self.was_moved:
            return f"Cancelling costs {fee}, as it did when you moved the visit."
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


def receipt(policy: Policy, visit: PricedVisit) -> Receipt:
    """Raises InvalidFieldError where price and policy are in different currencies."""
    if visit.price.currency != policy.currency:
        raise InvalidFieldError("price", f"The policy counts in {policy.currency.upper()}.")
    nothing = Money(0, policy.currency)
    barred = not policy.barred_payers.isdisjoint(visit.payer_ids)
    grace_until = min(visit.booked_at + policy.grace_minutes * MINUTE, visit.starts_at)
    steps = () if barred else _steps(policy, visit, grace_until)
    no_show_fee = policy.terms_for(visit.type_id).no_show_fee
    return Receipt(
        version=policy.version,
        hash=policy_hash(policy),
        barred=barred,
        booked_at=visit.booked_at,
        grace_until=grace_until,
        free_until=steps[0][0] if steps and steps[0][0] > visit.booked_at else None,
        steps=steps,
        no_show=nothing if barred else _at_least(visit.owed_when_moved, _fee(policy, no_show_fee, visit.price)),
        deposit=visit.deposit,
        was_moved=bool(steps) and steps[0] == (visit.booked_at, visit.owed_when_moved),
    )


def _steps(policy: Policy, visit: PricedVisit, grace_until: int) -> tuple[Step, ...]:
    """Tiers as instants. One that began before grace ends begins when it ends; the last of those counts. One that
    would begin once the visit has begun never does.
    """
    floor = visit.owed_when_moved
    fees: dict[int, Money] = {visit.booked_at: floor}
    for tier in policy.terms_for(visit.type_id).tiers:
        begins = max(visit.fees_count_from - tier.hours_before * HOUR, grace_until)
        fees[begins] = _at_least(floor, _fee(policy, tier.fee, visit.price))
    steps: list[Step] = []
    owed = Money(0, policy.currency)
    for begins, fee in fees.items():
        if fee != owed and begins < visit.starts_at:
            steps.append((begins, fee))
            owed = fee
    return tuple(steps)


def _at_least(floor: Money, fee: Money) -> Money:
    return max(fee, floor, key=lambda money: money.amount_minor)


def _fee(policy: Policy, fee: Fee, price: Money) -> Money:
    """What is shown is what can be charged."""
    owed = fee.of(price)
    if policy.cap is not None:
        owed = min(owed, policy.cap.of(price), key=lambda money: money.amount_minor)
    return owed.chargeable()
