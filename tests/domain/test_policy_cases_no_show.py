"""What missing a visit costs: neither steps nor grace change it, and after a late move no less than was owed then."""

from collections.abc import Mapping

import pytest

from common.domain.money import Money
from common.domain.policy import Policy
from common.domain.receipt import receipt
from tests.domain.told import policy, terms, visit

STARTS, BOOKED = "03-11T20:00", "03-09T19:14"
OWN = {"laser": terms({24: 5000}, 12500), "chat": terms({24: 5000}, 0), "peel": terms({}, "75%")}

CASES: Mapping[str, tuple[Policy, str, int, int]] = {
    "an amount": (policy({24: 5000}), "mole", 16000, 10000),
    "an amount above the price": (policy({24: 5000}), "mole", 5000, 10000),
    "a percentage of the price": (policy({24: 5000}, no_show="50%"), "mole", 16000, 8000),
    "a percentage that ends in half a cent": (policy({24: 5000}, no_show="75%"), "mole", 4998, 3749),  # 3748.5
    "a percentage of nothing": (policy({24: 5000}, no_show="50%"), "mole", 0, 0),
    "nothing, though cancelling late costs": (policy({24: 5000}, no_show=0), "mole", 16000, 0),
    "less than a card takes": (policy({24: 5000}, no_show=49), "mole", 16000, 0),
    "as little as a card takes": (policy({24: 5000}, no_show=50), "mole", 16000, 50),
    "more than the cap": (policy({24: 5000}, cap=6000), "mole", 16000, 6000),
    "less than the cap": (policy({24: 5000}, cap=16000), "mole", 16000, 10000),
    "more than a cap in percent": (policy({24: 5000}, cap="50%"), "mole", 16000, 8000),
    "a percentage above a cap in percent": (policy({24: 5000}, no_show="100%", cap="25%"), "mole", 16000, 4000),
    "the type's own": (policy({24: 5000}, own=OWN), "laser", 16000, 12500),
    "the type's own percentage": (policy({24: 5000}, own=OWN), "peel", 16000, 12000),
    "the type's own is nothing": (policy({24: 5000}, own=OWN), "chat", 16000, 0),
    "the type's own above the cap": (policy({24: 5000}, own=OWN, cap=11000), "laser", 16000, 11000),
    "the policy's where another type has its own": (policy({24: 5000}, own=OWN), "mole", 16000, 10000),
    "a day of grace does not make missing it free": (policy({24: 5000}, grace=1440), "mole", 16000, 10000),
}


@pytest.mark.parametrize(("said", "kind", "price", "expected"), CASES.values(), ids=CASES)
@pytest.mark.parametrize("owed", [0, 5000], ids=["never moved", "moved late"])
def test_missing_a_visit_costs(said: Policy, kind: str, price: int, expected: int, owed: int) -> None:
    priced = visit(STARTS, BOOKED, kind=kind, price=price, owed=owed)
    assert receipt(said, priced).no_show == Money(max(expected, owed), "usd")
    barred = visit(STARTS, BOOKED, kind=kind, price=price, owed=owed, payers=frozenset({"medicaid"}))
    assert receipt(said, barred).no_show == Money(0, "usd")
