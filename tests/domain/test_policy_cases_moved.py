"""A visit that was moved when cancelling it cost something: moving it does not make that go away."""

import pytest

from common.domain.receipt import receipt
from tests.domain.told import ANYTIME, BARRED, Case, Told, assert_told, policy, terms, visit

STARTS, BOOKED = "03-18T19:00", "03-09T19:14"  # Thursday 3:00 PM EDT, booked on the Tuesday of the week before
AS_MOVED = "Cancelling costs $50, as it did when you moved the visit."

CASES: dict[str, Case] = {
    "nothing was owed when it was moved, so it is as free as any": (
        policy({24: 5000}),
        visit(STARTS, BOOKED, owed=0),
        Told(
            "Free to cancel until Wed, Mar 17, 3:00 PM EDT. After that: $50.",
            {"03-17T19:00": 5000}, "03-17T19:00",
        ),
    ),
    "a lower step later changes nothing": (
        policy({24: 2500}),
        visit(STARTS, BOOKED, owed=5000),
        Told(AS_MOVED, {BOOKED: 5000}, None, {"03-17T18:59:59": 5000, "03-17T19:00": 5000, "03-18T18:59": 5000}),
    ),
    "an equal step later changes nothing": (
        policy({24: 5000}), visit(STARTS, BOOKED, owed=5000), Told(AS_MOVED, {BOOKED: 5000}),
    ),
    "a higher step later is owed from then on": (
        policy({24: 7500}),
        visit(STARTS, BOOKED, owed=5000),
        Told(AS_MOVED + " From Wed, Mar 17, 3:00 PM EDT: $75.", {BOOKED: 5000, "03-17T19:00": 7500}),
    ),
    "of a lower and a higher step the higher counts": (
        policy({48: 2500, 24: 7500}),
        visit(STARTS, BOOKED, owed=5000),
        Told(
            AS_MOVED + " From Wed, Mar 17, 3:00 PM EDT: $75.",
            {BOOKED: 5000, "03-17T19:00": 7500}, None, {"03-16T19:00": 5000},
        ),
    ),
    "a fee that falls falls to what was owed": (
        policy({48: 7500, 24: 2500}),
        visit(STARTS, BOOKED, owed=5000),
        Told(
            AS_MOVED + " From Tue, Mar 16, 3:00 PM EDT: $75. From Wed, Mar 17, 3:00 PM EDT: $50.",
            {BOOKED: 5000, "03-16T19:00": 7500, "03-17T19:00": 5000},
        ),
    ),
    "a fee that ends does not end what was owed": (
        policy({48: 7500, 24: 0}),
        visit(STARTS, BOOKED, owed=5000),
        Told(
            AS_MOVED + " From Tue, Mar 16, 3:00 PM EDT: $75. From Wed, Mar 17, 3:00 PM EDT: $50.",
            {BOOKED: 5000, "03-16T19:00": 7500, "03-17T19:00": 5000},
        ),
    ),
    "without steps at the new time it is still owed": (
        policy({24: 5000}, own={"chat": terms({})}),
        visit(STARTS, BOOKED, kind="chat", owed=5000),
        Told(AS_MOVED, {BOOKED: 5000}, None, {"03-18T18:59:59": 5000}),
    ),
    "it is owed in what is left of the grace after booking": (
        policy({24: 5000}, grace=1440),
        visit(STARTS, BOOKED, owed=5000),
        Told(AS_MOVED, {BOOKED: 5000}, None, {"03-09T20:00": 5000}),
    ),
    "grace puts off what is more than that": (
        policy({24: 7500}, grace=30),
        visit("03-10T14:00", BOOKED, owed=5000),
        Told(
            AS_MOVED + " From Tue, Mar 9, 2:44 PM EST: $75.",
            {BOOKED: 5000, "03-09T19:44": 7500}, None, {"03-09T19:43:59": 5000},
        ),
    ),
    "a step that had begun before the booking and costs as much is what was owed": (
        policy({240: 5000}), visit(STARTS, BOOKED, owed=5000), Told(AS_MOVED, {BOOKED: 5000}),
    ),
    "a step that had begun before the booking and costs less is not": (
        policy({240: 2500}), visit(STARTS, BOOKED, owed=5000), Told(AS_MOVED, {BOOKED: 5000}),
    ),
    "a step that had begun before the booking and costs more is not what was owed": (
        policy({24: 7500}),
        visit("03-10T14:00", BOOKED, owed=5000),
        Told("Cancelling costs $75 from the moment of booking.", {BOOKED: 7500}),
    ),
    "a payer that bars fees ends it": (
        policy({24: 7500}),
        visit(STARTS, BOOKED, owed=5000, payers=frozenset({"aetna", "medicaid"})),
        Told(BARRED, fees={BOOKED: 0, "03-18T18:59": 0}, no_show=0),
    ),
    "the clinic moved it a little earlier, and the fee begins when it would have": (
        policy({24: 5000}),
        visit("03-18T15:00", BOOKED, counts_from=STARTS),
        Told(
            "Free to cancel until Wed, Mar 17, 3:00 PM EDT. After that: $50.",
            {"03-17T19:00": 5000}, "03-17T19:00", {"03-17T15:00": 0},
        ),
    ),
    "the clinic moved it to before the fee would have begun": (
        policy({24: 5000}),
        visit("03-17T19:00", BOOKED, counts_from=STARTS),
        Told(ANYTIME, fees={BOOKED: 0, "03-17T18:59:59": 0}),
    ),
    "the clinic moved it so far that only the first of two fees begins": (
        policy({48: 2500, 24: 5000}),
        visit("03-17T14:00", BOOKED, counts_from=STARTS),
        Told(
            "Free to cancel until Tue, Mar 16, 3:00 PM EDT. After that: $25.",
            {"03-16T19:00": 2500}, "03-16T19:00", {"03-17T13:59": 2500},
        ),
    ),
    "the clinic moved it earlier, and what was owed when the patient did is owed still": (
        policy({24: 7500}),
        visit("03-12T19:00", BOOKED, owed=5000, counts_from=STARTS),
        Told(AS_MOVED, {BOOKED: 5000}, None, {"03-12T18:59": 5000}),
    ),
    "the clinic moved it into the grace after booking": (
        policy({24: 5000}, grace=1440),
        visit("03-10T14:00", BOOKED, counts_from="03-10T21:00"),
        Told(ANYTIME, fees={BOOKED: 0, "03-10T13:59": 0}),
    ),
    "nothing was owed and nothing will be": (policy({24: 0}), visit(STARTS, BOOKED, owed=0), Told(ANYTIME)),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_what_was_owed_stays_owed(case: Case) -> None:
    assert_told(case)
    said, priced, told = case
    assert receipt(said, priced).was_moved is told.sentence.startswith(AS_MOVED)
