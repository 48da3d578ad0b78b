"""Any policy that could be published, and any visit under it."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from hypothesis import strategies as st

from common.domain.money import Fee, Money
from common.domain.policy import NoShowRule, Policy, Terms, Tier, TypeTerms
from common.domain.receipt import PricedVisit
from tests.domain.made_by_hand import utc

HOUR: Final = 3600
TYPES: Final = ("mole", "laser", "chat")
PAYERS: Final = ("aetna", "tufts", "medicaid", "masshealth")
# What a card is charged in steps of, and takes at least, where it isn't 1 and 50.
STEPS: Final = {"kwd": 10, "isk": 100}
LEAST: Final = {"gbp": 30, "huf": 17500, "mxn": 1000}
CURRENCIES: Final = ("usd", "jpy", "krw", *STEPS, *LEAST)

# Round amounts, and those around what a card takes.
amounts = st.one_of(st.integers(0, 300).map(lambda tens: tens * 100), st.integers(0, 400), st.integers(17400, 17600))
fees = st.one_of(st.builds(Fee, st.just("amount"), amounts), st.builds(Fee, st.just("percent"), st.integers(0, 100)))
# Few enough to meet: the same hours, grace that ends with a step, a booking in the last hour.
hours = st.one_of(st.sampled_from([1, 2, 24, 48]), st.integers(1, 200))


@st.composite
def terms(draw: st.DrawFn) -> Terms:
    before = sorted(draw(st.sets(hours, max_size=6)), reverse=True)
    return Terms(tuple(Tier(each, draw(fees)) for each in before), draw(fees))


@st.composite
def policies(draw: st.DrawFn) -> Policy:
    said = draw(terms())
    own = draw(st.dictionaries(st.sampled_from(TYPES), terms(), max_size=2))
    return Policy(
        version=draw(st.integers(1, 50)),
        currency=draw(st.sampled_from(CURRENCIES)),
        tiers=said.tiers,
        no_show_fee=said.no_show_fee,
        grace_minutes=draw(st.one_of(st.sampled_from([0, 60, 1440]), st.integers(0, 1440))),
        barred_payers=draw(st.frozensets(st.sampled_from(PAYERS), max_size=2)),
        published_at=utc("01-04T15:00"),
        overrides=tuple(TypeTerms(type_id, each) for type_id, each in own.items()),
        cap=draw(st.none() | fees),
        move_hours=draw(st.integers(0, 1440)),
        no_shows=draw(
            st.builds(
                NoShowRule, st.integers(0, 1440), st.integers(0, 72), st.sampled_from(["leave", "mark", "charge"])
            )
        ),
    )


@st.composite
def visits(draw: st.DrawFn, policy: Policy) -> PricedVisit:
    """Booked around a clock change of New York, and perhaps moved to an earlier time by the clinic. What was paid and
    owed is what a card could have been charged.
    """
    booked_at = utc("03-12T12:00") + draw(st.integers(0, 48 * HOUR))
    ahead = draw(st.one_of(hours.map(lambda count: count * HOUR), st.integers(1, 200 * HOUR)))
    starts_at = booked_at + ahead
    moved_by = draw(st.one_of(st.just(0), hours.map(lambda count: count * HOUR)))
    price = Money(draw(amounts), policy.currency)
    return PricedVisit(
        type_id=draw(st.sampled_from(TYPES)),
        price=price,
        payer_ids=draw(st.frozensets(st.sampled_from(PAYERS), max_size=2)),
        starts_at=starts_at,
        booked_at=booked_at,
        deposit=Money(takes(draw(amounts), policy.currency), policy.currency),
        owed_when_moved=Money(draw(st.sampled_from([0, plain_fee(policy, draw(fees), price)])), policy.currency),
        fees_count_from=starts_at + moved_by,
    )


def moments(visit: PricedVisit) -> st.SearchStrategy[int]:
    """Before the start, and often at a full hour before it, or before the one that fees count from."""
    anywhere = st.integers(visit.booked_at - HOUR, visit.starts_at - 1)
    counted = st.builds(int.__sub__, st.sampled_from([visit.starts_at, visit.fees_count_from]), hours.map(HOUR.__mul__))
    return anywhere | counted.map(lambda at: min(max(at, visit.booked_at), visit.starts_at - 1))


def takes(amount: int, currency: str) -> int:
    """What a card takes of it, without the code that is tested."""
    whole = amount // STEPS.get(currency, 1) * STEPS.get(currency, 1)
    return whole if whole >= LEAST.get(currency, 50) else 0


def plain(fee: Fee, price: Money) -> int:
    """A fee as people work it out, halves going up."""
    share = Decimal(price.amount_minor) * fee.value / 100
    return fee.value if fee.kind == "amount" else int(share.quantize(Decimal(1), ROUND_HALF_UP))


def plain_fee(policy: Policy, fee: Fee, price: Money) -> int:
    """The same under the cap, as a card can be charged."""
    owed = plain(fee, price)
    return takes(owed if policy.cap is None else min(owed, plain(policy.cap, price)), policy.currency)
