"""The receipt of a visit that was booked: whose payer counts, which version, what was paid, until when it can move."""

from __future__ import annotations

from dataclasses import replace

import pytest

from common.actions.receipts import looks_at_day_end, moves_until, receipt_before, receipt_of, settlement_at
from common.domain.appointments import Appointment, Status
from common.domain.clinic import Practice
from common.domain.money import Fee, Money
from common.domain.patients import Consents, Patient, PatientDetails
from common.domain.policy import NoShowRule, Tier
from common.domain.policy_content import policy_hash
from local.demo.practice import JOHNSON, practice
from tests.domain.made_by_hand import utc

PUBLISHED, BOOKED, STARTS = utc("03-01T14:00"), utc("03-02T15:00"), utc("03-09T15:00")
LATE = utc("03-09T14:00")
FIRST = practice(PUBLISHED)  # $50 from a day before, $100 for missing it, MassHealth barred
BOTOX = "typ_botoxconsultation"  # $100, $50 of them in advance
AETNA, TUFTS, MASSHEALTH = "pay_aetna", "pay_tufts", "pay_masshealth"


def patient(payer: str) -> Patient:
    details = PatientDetails("Maya Ortiz", "maya.ortiz@example.com", "+16175550168", "1992-06-14", payer)
    return Patient("pat_maya", 1, details, Consents(PUBLISHED, None), None, ())


def usd(dollars: int) -> Money:
    return Money(dollars * 100, "usd")


VISIT = Appointment(
    id="apt_1",
    provider_id=JOHNSON,
    patient_id="pat_maya",
    type_id=BOTOX,
    status=Status.BOOKED,
    starts_at=STARTS,
    ends_at=STARTS + 1800,
    blocked=(STARTS, STARTS + 1800),
    booked_at=BOOKED,
    expires_at=None,
    price_minor=10000,
    payer_id=AETNA,
    policy_version=1,
    policy_hash=policy_hash(FIRST.policy),
    policy_accepted_at=BOOKED,
    setup_intent_id=None,
    payment_intent_id="pi_1",
    deposit_minor=5000,
    paid_minor=5000,
    owed_when_moved_minor=0,
    fees_count_from=STARTS,
    attended_at=None,
    attended_by=None,
    cancelled_at=None,
    cancelled_by=None,
    fee_minor=0,
    note_count=0,
    version=1,
)


def with_next(*, now_barred: bool = False) -> Practice:
    """Another version was published since: $90, and perhaps no fee for Aetna either."""
    barred = {MASSHEALTH, AETNA} if now_barred else {MASSHEALTH}
    second = replace(FIRST.policy, version=2, tiers=(Tier(24, Fee("amount", 9000)),), barred_payers=frozenset(barred))
    return replace(FIRST, policies=(FIRST.policy, second))


@pytest.mark.parametrize(
    ("booked_with", "now_with", "barred"),
    [
        pytest.param(AETNA, TUFTS, False, id="neither bars fees"),
        pytest.param(MASSHEALTH, AETNA, True, id="the payer when they booked bars fees"),
        pytest.param(AETNA, MASSHEALTH, True, id="the payer of today bars fees"),
        pytest.param(MASSHEALTH, MASSHEALTH, True, id="both bar fees"),
        pytest.param(None, AETNA, False, id="nobody paid when they booked"),
        pytest.param(None, MASSHEALTH, True, id="nobody paid then, and the payer of today bars fees"),
        pytest.param(MASSHEALTH, None, True, id="the patient is gone, and their payer barred fees"),
        pytest.param(AETNA, None, False, id="the patient is gone, and their payer allowed fees"),
    ],
)
def test_one_payer_that_bars_fees_is_enough(booked_with: str | None, now_with: str | None, *, barred: bool) -> None:
    found = receipt_of(replace(VISIT, payer_id=booked_with), FIRST, patient(now_with) if now_with else None)
    assert found.barred is barred
    assert found.fee_at(LATE) == usd(0 if barred else 50)
    assert found.no_show == usd(0 if barred else 100)


def test_the_version_that_was_accepted_counts_whatever_was_published_since() -> None:
    found = receipt_of(VISIT, with_next(), patient(AETNA))
    assert (found.version, found.hash, found.fee_at(LATE)) == (1, policy_hash(FIRST.policy), usd(50))
    later = receipt_of(replace(VISIT, policy_version=2), with_next(), patient(AETNA))
    assert (later.version, later.fee_at(LATE)) == (2, usd(90))


def test_who_a_later_version_bars_still_owes_under_the_one_they_accepted() -> None:
    assert not receipt_of(VISIT, with_next(now_barred=True), patient(AETNA)).barred


def test_before_booking_it_is_the_version_in_use_and_the_payer_of_today() -> None:
    kind = FIRST.get_type(BOTOX)
    found = receipt_before(with_next(), kind, patient(AETNA), starts_at=STARTS, now=BOOKED)
    assert (found.version, found.fee_at(LATE), found.deposit) == (2, usd(90), usd(50))
    barred = receipt_before(with_next(now_barred=True), kind, patient(AETNA), starts_at=STARTS, now=BOOKED)
    assert (barred.barred, barred.deposit, barred.may_charge) == (True, usd(0), False)


def test_the_receipt_before_booking_is_the_one_after_it() -> None:
    kind = FIRST.get_type(BOTOX)
    before = receipt_before(FIRST, kind, patient(AETNA), starts_at=STARTS, now=BOOKED)
    assert before == receipt_of(VISIT, FIRST, patient(AETNA))


def test_what_was_paid_counts_and_until_then_what_is_asked_for() -> None:
    paid_in_full = replace(VISIT, paid_minor=10000)
    assert receipt_of(paid_in_full, FIRST, patient(AETNA)).deposit == usd(100)
    held = replace(paid_in_full, status=Status.PENDING, paid_minor=0)
    assert receipt_of(held, FIRST, patient(AETNA)).deposit == usd(50)


def test_a_deposit_that_a_card_does_not_take_is_not_asked_for() -> None:
    kind = replace(FIRST.get_type(BOTOX), deposit_minor=49)
    found = receipt_before(FIRST, kind, patient(AETNA), starts_at=STARTS, now=BOOKED)
    assert (found.deposit, found.deposit_sentence()) == (usd(0), None)


def test_what_was_owed_when_it_was_moved_stays_owed() -> None:
    found = receipt_of(replace(VISIT, owed_when_moved_minor=4000), FIRST, patient(AETNA))
    assert found.was_moved
    assert (found.fee_at(BOOKED), found.fee_at(LATE)) == (usd(40), usd(50))


@pytest.mark.parametrize(
    ("visit", "by_clinic", "owed"),
    [
        pytest.param(VISIT, False, 50, id="the patient cancels"),
        pytest.param(VISIT, True, 0, id="the clinic cancels"),
        pytest.param(replace(VISIT, status=Status.PENDING), False, 0, id="it is only held"),
        pytest.param(replace(VISIT, policy_accepted_at=None), False, 0, id="nobody accepted the policy"),
        pytest.param(replace(VISIT, payer_id=MASSHEALTH), False, 0, id="the payer bars fees"),
    ],
)
def test_only_a_patient_who_accepted_owes_a_fee_and_all_else_comes_back(
    visit: Appointment, owed: int, *, by_clinic: bool
) -> None:
    found = receipt_of(visit, FIRST, patient(AETNA))
    settled = settlement_at(visit, found, by_clinic=by_clinic, now=LATE)
    assert (settled.fee, settled.from_deposit, settled.to_refund) == (usd(owed), usd(owed), usd(50 - owed))


@pytest.mark.parametrize(("hours", "until"), [(0, "03-14T14:00"), (24, "03-13T14:00"), (1440, "01-13T14:00")])
def test_it_can_be_moved_until_so_many_elapsed_hours_before(hours: int, until: str) -> None:
    moving = replace(FIRST, policies=(replace(FIRST.policy, move_hours=hours),))
    assert moves_until(replace(VISIT, starts_at=utc("03-14T14:00")), moving) == utc(until)


@pytest.mark.parametrize(
    ("starts", "midnight"),
    [
        pytest.param("03-09T15:00", "03-10T05:00", id="on a winter's day"),
        pytest.param("03-14T06:30", "03-15T04:00", id="on the day that loses an hour"),
        pytest.param("11-07T04:30", "11-08T05:00", id="on the day that gains an hour"),
        pytest.param("03-10T04:30", "03-10T05:00", id="where it ends with the day"),
        pytest.param("03-10T04:31", "03-11T05:00", id="where it ends on the next day"),
    ],
)
def test_the_day_ends_at_the_midnight_of_the_providers_zone(starts: str, midnight: str) -> None:
    marking = replace(FIRST, policies=(replace(FIRST.policy, no_shows=NoShowRule(unattended="mark")),))
    visit = replace(VISIT, starts_at=utc(starts), ends_at=utc(starts) + 1800)
    assert looks_at_day_end(visit, marking) == utc(midnight)
    assert looks_at_day_end(visit, FIRST) is None


@pytest.mark.parametrize(
    ("grace", "since", "looks"),
    [
        pytest.param(839, 0, "03-10T05:00", id="the grace is over before midnight"),
        pytest.param(841, 0, "03-10T05:01", id="nobody is missing before the grace is over"),
        pytest.param(0, STARTS, "03-10T05:00", id="taken back on the day of the visit"),
        pytest.param(0, STARTS - 86400, "03-10T05:00", id="taken back on the day before"),
        pytest.param(0, utc("03-10T05:00"), "03-11T05:00", id="taken back on the day after"),
        pytest.param(1440, utc("03-10T04:59"), "03-10T15:00", id="taken back, and the grace ends later still"),
    ],
)
def test_it_is_looked_at_once_its_day_its_grace_and_the_day_of_taking_it_back_are_over(
    grace: int, since: int, looks: str
) -> None:
    rule = NoShowRule(grace_minutes=grace, unattended="mark")
    marking = replace(FIRST, policies=(replace(FIRST.policy, no_shows=rule),))
    assert looks_at_day_end(VISIT, marking, since=since) == utc(looks)
