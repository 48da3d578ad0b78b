"""The cases of the policy page: Harbor Dermatology's version 8, and visits in March 2027."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.domain.errors import InvalidFieldError
from common.domain.money import Fee, Money
from common.domain.policy import Policy, Tier
from common.domain.policy_content import policy_hash
from common.domain.receipt import PricedVisit, Receipt, receipt
from tests.domain.made_by_hand import NEW_YORK, utc

HOUR = 3600
MOLE_EVALUATION = Money(16000, "usd")


def amount(dollars: int) -> Fee:
    return Fee("amount", dollars * 100)


def usd(dollars: float) -> Money:
    return Money(round(dollars * 100), "usd")


HARBOR = Policy(
    version=8,
    currency="usd",
    tiers=(Tier(24, amount(50)), Tier(2, amount(75))),
    no_show_fee=amount(100),
    grace_minutes=30,
    barred_payers=frozenset({"medicaid"}),
    published_at=utc("01-04T15:00"),
)
TWO_DAYS = replace(HARBOR, tiers=(Tier(48, amount(75)),), no_show_fee=amount(150))
ONE_DAY = replace(HARBOR, tiers=(Tier(24, amount(50)),))
NO_GRACE = replace(HARBOR, grace_minutes=0)


def of(
    policy: Policy,
    starts_at: str,
    booked_at: str,
    *,
    payer: str | None = "aetna",
    price: Money = MOLE_EVALUATION,
) -> Receipt:
    return receipt(policy, priced(utc(starts_at), utc(booked_at), payer=payer, price=price))


def priced(starts_at: int, booked_at: int, *, payer: str | None = None, price: Money = MOLE_EVALUATION) -> PricedVisit:
    """Nothing is paid in advance, and it was never moved."""
    nothing = Money(0, price.currency)
    payers = frozenset() if payer is None else frozenset({payer})
    return PricedVisit("mole", price, payers, starts_at, booked_at, nothing, nothing, fees_count_from=starts_at)


# policy, start and booking, end of the free time, later steps and fees, sentence
CASES = [
    pytest.param(
        ONE_DAY, ("03-09T20:00", "02-24T21:05"), "03-08T20:00", [("03-08T20:00", 50)],
        "Free to cancel until Mon, Mar 8, 3:00 PM EST. After that: $50.",
        id="one step",
    ),
    pytest.param(
        HARBOR, ("03-11T20:00", "03-09T19:14"), "03-10T20:00", [("03-10T20:00", 50), ("03-11T18:00", 75)],
        "Free to cancel until Wed, Mar 10, 3:00 PM EST. After that: $50. From Thu, Mar 11, 1:00 PM EST: $75.",
        id="several steps",
    ),
    pytest.param(
        HARBOR, ("03-10T14:00", "03-09T19:14"), "03-09T19:44", [("03-09T19:44", 50), ("03-10T12:00", 75)],
        "Free to cancel until Tue, Mar 9, 2:44 PM EST, 30 minutes after booking. After that: $50. "
        "From Wed, Mar 10, 7:00 AM EST: $75.",
        id="booked too late for the free time, so grace counts",
    ),
    pytest.param(
        HARBOR, ("03-09T21:00", "03-09T19:14"), "03-09T19:44", [("03-09T19:44", 75)],
        "Free to cancel until Tue, Mar 9, 2:44 PM EST, 30 minutes after booking. After that: $75.",
        id="grace ends within the last step",
    ),
    pytest.param(
        TWO_DAYS, ("03-15T13:00", "03-09T19:14"), "03-13T13:00", [("03-13T13:00", 75)],
        "Free to cancel until Sat, Mar 13, 8:00 AM EST. After that: $75.",
        id="48 hours, counted through the change to summer time",
    ),
    pytest.param(
        TWO_DAYS, ("11-08T14:00", "10-01T12:00"), "11-06T14:00", [("11-06T14:00", 75)],
        "Free to cancel until Sat, Nov 6, 10:00 AM EDT. After that: $75.",
        id="48 hours, counted through the change to winter time",
    ),
    pytest.param(
        NO_GRACE, ("03-10T14:00", "03-09T19:14"), None, [("03-09T19:14", 50), ("03-10T12:00", 75)],
        "Cancelling costs $50 from the moment of booking. From Wed, Mar 10, 7:00 AM EST: $75.",
        id="no free time left",
    ),
    pytest.param(
        HARBOR, ("03-09T19:40", "03-09T19:14"), None, [],
        "Free to cancel at any time before the visit.",
        id="grace lasts until the start",
    ),
    pytest.param(
        replace(HARBOR, tiers=()), ("03-11T20:00", "03-09T19:14"), None, [],
        "Free to cancel at any time before the visit.",
        id="no steps",
    ),
    pytest.param(
        replace(HARBOR, tiers=(Tier(24, amount(0)), Tier(2, amount(20)))),
        ("03-11T20:00", "03-09T19:14"), "03-11T18:00", [("03-11T18:00", 20)],
        "Free to cancel until Thu, Mar 11, 1:00 PM EST. After that: $20.",
        id="a first step that costs nothing is free time",
    ),
    pytest.param(
        replace(HARBOR, tiers=(Tier(24, Fee("percent", 25)),)),
        ("03-11T20:00", "03-09T19:14"), "03-10T20:00", [("03-10T20:00", 40)],
        "Free to cancel until Wed, Mar 10, 3:00 PM EST. After that: $40.",
        id="percent of the price",
    ),
    pytest.param(
        replace(HARBOR, tiers=(Tier(48, amount(50)), Tier(24, amount(50)), Tier(2, amount(0)))),
        ("03-15T14:00", "03-09T19:14"), "03-13T14:00", [("03-13T14:00", 50), ("03-15T12:00", 0)],
        "Free to cancel until Sat, Mar 13, 9:00 AM EST. After that: $50. From Mon, Mar 15, 8:00 AM EDT: $0.",
        id="steps of one fee are one, and a fee can end",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("policy", "visit", "free_until", "steps", "sentence"), CASES)
def test_it_says_exactly_what_cancelling_costs_from_when(
    policy: Policy,
    visit: tuple[str, str],
    free_until: str | None,
    steps: list[tuple[str, int]],
    sentence: str,
) -> None:
    found = of(policy, *visit)
    assert found.free_until == (utc(free_until) if free_until else None)
    assert found.steps == tuple((utc(begins), usd(fee)) for begins, fee in steps)
    assert found.sentence(NEW_YORK) == sentence
    assert not found.barred
    assert not found.was_moved


def test_the_fee_holds_from_the_very_instant_at_which_the_free_time_ends() -> None:
    found = of(HARBOR, "03-11T20:00", "03-09T19:14")
    assert found.fee_at(utc("03-10T20:00") - 1) == usd(0)
    assert found.fee_at(utc("03-10T20:00")) == usd(50)
    assert found.fee_at(utc("03-11T18:00") - 1) == usd(50)
    assert found.fee_at(utc("03-11T18:00")) == usd(75)


def test_a_missed_visit_costs_what_the_policy_says() -> None:
    assert of(HARBOR, "03-11T20:00", "03-09T19:14").no_show == usd(100)
    half = replace(HARBOR, no_show_fee=Fee("percent", 50))
    assert of(half, "03-11T20:00", "03-09T19:14").no_show == usd(80)


def test_a_payer_that_bars_fees_means_none_at_any_time() -> None:
    found = of(HARBOR, "03-11T20:00", "03-09T19:14", payer="medicaid")
    assert found.barred
    assert found.steps == ()
    assert found.no_show == usd(0)
    assert found.fee_at(utc("03-11T19:59")) == usd(0)
    assert found.sentence(NEW_YORK) == "There is no fee, at any time. Your payer does not allow one."


def test_someone_without_a_payer_pays_as_others_do() -> None:
    assert not of(HARBOR, "03-11T20:00", "03-09T19:14", payer=None).barred


def test_it_names_the_version_that_was_accepted() -> None:
    found = of(HARBOR, "03-11T20:00", "03-09T19:14")
    assert (found.version, found.hash) == (8, policy_hash(HARBOR))


def test_yen_have_no_smaller_unit() -> None:
    policy = replace(HARBOR, currency="jpy", tiers=(Tier(24, Fee("percent", 25)),))
    found = of(policy, "03-11T20:00", "03-01T00:00", price=Money(8850, "jpy"))
    assert found.steps == ((utc("03-10T20:00"), Money(2213, "jpy")),)  # 2212.5
    assert found.sentence("Asia/Tokyo").endswith("Thu, Mar 11, 5:00 AM JST. After that: ¥2,213.")


def test_a_price_in_another_currency_is_refused() -> None:
    with pytest.raises(InvalidFieldError, match="price: The policy counts in USD"):
        of(HARBOR, "03-11T20:00", "03-09T19:14", price=Money(100, "eur"))


@st.composite
def ascending(draw: st.DrawFn) -> Policy:
    """A policy whose steps never become cheaper."""
    hours = sorted(draw(st.sets(st.integers(1, 96), max_size=5)), reverse=True)
    fees = sorted(draw(st.lists(st.integers(0, 20), min_size=len(hours), max_size=len(hours))))
    tiers = tuple(Tier(before, amount(fee)) for before, fee in zip(hours, fees, strict=True))
    return replace(HARBOR, tiers=tiers, grace_minutes=draw(st.integers(0, 1440)))


@given(ascending(), st.integers(0, 100 * HOUR), st.lists(st.integers(-HOUR, 101 * HOUR), min_size=2))
def test_a_fee_never_falls_and_free_time_is_free(policy: Policy, ahead: int, moments: list[int]) -> None:
    booked_at = utc("03-09T19:14")
    starts_at = booked_at + ahead
    found = receipt(policy, priced(starts_at, booked_at))
    times = sorted(min(booked_at + moment, starts_at) for moment in moments)
    fees = [found.fee_at(now).amount_minor for now in times]
    assert fees == sorted(fees)
    free_until = found.free_until or (starts_at + 1 if not found.steps else booked_at)
    assert all((fee == 0) == (now < free_until) for now, fee in zip(times, fees, strict=True))
    assert found.grace_until <= starts_at
    assert all(booked_at <= begins < starts_at for begins, _ in found.steps)
    assert all(found.fee_at(now).amount_minor == 0 for now in range(booked_at, found.grace_until, 600))


@given(ascending(), st.integers(0, 100 * HOUR), st.integers(0, 100 * HOUR))
def test_the_fee_is_what_reading_the_policy_gives(policy: Policy, ahead: int, moment: int) -> None:
    """Read as a person reads it: free in the grace period; else the last step whose hours have come."""
    booked_at, now = utc("03-09T19:14"), utc("03-09T19:14") + min(moment, max(ahead - 1, 0))
    starts_at = booked_at + ahead
    left = starts_at - now
    due = [tier.fee.value for tier in policy.tiers if left <= tier.hours_before * HOUR]
    expected = due[-1] if due and now >= booked_at + policy.grace_minutes * 60 and ahead else 0
    found = receipt(policy, priced(starts_at, booked_at))
    assert found.fee_at(now).amount_minor == expected
