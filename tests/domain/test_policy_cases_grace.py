"""Minutes after booking in which cancelling is free: they put steps off, swallow them, and never outlast the start."""

import pytest

from tests.domain.told import ANYTIME, Case, Told, assert_told, policy, visit

STARTS = "03-11T20:00"  # Thursday 3:00 PM EST
TWO = {24: 5000, 2: 7500}

CASES: dict[str, Case] = {
    "grace that ends before the first step says nothing": (
        policy(TWO, grace=30),
        visit(STARTS, "03-10T19:29"),
        Told(
            "Free to cancel until Wed, Mar 10, 3:00 PM EST. After that: $50. From Thu, Mar 11, 1:00 PM EST: $75.",
            {"03-10T20:00": 5000, "03-11T18:00": 7500}, "03-10T20:00",
        ),
    ),
    "grace that ends with the free time says how long it was": (
        policy(TWO, grace=30),
        visit(STARTS, "03-10T19:30"),
        Told(
            "Free to cancel until Wed, Mar 10, 3:00 PM EST, 30 minutes after booking. After that: $50. "
            "From Thu, Mar 11, 1:00 PM EST: $75.",
            {"03-10T20:00": 5000, "03-11T18:00": 7500}, "03-10T20:00",
        ),
    ),
    "grace puts off a step that has begun": (
        policy(TWO, grace=30),
        visit(STARTS, "03-11T09:00"),
        Told(
            "Free to cancel until Thu, Mar 11, 4:30 AM EST, 30 minutes after booking. After that: $50. "
            "From Thu, Mar 11, 1:00 PM EST: $75.",
            {"03-11T09:30": 5000, "03-11T18:00": 7500}, "03-11T09:30", {"03-11T09:00": 0, "03-11T09:29:59": 0},
        ),
    ),
    "grace that ends when the second step begins swallows the first": (
        policy(TWO, grace=30),
        visit(STARTS, "03-11T17:30"),
        Told(
            "Free to cancel until Thu, Mar 11, 1:00 PM EST, 30 minutes after booking. After that: $75.",
            {"03-11T18:00": 7500}, "03-11T18:00",
        ),
    ),
    "grace swallows the first of two steps": (
        policy(TWO, grace=60),
        visit(STARTS, "03-11T17:45"),
        Told(
            "Free to cancel until Thu, Mar 11, 1:45 PM EST, 60 minutes after booking. After that: $75.",
            {"03-11T18:45": 7500}, "03-11T18:45", {"03-11T18:00": 0},
        ),
    ),
    "of several that began within grace the last counts, though it is the cheapest": (
        policy({24: 9000, 12: 7500, 2: 1000}, grace=60),
        visit(STARTS, "03-11T18:30"),
        Told(
            "Free to cancel until Thu, Mar 11, 2:30 PM EST, 60 minutes after booking. After that: $10.",
            {"03-11T19:30": 1000}, "03-11T19:30",
        ),
    ),
    "a free last step within grace leaves nothing to pay": (
        policy({24: 5000, 2: 0}, grace=60), visit(STARTS, "03-11T18:30"), Told(ANYTIME, fees={"03-11T19:59:59": 0}),
    ),
    "a day of grace swallows a step of a day": (
        policy({24: 5000, 2: 7500}, grace=1440),
        visit(STARTS, "03-10T19:00"),
        Told(
            "Free to cancel until Thu, Mar 11, 2:00 PM EST, 1440 minutes after booking. After that: $75.",
            {"03-11T19:00": 7500}, "03-11T19:00", {"03-10T20:00": 0, "03-11T18:00": 0},
        ),
    ),
    "grace that ends a minute before the start leaves that minute": (
        policy(TWO, grace=30),
        visit(STARTS, "03-11T19:29"),
        Told(
            "Free to cancel until Thu, Mar 11, 2:59 PM EST, 30 minutes after booking. After that: $75.",
            {"03-11T19:59": 7500}, "03-11T19:59",
        ),
    ),
    "grace that ends at the start leaves nothing": (
        policy(TWO, grace=30), visit(STARTS, "03-11T19:30"), Told(ANYTIME, fees={"03-11T19:59:59": 0}),
    ),
    "grace does not outlast the start": (
        policy(TWO, grace=30), visit(STARTS, "03-11T19:50"), Told(ANYTIME, fees={"03-11T19:59:59": 0, STARTS: 0}),
    ),
    "long before the visit a minute of grace changes nothing": (
        policy(TWO, grace=1),
        visit(STARTS, "03-01T14:00"),
        Told(
            "Free to cancel until Wed, Mar 10, 3:00 PM EST. After that: $50. From Thu, Mar 11, 1:00 PM EST: $75.",
            {"03-10T20:00": 5000, "03-11T18:00": 7500}, "03-10T20:00",
        ),
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_grace_is_free_and_then_what_has_begun_counts(case: Case) -> None:
    assert_told(case)
