"""changes/begin_refund.lua, settle_refund.lua, return_payment.lua, dispute_charge.lua: what goes back goes once."""

from __future__ import annotations

from functools import partial
from typing import Any, Final

import pytest

from common.domain.charges import Charge, ChargeStatus, Dispute, Refund
from common.domain.drafts import Paid
from common.domain.errors import RefundTooLargeError
from common.domain.jobs import Queue
from common.domain.outcomes import Comparison
from common.domain.patients import Patient
from common.domain.scope import Role
from common.domain.wall_clock import DAY
from tests.product import DANIEL, MAYA
from tests.store.changes import TUESDAY_NINE
from tests.store.desk import Desk, at_once
from tests.store.drafts import calling_off, paying, usd
from tests.store.tills import charges_at, only, pay


@pytest.fixture
def maya(desk: Desk) -> Patient:
    return desk.patient(MAYA)


@pytest.fixture
def paid(desk: Desk, maya: Patient) -> Charge:
    """A deposit of $30."""
    return pay(desk, maya, TUESDAY_NINE)


def give_back(desk: Desk, charge: Charge, amount_minor: int) -> Refund:
    return charges_at(desk).begin_refund(charge, amount_minor=amount_minor, by="Priya", reason="Too much.")


def left(desk: Desk, charge: Charge) -> tuple[int, int, int]:
    """On its way back, back, and what could still go."""
    known = charges_at(desk).find(charge.id)
    assert known is not None
    return known.refunding_minor, known.refunded_minor, known.refundable_minor


def test_what_is_on_its_way_back_is_gone_from_what_could_go(desk: Desk, paid: Charge) -> None:
    refund = give_back(desk, paid, 1000)
    assert (refund.amount_minor, refund.intent_id, refund.status) == (1000, "pi_deposit", "due")
    assert left(desk, paid) == (1000, 0, 2000)
    assert desk.jobs(Queue.ENFORCE_POLICY)[f"refund:{refund.id}:once"] == desk.product.epoch
    assert not [held for held in desk.everything().values() if "Too much." in str(held)]


@pytest.mark.parametrize(("gone", "amount_minor"), [(0, 3001), (1000, 2001), (3000, 1)])
def test_more_than_is_left_is_refused(desk: Desk, paid: Charge, gone: int, amount_minor: int) -> None:
    if gone:
        give_back(desk, paid, gone)
    before = desk.records()
    with pytest.raises(RefundTooLargeError):
        give_back(desk, paid, amount_minor)
    assert desk.records() == before


def test_two_refunds_at_once_are_together_no_more_than_was_paid(desk: Desk, paid: Charge) -> None:
    outcomes = at_once([partial(give_back, desk, paid, 2000) for _ in range(4)])
    assert sorted(type(one).__name__ for one in outcomes) == ["Refund"] + ["RefundTooLargeError"] * 3
    assert left(desk, paid) == (2000, 0, 1000)


@pytest.mark.parametrize(
    ("told", "stands"),
    [
        (["pending"], (1000, 0, 2000)),
        (["pending", "succeeded", "pending"], (0, 1000, 2000)),
        (["succeeded", "succeeded"], (0, 1000, 2000)),
        (["failed", "succeeded"], (0, 0, 3000)),
        (["succeeded", "failed"], (0, 0, 3000)),
    ],
)
def test_how_a_refund_stands_is_told_in_any_order(
    desk: Desk, paid: Charge, told: list[Any], stands: tuple[int, int, int]
) -> None:
    refund = give_back(desk, paid, 1000)
    for status in told:
        charges_at(desk).settle_refund(refund, status)
        before = desk.records()
        charges_at(desk).settle_refund(refund, status)
        assert desk.records() == before
    assert left(desk, paid) == stands
    assert f"refund:{refund.id}:once" not in desk.jobs()


def test_a_charge_that_went_back_whole_is_refunded_until_that_fails(desk: Desk, paid: Charge) -> None:
    refunds = [give_back(desk, paid, amount) for amount in (1000, 2000)]
    for refund in refunds:
        charges_at(desk).settle_refund(refund, "succeeded")
    assert only(desk, paid.appointment_id).status is ChargeStatus.REFUNDED
    charges_at(desk).settle_refund(refunds[0], "failed")
    assert only(desk, paid.appointment_id).status is ChargeStatus.SUCCEEDED
    assert left(desk, paid) == (0, 2000, 1000)


def test_cancelling_gives_the_deposit_back_and_no_more_than_is_left_of_it(
    desk: Desk, maya: Patient, paid: Charge
) -> None:
    give_back(desk, paid, 2500)
    visit = desk.get(paid.appointment_id)
    desk.appointments(maya).cancel(visit, calling_off(to_refund=3000))
    assert left(desk, paid) == (3000, 0, 0)


def returned(desk: Desk, appointment_id: str, intent_id: str = "pi_late") -> int:
    visit = desk.get(appointment_id)
    return desk.open(Role.STRIPE).appointments.return_payment(visit, Paid(usd(3000), intent_id, None))


def test_what_was_paid_for_a_time_that_is_gone_is_written_down_and_goes_back_once(desk: Desk, maya: Patient) -> None:
    held = desk.get(desk.hold(maya, TUESDAY_NINE).appointment_id)
    desk.later(minutes=11)
    desk.book(desk.patient(DANIEL), TUESDAY_NINE)
    assert at_once([partial(returned, desk, held.id) for _ in range(4)]) == [3000] * 4
    charge = only(desk, held.id)
    assert (charge.status, charge.was_returned, charge.intent_id) == ("succeeded", True, "pi_late")
    assert left(desk, charge) == (3000, 0, 0)
    assert desk.deeds("charge.return") == [(charge.id, "done")]
    assert len([job for job in desk.jobs() if job.startswith("refund:")]) == 1


def test_a_second_payment_of_one_visit_is_a_charge_of_its_own(desk: Desk, maya: Patient, paid: Charge) -> None:
    """It was booked with the first; the other goes back."""
    visit = desk.get(paid.appointment_id)
    assert desk.open(Role.STRIPE).appointments.book(visit, paying(3000, "pi_second")).is_extra
    assert not desk.open(Role.STRIPE).appointments.book(visit, paying(3000)).is_extra
    returned(desk, visit.id, "pi_second")
    rows = desk.appointments(maya).list_visits(maya.id)
    assert [row.paid_minor for row in rows] == [3000]
    listed = charges_at(desk).list_for(visit.id)
    assert sorted((row.charge.intent_id, row.charge.refunding_minor) for row in listed) == [
        ("pi_deposit", 0), ("pi_second", 3000),
    ]  # fmt: skip


def test_what_the_visit_was_booked_with_is_not_returned_but_what_went_back_of_it_is_told(
    desk: Desk, paid: Charge
) -> None:
    assert returned(desk, paid.appointment_id, "pi_deposit") == 0
    give_back(desk, paid, 1000)
    before = desk.records()
    assert returned(desk, paid.appointment_id, "pi_deposit") == 1000
    assert desk.records() == before


def test_what_is_disputed_is_not_given_back_besides(desk: Desk, paid: Charge) -> None:
    charges_at(desk).dispute(paid, "dp_1", "open")
    with pytest.raises(RefundTooLargeError):
        give_back(desk, paid, 1000)
    charges_at(desk).dispute(paid, "dp_1", "won")
    give_back(desk, paid, 1000)


def test_a_dispute_that_was_decided_is_not_opened_again_by_a_late_event(desk: Desk, paid: Charge) -> None:
    for outcome, stands in (("open", "open"), ("lost", "lost"), ("open", "lost"), ("won", "lost")):
        charges_at(desk).dispute(paid, "dp_1", outcome)  # type: ignore[arg-type]
        assert only(desk, paid.appointment_id).dispute == stands
    charges_at(desk).dispute(paid, "dp_2", "open")
    assert only(desk, paid.appointment_id).dispute == "open"
    assert desk.deeds("charge.dispute") == [(paid.id, "open"), (paid.id, "lost"), (paid.id, "open")]


def test_the_last_comparison_is_the_one_that_is_shown(desk: Desk) -> None:
    assert charges_at(desk).find_comparison() is None
    for number in (1, 2):
        comparison = Comparison(desk.product.epoch + number, number, ("chg_1",))
        charges_at(desk).keep_comparison(comparison, matching=())
        assert charges_at(desk, Role.OWNER).find_comparison() == comparison
    assert desk.deeds("charge.compare") == [("", "done")] * 2


def test_what_differs_stays_named_until_it_matches_again_and_is_compared_each_day(desk: Desk) -> None:
    charges, at = charges_at(desk), desk.product.epoch
    charges.keep_comparison(Comparison(at, 2, ("chg_1", "pi_1")), matching=())
    tomorrow = {f"comparison:{at // DAY}:once": (at // DAY + 1) * DAY + 3600}
    assert desk.jobs(Queue.ENFORCE_POLICY) == tomorrow
    charges.keep_comparison(Comparison(at, 0, ()), matching=("chg_1",))
    assert charges.find_comparison() == Comparison(at, 0, ("pi_1",))
    desk.product.raw.delete(desk.keys.jobs(Queue.ENFORCE_POLICY))
    charges.keep_comparison(Comparison(at, 0, ()), matching=("pi_1",))
    assert charges.find_comparison() == Comparison(at, 0, ())
    assert desk.jobs(Queue.ENFORCE_POLICY) == {}


@pytest.mark.parametrize(("days_ago", "wait"), [(0, None), (3, 3600)])
def test_a_day_that_nothing_is_known_of_is_compared_once_it_is_over(
    desk: Desk, days_ago: int, wait: int | None
) -> None:
    now = desk.product.epoch
    charges_at(desk).have_compared(now - days_ago * DAY)
    day = now // DAY - days_ago
    expected = (day + 1) * DAY + 3600 if wait is None else now + wait
    assert desk.jobs(Queue.ENFORCE_POLICY) == {f"comparison:{day}:once": expected}


OF_AN_INQUIRY: Final[list[Dispute]] = ["inquiry", "closed"]
WAYS: Final[list[tuple[list[Dispute], list[Dispute]]]] = [
    (["inquiry", "open", "inquiry", "lost", "open", "closed"], ["inquiry", "open", "open", "lost", "lost", "lost"]),
    (["inquiry", "closed", "inquiry", "open", "won"], ["inquiry", "closed", "closed", "open", "won"]),
]


@pytest.mark.parametrize(("told", "stands"), WAYS)
def test_a_dispute_never_turns_back_to_the_inquiry_that_it_was(
    desk: Desk, paid: Charge, told: list[Dispute], stands: list[Dispute]
) -> None:
    seen = []
    for outcome in told:
        charges_at(desk).dispute(paid, "dp_1", outcome)
        seen.append(only(desk, paid.appointment_id).dispute)
    assert seen == stands


def test_an_inquiry_of_before_says_nothing_of_a_later_dispute(desk: Desk, paid: Charge) -> None:
    charges_at(desk).dispute(paid, "dp_2", "open")
    for outcome in OF_AN_INQUIRY:
        charges_at(desk).dispute(paid, "dp_1", outcome)
    assert only(desk, paid.appointment_id).dispute == "open"


@pytest.mark.parametrize(("outcome", "status"), [("inquiry", "held"), ("closed", "due")])
def test_what_stripe_would_not_give_back_waits_until_the_inquiry_is_closed(
    desk: Desk, paid: Charge, outcome: Dispute, status: str
) -> None:
    refund = charges_at(desk).begin_refund(paid, amount_minor=None, by="Priya", reason=None)
    charges_at(desk).settle_refund(refund, "held")
    charges_at(desk).dispute(paid, "dp_1", outcome)
    found = charges_at(desk).find_refund(refund.id)
    assert found is not None
    assert found.status == status
