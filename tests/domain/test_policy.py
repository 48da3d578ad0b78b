import json
from dataclasses import replace

import pytest

from common.domain.errors import InvalidFieldError
from common.domain.money import Fee
from common.domain.policy import NoShowRule, Policy, Terms, Tier, TypeTerms
from common.domain.policy_content import content_of, policy_hash, policy_of
from common.domain.policy_rules import validate_policy

POLICY = Policy(
    version=8,
    currency="usd",
    tiers=(Tier(24, Fee("amount", 5000)), Tier(2, Fee("percent", 50))),
    no_show_fee=Fee("amount", 10000),
    grace_minutes=30,
    barred_payers=frozenset({"medicaid", "child_health_plus", "ny_managed"}),
    published_at=1772900000,
)
OWN = TypeTerms("typ_laser", Terms((Tier(72, Fee("percent", 100)),), Fee("percent", 100)))
FULLER = replace(
    POLICY,
    overrides=(OWN,),
    cap=Fee("amount", 8000),
    move_hours=12,
    no_shows=NoShowRule(grace_minutes=15, charge_after_hours=24, unattended="charge"),
)


@pytest.mark.parametrize(
    "policy",
    [POLICY, FULLER, replace(POLICY, cap=Fee("amount", 0))],
    ids=["that says little", "that says everything", "whose cap is nothing"],
)
def test_it_survives_the_store(policy: Policy) -> None:
    assert policy_of(json.loads(json.dumps(content_of(policy)))) == policy


def test_its_hash_is_of_what_it_says_not_of_how_it_was_made() -> None:
    again = replace(POLICY, barred_payers=frozenset(["ny_managed", "medicaid", "child_health_plus"]))
    assert policy_hash(again) == policy_hash(POLICY)


def test_its_hash_never_changes() -> None:
    """Receipts were accepted under it: `printf '%s' <canonical JSON> | sha256sum` gave this one."""
    assert policy_hash(POLICY) == "f02e98d30eda6ff6409e23d31511e098740c6d8bfa09be8397908d086eccf49a"


@pytest.mark.parametrize(
    "changed",
    [
        replace(POLICY, version=9),
        replace(POLICY, currency="eur"),
        replace(POLICY, tiers=POLICY.tiers[:1]),
        replace(POLICY, tiers=(Tier(24, Fee("percent", 5000)), POLICY.tiers[1])),
        replace(POLICY, no_show_fee=Fee("amount", 9999)),
        replace(POLICY, grace_minutes=15),
        replace(POLICY, barred_payers=frozenset({"medicaid"})),
        replace(POLICY, published_at=1),
        replace(POLICY, overrides=(OWN,)),
        replace(POLICY, cap=Fee("amount", 0)),
        replace(POLICY, cap=Fee("percent", 100)),
        replace(POLICY, move_hours=1),
        replace(POLICY, no_shows=NoShowRule(grace_minutes=1)),
        replace(POLICY, no_shows=NoShowRule(charge_after_hours=1)),
        replace(POLICY, no_shows=NoShowRule(unattended="mark")),
    ],
)
def test_any_other_content_has_another_hash(changed: Policy) -> None:
    assert policy_hash(changed) != policy_hash(POLICY)


def test_its_hash_never_changes_when_it_says_everything() -> None:
    """As above, for a version with all that policies have learned to say since."""
    assert policy_hash(FULLER) == "02af7ce804e504d93002595231df52f78ce144ae9a1980da42c10090a8264d5d"


def test_what_says_nothing_is_left_out_of_what_is_hashed() -> None:
    assert set(content_of(FULLER)) - set(content_of(POLICY)) == {"overrides", "cap", "move_hours", "no_shows"}


def test_the_order_in_which_types_were_added_is_no_part_of_the_hash() -> None:
    other = TypeTerms("typ_filler", Terms((), Fee("amount", 0)))
    first, second = (replace(POLICY, overrides=both) for both in [(OWN, other), (other, OWN)])
    assert policy_hash(first) == policy_hash(second)


def test_a_type_without_terms_of_its_own_has_the_policys() -> None:
    assert FULLER.terms_for("typ_laser") == OWN.terms
    assert FULLER.terms_for("typ_acnevisit") == Terms(POLICY.tiers, POLICY.no_show_fee)


def test_what_the_store_should_not_hold_is_refused() -> None:
    unknown = json.loads(json.dumps({**content_of(POLICY), "surcharge": 5}))
    with pytest.raises(TypeError, match="surcharge"):
        policy_of(unknown)


@pytest.mark.parametrize("missing", list(content_of(POLICY)))
def test_what_the_store_should_hold_is_missed(missing: str) -> None:
    content = json.loads(json.dumps(content_of(FULLER)))
    del content[missing]
    with pytest.raises(KeyError, match=missing):
        policy_of(content)


def test_a_policy_that_can_be_published() -> None:
    validate_policy(POLICY, always_barred={"medicaid"})
    validate_policy(replace(POLICY, tiers=()))
    validate_policy(FULLER, always_barred={"medicaid"})
    validate_policy(replace(POLICY, cap=Fee("amount", 0), move_hours=1440, tiers=(Tier(1440, Fee("percent", 100)),)))


@pytest.mark.parametrize(
    ("policy", "field", "detail"),
    [
        (
            replace(POLICY, tiers=(Tier(24, Fee("amount", 1)), Tier(48, Fee("amount", 2)))),
            "tiers.1.hours_before",
            "This step starts before the one above it. Use less than 24 hours.",
        ),
        (
            replace(POLICY, tiers=(Tier(24, Fee("amount", 1)), Tier(24, Fee("amount", 2)))),
            "tiers.1.hours_before",
            "This step starts before the one above it. Use less than 24 hours.",
        ),
        (
            replace(POLICY, tiers=(Tier(0, Fee("amount", 1)),)),
            "tiers.0.hours_before",
            "Use 1 to 1440 hours.",
        ),
        (replace(POLICY, tiers=(Tier(24, Fee("percent", 101)),)), "tiers.0.fee", "Use 100 percent or less."),
        (replace(POLICY, no_show_fee=Fee("amount", -1)), "no_show_fee", "Use 0 or more."),
        (replace(POLICY, grace_minutes=-1), "grace_minutes", "Use 0 to 1440 minutes."),
        (replace(POLICY, currency="USD"), "currency", "Use a currency's three letters, such as usd."),
        (
            replace(POLICY, barred_payers=frozenset()),
            "barred_payers",
            "Medicaid cannot be removed, because its rules bar these fees.",
        ),
        (
            replace(POLICY, tiers=tuple(Tier(hours, Fee("amount", 1)) for hours in range(7, 0, -1))),
            "tiers",
            "Use 6 steps or fewer.",
        ),
        (replace(POLICY, tiers=(Tier(1441, Fee("amount", 1)),)), "tiers.0.hours_before", "Use 1 to 1440 hours."),
        (replace(POLICY, grace_minutes=1441), "grace_minutes", "Use 0 to 1440 minutes."),
        (replace(POLICY, cap=Fee("percent", 101)), "cap", "Use 100 percent or less."),
        (replace(POLICY, cap=Fee("amount", -1)), "cap", "Use 0 or more."),
        (replace(POLICY, move_hours=-1), "move_hours", "Use 0 to 1440 hours."),
        (replace(POLICY, move_hours=1441), "move_hours", "Use 0 to 1440 hours."),
        (
            replace(POLICY, no_shows=NoShowRule(grace_minutes=1441)),
            "no_shows.grace_minutes",
            "Use 0 to 1440 minutes.",
        ),
        (
            replace(POLICY, no_shows=NoShowRule(charge_after_hours=73)),
            "no_shows.charge_after_hours",
            "Use 0 to 72 hours.",
        ),
        (
            replace(POLICY, overrides=(OWN, OWN)),
            "overrides.1.appointment_type_id",
            "This visit has its own fees already.",
        ),
        (
            replace(POLICY, overrides=(OWN, TypeTerms("typ_peel", Terms((), Fee("percent", 101))))),
            "overrides.1.no_show_fee",
            "Use 100 percent or less.",
        ),
        (
            replace(POLICY, overrides=(replace(OWN, terms=Terms((Tier(0, Fee("amount", 1)),), Fee("amount", 1))),)),
            "overrides.0.tiers.0.hours_before",
            "Use 1 to 1440 hours.",
        ),
        (
            replace(POLICY, overrides=(replace(OWN, terms=Terms(POLICY.tiers[::-1], Fee("amount", 1))),)),
            "overrides.0.tiers.1.hours_before",
            "This step starts before the one above it. Use less than 2 hours.",
        ),
    ],
)
def test_it_says_what_to_change_before_a_policy_can_be_published(policy: Policy, field: str, detail: str) -> None:
    with pytest.raises(InvalidFieldError) as refusal:
        validate_policy(policy, always_barred=["medicaid"])
    assert (refusal.value.field, refusal.value.detail) == (field, detail)
