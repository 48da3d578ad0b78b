"""Policies and visits written the short way, and what a patient has to be told about them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from common.domain.money import Fee, Money
from common.domain.policy import Policy, Terms, Tier, TypeTerms
from common.domain.receipt import PricedVisit, receipt
from tests.domain.made_by_hand import NEW_YORK, utc

FeeText = int | str
"""An amount in the smallest unit, or percents: `5000`, `"25%"`."""


@dataclass(frozen=True)
class Told:
    """What the receipt has to say. `steps` and `fees` name instants in UTC; `fees` are what cancelling costs then."""

    sentence: str
    steps: Mapping[str, int] = field(default_factory=dict)
    free_until: str | None = None
    fees: Mapping[str, int] = field(default_factory=dict)
    no_show: int = 10000
    zone: str = NEW_YORK


Case = tuple[Policy, PricedVisit, Told]
ANYTIME = "Free to cancel at any time before the visit."
BARRED = "There is no fee, at any time. Your payer does not allow one."


def fee(said: FeeText) -> Fee:
    return Fee("amount", said) if isinstance(said, int) else Fee("percent", int(said.removesuffix("%")))


def terms(tiers: Mapping[int, FeeText], no_show: FeeText = 10000) -> Terms:
    """The hours before the start, and the fee from then on."""
    return Terms(tuple(Tier(hours, fee(owed)) for hours, owed in tiers.items()), fee(no_show))


def policy(
    tiers: Mapping[int, FeeText],
    *,
    grace: int = 0,
    no_show: FeeText = 10000,
    cap: FeeText | None = None,
    own: Mapping[str, Terms] | None = None,
    barred: frozenset[str] = frozenset({"medicaid"}),
    currency: str = "usd",
) -> Policy:
    """`own` are the terms of single types."""
    said = terms(tiers, no_show)
    return Policy(
        version=3,
        currency=currency,
        tiers=said.tiers,
        no_show_fee=said.no_show_fee,
        grace_minutes=grace,
        barred_payers=barred,
        published_at=utc("01-04T15:00"),
        overrides=tuple(TypeTerms(type_id, each) for type_id, each in (own or {}).items()),
        cap=None if cap is None else fee(cap),
    )


def visit(
    starts: str,
    booked: str,
    *,
    price: int = 16000,
    currency: str = "usd",
    payers: frozenset[str] = frozenset({"aetna"}),
    kind: str = "mole",
    deposit: int = 0,
    owed: int = 0,
    counts_from: str | None = None,
) -> PricedVisit:
    """`owed` is what cancelling cost when it was moved; `counts_from` is the later start that it had until the clinic
    moved it.
    """
    return PricedVisit(
        type_id=kind,
        price=Money(price, currency),
        payer_ids=payers,
        starts_at=utc(starts),
        booked_at=utc(booked),
        deposit=Money(deposit, currency),
        owed_when_moved=Money(owed, currency),
        fees_count_from=utc(counts_from or starts),
    )


def assert_told(case: Case) -> None:
    """Everything of it, and that each fee begins at its very second."""
    said, priced, told = case
    found = receipt(said, priced)
    assert [(begins, owed.amount_minor) for begins, owed in found.steps] == [
        (utc(begins), owed) for begins, owed in told.steps.items()
    ]
    assert found.free_until == (None if told.free_until is None else utc(told.free_until))
    assert found.sentence(told.zone) == told.sentence
    assert {at: found.fee_at(utc(at)).amount_minor for at in told.fees} == dict(told.fees)
    assert found.no_show.amount_minor == told.no_show
    before = 0
    for begins, owed in told.steps.items():
        assert found.fee_at(utc(begins) - 1).amount_minor == before
        assert found.fee_at(utc(begins)).amount_minor == owed
        before = owed
    assert found.fee_at(priced.starts_at - 1).amount_minor == before
    currencies = {owed.currency for _, owed in found.steps} | {found.no_show.currency}
    assert currencies == {said.currency}
