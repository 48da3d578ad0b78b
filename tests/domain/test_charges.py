from dataclasses import replace

import pytest

from common.domain.charges import OPEN, Charge, ChargeKind, ChargeStatus, Dispute, next_attempt_at
from common.domain.money import Money
from tests.domain.made_by_hand import utc

DAY = 86400
NOW = utc("03-09T19:14")
CHARGE = Charge(
    id="chg_1",
    appointment_id="apt_1",
    patient_id="pat_1",
    kind=ChargeKind.LATE_CANCEL,
    status=ChargeStatus.SUCCEEDED,
    amount_minor=5000,
    currency="usd",
    policy_version=3,
    policy_hash="0" * 64,
    made_at=NOW,
    due_at=NOW,
    attempts=1,
    intent_id="pi_1",
    card=None,
    failure=None,
    settled_at=NOW,
    refunded_minor=0,
    refunding_minor=0,
    refund_failed_minor=0,
    waived_at=None,
    waived_by=None,
    waive_reason=None,
    dispute=None,
    was_returned=False,
)


@pytest.mark.parametrize(
    ("attempts", "days"),
    [(1, 1), (2, 3), (3, 7)],
    ids=["a day after the first", "three days after the second", "a week after the third"],
)
def test_a_decline_that_may_pass_is_tried_again(attempts: int, days: int) -> None:
    assert next_attempt_at("insufficient_funds", attempts, NOW) == NOW + days * DAY


@pytest.mark.parametrize("attempts", [4, 5, 40])
def test_after_the_fourth_try_nobody_tries_by_themselves(attempts: int) -> None:
    assert next_attempt_at("insufficient_funds", attempts, NOW) is None


@pytest.mark.parametrize(
    "failure", ["generic_decline", "processing_error", "try_again_later", "card_velocity_exceeded"]
)
def test_what_nobody_knows_to_be_final_is_tried_again(failure: str) -> None:
    assert next_attempt_at(failure, 1, NOW) == NOW + DAY


@pytest.mark.parametrize(
    "failure",
    [
        "authentication_required", "do_not_honor", "expired_card", "incorrect_number", "lost_card", "no_card",
        "pickup_card", "restricted_card", "stolen_card", "transaction_not_allowed",
    ],
)  # fmt: skip
@pytest.mark.parametrize("attempts", [1, 2, 3])
def test_what_only_the_cardholder_can_mend_is_never_tried_again(failure: str, attempts: int) -> None:
    assert next_attempt_at(failure, attempts, NOW) is None


@pytest.mark.parametrize(
    ("refunded", "refunding", "expected"),
    [(0, 0, 5000), (2000, 0, 3000), (0, 2000, 3000), (2000, 3000, 0), (1000, 500, 3500)],
)
def test_what_went_back_or_is_on_its_way_cannot_go_back_again(refunded: int, refunding: int, expected: int) -> None:
    assert replace(CHARGE, refunded_minor=refunded, refunding_minor=refunding).refundable_minor == expected


@pytest.mark.parametrize("status", set(ChargeStatus) - {ChargeStatus.SUCCEEDED}, ids=str)
def test_only_what_was_paid_can_go_back(status: ChargeStatus) -> None:
    assert replace(CHARGE, status=status).refundable_minor == 0


@pytest.mark.parametrize(("dispute", "expected"), [("open", 0), ("won", 5000), ("inquiry", 5000), (None, 5000)])
def test_nothing_goes_back_while_the_bank_decides(dispute: Dispute | None, expected: int) -> None:
    assert replace(CHARGE, dispute=dispute).refundable_minor == expected


@pytest.mark.parametrize("status", ChargeStatus, ids=str)
def test_the_patient_is_asked_where_only_they_can_finish_it(status: ChargeStatus) -> None:
    asked = {ChargeStatus.REQUIRES_ACTION, ChargeStatus.FAILED}
    assert replace(CHARGE, status=status).needs_patient is (status in asked)


def test_a_charge_is_open_until_it_is_paid_waived_or_refunded() -> None:
    assert set(ChargeStatus) - OPEN == {ChargeStatus.SUCCEEDED, ChargeStatus.WAIVED, ChargeStatus.REFUNDED}


def test_the_card_is_asked_for_the_amount_in_its_currency() -> None:
    assert replace(CHARGE, amount_minor=5250, currency="kwd").amount == Money(5250, "kwd")
