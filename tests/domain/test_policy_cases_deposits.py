"""What is paid in advance meets the fee first; the card is asked for the rest, and what is left over goes back."""

import pytest

from common.domain.money import Money
from common.domain.policy import Policy
from common.domain.receipt import PricedVisit, Settlement, receipt
from tests.domain.made_by_hand import utc
from tests.domain.told import policy, terms, visit

STARTS, BOOKED = "03-11T20:00", "03-09T19:14"  # Thursday 3:00 PM EST, booked on Tuesday
IN_TIME, LATE, LAST = "03-10T19:59:59", "03-10T20:00", "03-11T19:59:59"
MISSED = "missed"
IN_FULL = "Cancel before the visit and the {} paid in advance come back in full."
COUNTS = "Cancel in time and the {} paid in advance come back in full. Later, they count toward the fee."
NEVER_FREE = "If you cancel, the {} paid in advance count toward the fee."

Sums = tuple[int, int, int, int]
"""The fee, what of it is kept of the deposit, what the card is asked for, and what goes back."""
Case = tuple[Policy, PricedVisit, dict[str, Sums], str | None]


def deposit(paid: int, *, currency: str = "usd", price: int = 16000) -> PricedVisit:
    return visit(STARTS, BOOKED, deposit=paid, currency=currency, price=price)


CASES: dict[str, Case] = {
    "nothing was paid in advance": (
        policy({24: 5000}), deposit(0),
        {IN_TIME: (0, 0, 0, 0), LATE: (5000, 0, 5000, 0), MISSED: (10000, 0, 10000, 0)}, None,
    ),
    "a fee of less than the deposit is kept of it": (
        policy({24: 5000}), deposit(8000),
        {IN_TIME: (0, 0, 0, 8000), LATE: (5000, 5000, 0, 3000), MISSED: (10000, 8000, 2000, 0)},
        COUNTS.format("$80"),
    ),
    "a fee as high as the deposit is the deposit": (
        policy({24: 5000}), deposit(5000),
        {IN_TIME: (0, 0, 0, 5000), LATE: (5000, 5000, 0, 0), MISSED: (10000, 5000, 5000, 0)},
        COUNTS.format("$50"),
    ),
    "of a fee above the deposit the card is asked for the rest": (
        policy({24: "50%", 2: "100%"}, no_show="100%"), deposit(5050),
        {IN_TIME: (0, 0, 0, 5050), LATE: (8000, 5050, 2950, 0), LAST: (16000, 5050, 10950, 0)},
        COUNTS.format("$50.50"),
    ),
    "a rest that a card does not take is let go": (
        policy({24: 5049}, no_show=5001), deposit(5000),
        {LATE: (5000, 5000, 0, 0), MISSED: (5000, 5000, 0, 0)}, COUNTS.format("$50"),
    ),
    "a rest that a card just takes is asked for": (
        policy({24: 5050}, no_show=5051), deposit(5000),
        {LATE: (5050, 5000, 50, 0), MISSED: (5051, 5000, 51, 0)}, COUNTS.format("$50"),
    ),
    "what would be left to keep may be less than a card takes": (
        policy({24: 50}, no_show=0), deposit(5000),
        {LATE: (50, 50, 0, 4950), MISSED: (0, 0, 0, 5000)}, COUNTS.format("$50"),
    ),
    "paid in full, a fee is kept of it": (
        policy({24: "25%", 2: "100%"}, no_show="100%"), deposit(16000),
        {IN_TIME: (0, 0, 0, 16000), LATE: (4000, 4000, 0, 12000), LAST: (16000, 16000, 0, 0),
         MISSED: (16000, 16000, 0, 0)},
        COUNTS.format("$160"),
    ),
    "paid in full, the card is asked for what is more than the price": (
        policy({24: 5000}, no_show=20000), deposit(16000),
        {LATE: (5000, 5000, 0, 11000), MISSED: (20000, 16000, 4000, 0)}, COUNTS.format("$160"),
    ),
    "without steps it comes back until the visit begins": (
        policy({}, no_show=3000), deposit(5000),
        {IN_TIME: (0, 0, 0, 5000), LAST: (0, 0, 0, 5000), MISSED: (3000, 3000, 0, 2000)}, IN_FULL.format("$50"),
    ),
    "with no free time left it counts toward the fee": (
        policy({72: 3000}), deposit(5000),
        {BOOKED: (3000, 3000, 0, 2000), LAST: (3000, 3000, 0, 2000)}, NEVER_FREE.format("$50"),
    ),
    "a fee that ends lets it come back": (
        policy({24: 5000, 2: 0}), deposit(5000),
        {LATE: (5000, 5000, 0, 0), LAST: (0, 0, 0, 5000)}, COUNTS.format("$50"),
    ),
    "the cap limits what is kept of it": (
        policy({24: 5000}, cap=2000), deposit(3000),
        {LATE: (2000, 2000, 0, 1000), MISSED: (2000, 2000, 0, 1000)}, COUNTS.format("$30"),
    ),
    "a type of its own keeps more of it": (
        policy({24: 5000}, own={"mole": terms({24: 7500}, 0)}), deposit(6000),
        {LATE: (7500, 6000, 1500, 0), MISSED: (0, 0, 0, 6000)}, COUNTS.format("$60"),
    ),
    "a payer that bars fees means that all of it comes back": (
        policy({24: 5000}), visit(STARTS, BOOKED, deposit=5000, payers=frozenset({"aetna", "medicaid"})),
        {IN_TIME: (0, 0, 0, 5000), LATE: (0, 0, 0, 5000), LAST: (0, 0, 0, 5000), MISSED: (0, 0, 0, 5000)},
        IN_FULL.format("$50"),
    ),
    "moved late, it counts toward what was owed then": (
        policy({24: 7500}), visit(STARTS, BOOKED, deposit=6000, owed=5000),
        {BOOKED: (5000, 5000, 0, 1000), IN_TIME: (5000, 5000, 0, 1000), LATE: (7500, 6000, 1500, 0)},
        NEVER_FREE.format("$60"),
    ),
    "in yen a rest of forty-nine is let go": (
        policy({24: 3049}, no_show=3050, currency="jpy"), deposit(3000, currency="jpy"),
        {LATE: (3000, 3000, 0, 0), MISSED: (3050, 3000, 50, 0)}, COUNTS.format("¥3,000"),
    ),
    "in pounds a rest of thirty pence is asked for": (
        policy({24: 3030}, no_show=3029, currency="gbp"), deposit(3000, currency="gbp"),
        {LATE: (3030, 3000, 30, 0), MISSED: (3000, 3000, 0, 0)}, COUNTS.format("£30"),
    ),
    "in dinars what is asked for ends in a nought": (
        policy({24: "25%"}, no_show=2000, currency="kwd"), deposit(1000, currency="kwd", price=5250),
        {LATE: (1310, 1000, 310, 0), MISSED: (2000, 1000, 1000, 0)}, COUNTS.format("KWD 1"),
    ),
    "in krónur what is asked for is whole": (
        policy({24: "25%"}, no_show=150000, currency="isk"), deposit(150000, currency="isk", price=885000),
        {LATE: (221200, 150000, 71200, 0), MISSED: (150000, 150000, 0, 0)}, COUNTS.format("ISK 1,500"),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("said", "priced", "settled", "sentence"), CASES.values(), ids=CASES)
def test_what_is_kept_asked_for_and_given_back(
    said: Policy, priced: PricedVisit, settled: dict[str, Sums], sentence: str | None
) -> None:
    found = receipt(said, priced)
    for when, sums in settled.items():
        owed = found.no_show if when == MISSED else found.fee_at(utc(when))
        assert found.settle(owed) == Settlement(*(Money(sum_, said.currency) for sum_ in sums)), when
    assert found.deposit_sentence() == sentence


def test_who_owes_nothing_gets_all_of_it_back() -> None:
    """As where the clinic calls the visit off."""
    found = receipt(policy({72: 5000}), deposit(5000))
    nothing, paid = Money(0, "usd"), Money(5000, "usd")
    assert found.settle(nothing) == Settlement(nothing, nothing, nothing, paid)
