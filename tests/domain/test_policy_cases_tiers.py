"""Steps: none, free ones, several, equal ones, ones that began before the booking or within its grace."""

import pytest

from tests.domain.told import ANYTIME, Case, Told, assert_told, policy, visit

STARTS, BOOKED = "03-11T20:00", "03-09T19:14"  # Thursday 3:00 PM EST, booked on Tuesday
A_DAY = {"03-10T20:00": 5000}
UNTIL_A_DAY = "Free to cancel until Wed, Mar 10, 3:00 PM EST. After that: "

CASES: dict[str, Case] = {
    "without steps it is free, and missing it still costs": (
        policy({}), visit(STARTS, BOOKED), Told(ANYTIME, fees={"03-11T19:59:59": 0}),
    ),
    "a step that costs nothing is none": (policy({24: 0}), visit(STARTS, BOOKED), Told(ANYTIME)),
    "steps that all cost nothing are none": (policy({48: 0, 24: "0%", 2: 0}), visit(STARTS, BOOKED), Told(ANYTIME)),
    "a free step before one that costs is free time": (
        policy({24: 0, 2: 5000}),
        visit(STARTS, BOOKED),
        Told(
            "Free to cancel until Thu, Mar 11, 1:00 PM EST. After that: $50.",
            {"03-11T18:00": 5000}, "03-11T18:00", {"03-10T20:00": 0, "03-11T17:59:59": 0},
        ),
    ),
    "a fee can end": (
        policy({24: 5000, 2: 0}),
        visit(STARTS, BOOKED),
        Told(
            UNTIL_A_DAY + "$50. From Thu, Mar 11, 1:00 PM EST: $0.",
            {**A_DAY, "03-11T18:00": 0}, "03-10T20:00", {"03-11T17:59:59": 5000, "03-11T19:59:59": 0},
        ),
    ),
    "a fee can end and come back": (
        policy({24: 5000, 12: 0, 2: 5000}),
        visit(STARTS, BOOKED),
        Told(
            UNTIL_A_DAY + "$50. From Thu, Mar 11, 3:00 AM EST: $0. From Thu, Mar 11, 1:00 PM EST: $50.",
            {**A_DAY, "03-11T08:00": 0, "03-11T18:00": 5000}, "03-10T20:00",
        ),
    ),
    "steps of one fee are one": (
        policy({24: 5000, 12: 5000, 2: 5000}),
        visit(STARTS, BOOKED),
        Told(UNTIL_A_DAY + "$50.", A_DAY, "03-10T20:00"),
    ),
    "a percentage and an amount that come to the same are one step": (
        policy({24: "25%", 12: 4000, 2: "50%"}),
        visit(STARTS, BOOKED),
        Told(
            UNTIL_A_DAY + "$40. From Thu, Mar 11, 1:00 PM EST: $80.",
            {"03-10T20:00": 4000, "03-11T18:00": 8000}, "03-10T20:00", {"03-11T08:00": 4000},
        ),
    ),
    "a fee may fall": (
        policy({24: 7500, 2: 5000}),
        visit(STARTS, BOOKED),
        Told(
            UNTIL_A_DAY + "$75. From Thu, Mar 11, 1:00 PM EST: $50.",
            {"03-10T20:00": 7500, "03-11T18:00": 5000}, "03-10T20:00",
        ),
    ),
    "six steps, each at its hour": (
        policy({40: 1000, 32: 2000, 24: 3000, 16: 4000, 8: 5000, 1: "100%"}),
        visit(STARTS, BOOKED),
        Told(
            "Free to cancel until Tue, Mar 9, 11:00 PM EST. After that: $10. From Wed, Mar 10, 7:00 AM EST: $20. "
            "From Wed, Mar 10, 3:00 PM EST: $30. From Wed, Mar 10, 11:00 PM EST: $40. "
            "From Thu, Mar 11, 7:00 AM EST: $50. From Thu, Mar 11, 2:00 PM EST: $160.",
            {
                "03-10T04:00": 1000, "03-10T12:00": 2000, "03-10T20:00": 3000,
                "03-11T04:00": 4000, "03-11T12:00": 5000, "03-11T19:00": 16000,
            },
            "03-10T04:00",
        ),
    ),
    "a step that began before the booking costs from the booking on": (
        policy({72: 5000}),
        visit(STARTS, BOOKED),
        Told("Cancelling costs $50 from the moment of booking.", {BOOKED: 5000}, None, {"03-09T19:13:59": 0}),
    ),
    "of two that began before the booking the later counts": (
        policy({96: 5000, 72: 7500, 2: 9000}),
        visit(STARTS, BOOKED),
        Told(
            "Cancelling costs $75 from the moment of booking. From Thu, Mar 11, 1:00 PM EST: $90.",
            {BOOKED: 7500, "03-11T18:00": 9000},
        ),
    ),
    "of two that began before the booking the later counts though it costs nothing": (
        policy({96: 5000, 72: 0}), visit(STARTS, BOOKED), Told(ANYTIME, fees={BOOKED: 0}),
    ),
    "a step that begins at the booking leaves no free time": (
        policy({24: 5000}),
        visit(STARTS, "03-10T20:00"),
        Told("Cancelling costs $50 from the moment of booking.", A_DAY),
    ),
    "a step that begins a minute after the booking leaves that minute": (
        policy({24: 5000}),
        visit(STARTS, "03-10T19:59"),
        Told(UNTIL_A_DAY + "$50.", A_DAY, "03-10T20:00"),
    ),
    "a visit that begins when it is booked costs nothing": (policy({24: 5000}), visit(STARTS, STARTS), Told(ANYTIME)),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_each_step_begins_at_its_hour(case: Case) -> None:
    assert_told(case)
