"""Terms of single types of visit, and payers that allow no fee: the one at booking, the one of today, both, neither."""

import pytest

from common.domain.receipt import receipt
from tests.domain.told import ANYTIME, BARRED, Case, Told, assert_told, policy, terms, visit

STARTS, BOOKED = "03-11T20:00", "03-09T19:14"  # Thursday 3:00 PM EST, booked on Tuesday
LASER = terms({36: "100%"}, "100%")
OWN = {"laser": LASER, "chat": terms({}, 0)}
DAY = {"03-10T20:00": 5000}
UNTIL_A_DAY = "Free to cancel until Wed, Mar 10, 3:00 PM EST. After that: $50."
NOBODY: frozenset[str] = frozenset()

CASES: dict[str, Case] = {
    "a type has its own steps and its own fee for missing it": (
        policy({24: 5000}, own=OWN),
        visit(STARTS, BOOKED, kind="laser"),
        Told(
            "Free to cancel until Wed, Mar 10, 3:00 AM EST. After that: $160.",
            {"03-10T08:00": 16000}, "03-10T08:00", {"03-10T20:00": 16000}, 16000,
        ),
    ),
    "other types keep the policy's": (
        policy({24: 5000}, own=OWN),
        visit(STARTS, BOOKED),
        Told(UNTIL_A_DAY, DAY, "03-10T20:00", {"03-10T08:00": 0}),
    ),
    "a type without steps is free though others cost": (
        policy({24: 5000}, own=OWN), visit(STARTS, BOOKED, kind="chat"), Told(ANYTIME, no_show=0),
    ),
    "a type costs though others are free": (
        policy({}, own=OWN, no_show=0),
        visit(STARTS, BOOKED, kind="laser"),
        Told(
            "Free to cancel until Wed, Mar 10, 3:00 AM EST. After that: $160.",
            {"03-10T08:00": 16000}, "03-10T08:00", no_show=16000,
        ),
    ),
    "the cap holds for a type of its own": (
        policy({24: 5000}, own=OWN, cap=9000),
        visit(STARTS, BOOKED, kind="laser"),
        Told(
            "Free to cancel until Wed, Mar 10, 3:00 AM EST. After that: $90.",
            {"03-10T08:00": 9000}, "03-10T08:00", no_show=9000,
        ),
    ),
    "grace holds for a type of its own": (
        policy({24: 5000}, own=OWN, grace=15),
        visit(STARTS, "03-10T12:00", kind="laser"),
        Told(
            "Free to cancel until Wed, Mar 10, 7:15 AM EST, 15 minutes after booking. After that: $160.",
            {"03-10T12:15": 16000}, "03-10T12:15", no_show=16000,
        ),
    ),
    "the payer bars fees for a type of its own": (
        policy({24: 5000}, own=OWN),
        visit(STARTS, BOOKED, kind="laser", payers=frozenset({"medicaid"})),
        Told(BARRED, fees={"03-11T19:59:59": 0}, no_show=0),
    ),
    "a payer that bars fees means none": (
        policy({24: 5000}), visit(STARTS, BOOKED, payers=frozenset({"medicaid"})),
        Told(BARRED, fees={"03-10T20:00": 0, "03-11T19:59:59": 0}, no_show=0),
    ),
    "one of two payers that bars fees is enough": (
        policy({24: 5000}), visit(STARTS, BOOKED, payers=frozenset({"aetna", "medicaid"})),
        Told(BARRED, fees={"03-11T19:59:59": 0}, no_show=0),
    ),
    "two payers that bar fees are no less": (
        policy({24: 5000}, barred=frozenset({"medicaid", "masshealth"})),
        visit(STARTS, BOOKED, payers=frozenset({"masshealth", "medicaid"})),
        Told(BARRED, fees={"03-11T19:59:59": 0}, no_show=0),
    ),
    "two payers that allow fees change nothing": (
        policy({24: 5000}),
        visit(STARTS, BOOKED, payers=frozenset({"aetna", "tufts"})),
        Told(UNTIL_A_DAY, DAY, "03-10T20:00"),
    ),
    "somebody without a payer pays as others do": (
        policy({24: 5000}), visit(STARTS, BOOKED, payers=NOBODY), Told(UNTIL_A_DAY, DAY, "03-10T20:00"),
    ),
    "without barred payers everybody pays": (
        policy({24: 5000}, barred=NOBODY),
        visit(STARTS, BOOKED, payers=frozenset({"medicaid"})),
        Told(UNTIL_A_DAY, DAY, "03-10T20:00"),
    ),
    "a payer that bars fees is named although the policy has none": (
        policy({}, no_show=0), visit(STARTS, BOOKED, payers=frozenset({"medicaid"})), Told(BARRED, no_show=0),
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_it_is_the_types_own_terms_unless_a_payer_allows_none(case: Case) -> None:
    assert_told(case)


@pytest.mark.parametrize(
    ("kind", "payers", "deposit", "may_charge"),
    [
        pytest.param("mole", NOBODY, 0, True, id="a late cancellation costs"),
        pytest.param("chat", NOBODY, 0, False, id="nothing costs"),
        pytest.param("chat", NOBODY, 5000, True, id="a deposit is asked for"),
        pytest.param("laser", frozenset({"medicaid"}), 0, False, id="the payer allows nothing"),
    ],
)
def test_a_card_is_needed_where_it_may_be_charged(
    kind: str, payers: frozenset[str], deposit: int, *, may_charge: bool
) -> None:
    said = policy({24: 5000}, own=OWN, no_show=0)
    found = receipt(said, visit(STARTS, BOOKED, kind=kind, payers=payers, deposit=deposit))
    assert found.may_charge is may_charge


def test_a_card_is_needed_where_only_missing_the_visit_costs() -> None:
    assert receipt(policy({}), visit(STARTS, BOOKED)).may_charge
    assert not receipt(policy({}, no_show=49), visit(STARTS, BOOKED)).may_charge
