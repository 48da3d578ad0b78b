"""Receipts of any policy and visit, against an oracle that reads the policy as a person does, one instant at a time."""

from __future__ import annotations

import json
import random
from dataclasses import fields, replace
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from common.domain.money import Money
from common.domain.policy import Policy, Tier
from common.domain.policy_content import content_of, policy_hash, policy_of
from common.domain.policy_rules import validate_policy
from common.domain.receipt import PricedVisit, receipt
from tests.domain.drawn import CURRENCIES, HOUR, amounts, moments, plain, plain_fee, policies, takes, visits
from tests.domain.made_by_hand import NEW_YORK
from tests.domain.told import policy as said

Question = tuple[Policy, PricedVisit, int]


@st.composite
def questions(draw: st.DrawFn) -> Question:
    """What does cancelling cost at this instant?"""
    policy = draw(policies())
    visit = draw(visits(policy))
    return policy, visit, draw(moments(visit))


def read(policy: Policy, visit: PricedVisit, now: int) -> int:
    """Nothing where a payer bars fees or nothing was booked yet. Else the last step whose hours have come, unless
    grace goes on; and never less than what was owed when the visit was moved. Hours are those before the latest start
    that the clinic has ever given it.
    """
    if policy.barred_payers & visit.payer_ids or now < visit.booked_at:
        return 0
    own = [each.terms.tiers for each in policy.overrides if each.type_id == visit.type_id]
    tiers = own[0] if own else policy.tiers
    left = visit.fees_count_from - now
    begun = [tier for tier in tiers if left <= tier.hours_before * HOUR]
    in_grace = now < visit.booked_at + policy.grace_minutes * 60
    owed = plain_fee(policy, begun[-1].fee, visit.price) if begun and not in_grace else 0
    return max(owed, visit.owed_when_moved.amount_minor)


@settings(max_examples=200)
@given(questions())
def test_the_fee_is_what_reading_the_policy_gives(question: Question) -> None:
    policy, visit, now = question
    assert receipt(policy, visit).fee_at(now) == Money(read(policy, visit, now), policy.currency)


@given(questions())
def test_missing_it_costs_what_reading_the_policy_gives(question: Question) -> None:
    policy, visit, _ = question
    own = [each.terms.no_show_fee for each in policy.overrides if each.type_id == visit.type_id]
    barred = policy.barred_payers & visit.payer_ids
    owed = plain_fee(policy, (*own, policy.no_show_fee)[0], visit.price)
    expected = 0 if barred else max(owed, visit.owed_when_moved.amount_minor)
    assert receipt(policy, visit).no_show == Money(expected, policy.currency)


@given(questions())
def test_no_fee_is_above_the_cap(question: Question) -> None:
    policy, visit, now = question
    found = receipt(policy, visit)
    if policy.cap is not None:
        most = plain(policy.cap, visit.price)
        assert found.fee_at(now).amount_minor <= most
        assert found.no_show.amount_minor <= most


@given(questions())
def test_a_fee_is_what_a_card_takes(question: Question) -> None:
    policy, visit, now = question
    found = receipt(policy, visit)
    for owed in (found.fee_at(now), found.no_show):
        assert owed.amount_minor == takes(owed.amount_minor, policy.currency)


@given(questions())
def test_what_was_owed_when_it_was_moved_is_owed_from_booking_on_unless_a_payer_bars_it(question: Question) -> None:
    policy, visit, now = question
    found = receipt(policy, visit)
    owed = found.fee_at(max(now, visit.booked_at)).amount_minor
    assert found.barred == bool(policy.barred_payers & visit.payer_ids)
    assert owed == 0 if found.barred else owed >= visit.owed_when_moved.amount_minor


@st.composite
def moves(draw: st.DrawFn) -> tuple[Policy, PricedVisit, PricedVisit, int]:
    """A visit before and after the clinic moves it, under a policy whose fees only rise, and an instant before both."""
    policy, visit, _ = draw(questions())
    starts_at = draw(
        st.one_of(st.just(visit.starts_at), st.integers(visit.booked_at + 1, visit.starts_at + 200 * HOUR))
    )
    moved = replace(visit, starts_at=starts_at, fees_count_from=max(visit.fees_count_from, starts_at))
    rising = replace(
        policy,
        tiers=_rising(policy, visit, policy.tiers),
        overrides=tuple(
            replace(each, terms=replace(each.terms, tiers=_rising(policy, visit, each.terms.tiers)))
            for each in policy.overrides
        ),
    )
    return rising, visit, moved, draw(st.integers(visit.booked_at, min(visit.starts_at, starts_at) - 1))


def _rising(policy: Policy, visit: PricedVisit, tiers: tuple[Tier, ...]) -> tuple[Tier, ...]:
    fees = sorted((tier.fee for tier in tiers), key=lambda fee: plain_fee(policy, fee, visit.price))
    return tuple(Tier(tier.hours_before, fee) for tier, fee in zip(tiers, fees, strict=True))


@given(moves())
def test_where_the_clinic_moves_it_nobody_owes_more_or_sooner_than_before(
    move: tuple[Policy, PricedVisit, PricedVisit, int],
) -> None:
    policy, visit, moved, now = move
    before, after = receipt(policy, visit), receipt(policy, moved)
    assert after.fee_at(now).amount_minor <= before.fee_at(now).amount_minor
    assert after.no_show == before.no_show


@given(questions())
def test_steps_follow_each_other_and_each_costs_something_else(question: Question) -> None:
    policy, visit, _ = question
    found = receipt(policy, visit)
    begins = [at for at, _ in found.steps]
    fees = [0, *(owed.amount_minor for _, owed in found.steps)]
    assert begins == sorted(set(begins))
    assert all(visit.booked_at <= at < visit.starts_at for at in begins)
    assert all(one != other for one, other in pairwise(fees))


@given(questions())
def test_free_time_is_free_and_ends_with_a_fee(question: Question) -> None:
    policy, visit, now = question
    found = receipt(policy, visit)
    if found.free_until is None:
        assert not found.steps or found.fee_at(visit.booked_at).amount_minor > 0
        return
    assert visit.booked_at < found.free_until < visit.starts_at
    assert found.fee_at(found.free_until).amount_minor > 0
    assert found.fee_at(min(now, found.free_until - 1)).amount_minor == 0


@given(questions())
def test_the_sentence_names_every_fee_and_claims_no_free_time_that_is_not(question: Question) -> None:
    policy, visit, _ = question
    found = receipt(policy, visit)
    sentence = found.sentence(NEW_YORK)
    assert all(owed.display_short() in sentence for _, owed in found.steps)
    assert sentence.startswith("Free to cancel until") == (found.free_until is not None)
    assert ("as it did when you moved" in sentence) == found.was_moved
    if found.was_moved:
        assert found.steps[0] == (visit.booked_at, visit.owed_when_moved)


@given(questions())
def test_a_settlement_adds_up(question: Question) -> None:
    policy, visit, now = question
    found = receipt(policy, visit)
    for owed in (found.fee_at(now), found.no_show):
        settled = found.settle(owed)
        kept, asked = settled.from_deposit.amount_minor, settled.to_charge.amount_minor
        assert kept + asked == settled.fee.amount_minor
        assert kept + settled.to_refund.amount_minor == visit.deposit.amount_minor
        assert asked == takes(asked, policy.currency)
        assert kept == min(owed.amount_minor, visit.deposit.amount_minor)
        let_go = owed.amount_minor - settled.fee.amount_minor
        assert let_go == 0 or (asked == 0 and takes(let_go, policy.currency) == 0)


@given(amounts, amounts, st.sampled_from(CURRENCIES))
def test_what_is_asked_for_of_any_fee_is_what_a_card_takes(fee: int, deposit: int, currency: str) -> None:
    priced = PricedVisit("mole", Money(0, currency), frozenset(), 1, 0, Money(deposit, currency), Money(0, currency), 1)
    settled = receipt(said({}, currency=currency), priced).settle(Money(fee, currency))
    assert settled.to_charge.amount_minor == takes(max(fee - deposit, 0), currency)
    assert settled.to_refund.amount_minor == max(deposit - fee, 0)


@given(policies(), st.randoms(use_true_random=False))
def test_a_policy_comes_back_from_the_store_as_it_was(policy: Policy, shuffler: random.Random) -> None:
    shuffled = list(policy.overrides)
    shuffler.shuffle(shuffled)
    back = policy_of(json.loads(json.dumps(content_of(replace(policy, overrides=tuple(shuffled))))))
    assert back == replace(policy, overrides=tuple(sorted(policy.overrides, key=lambda each: each.type_id)))
    assert policy_hash(back) == policy_hash(policy)


@given(policies(), policies(), st.sampled_from([field.name for field in fields(Policy)]))
def test_a_policy_that_says_one_thing_differently_has_another_hash(one: Policy, other: Policy, name: str) -> None:
    changed = replace(one, **{name: getattr(other, name)})
    says_the_same = set(changed.overrides) == set(one.overrides) and replace(changed, overrides=one.overrides) == one
    assert (policy_hash(changed) == policy_hash(one)) == says_the_same


@given(policies())
def test_what_is_drawn_here_could_be_published(policy: Policy) -> None:
    validate_policy(policy)
