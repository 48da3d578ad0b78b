import json
from dataclasses import replace

import pytest

from common.domain.errors import InvalidFieldError
from common.domain.money import Fee
from common.domain.policy import Policy, Tier, policy_hash, validate_policy

POLICY = Policy(
    version=8,
    currency="usd",
    tiers=(Tier(24, Fee("amount", 5000)), Tier(2, Fee("percent", 50))),
    no_show_fee=Fee("amount", 10000),
    grace_minutes=30,
    barred_payers=frozenset({"medicaid", "child_health_plus", "ny_managed"}),
    published_at=1772900000,
)


def test_it_survives_the_store() -> None:
    assert Policy.from_dict(json.loads(json.dumps(POLICY.to_dict()))) == POLICY


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
    ],
)
def test_any_other_content_has_another_hash(changed: Policy) -> None:
    assert policy_hash(changed) != policy_hash(POLICY)


def test_what_the_store_should_not_hold_is_refused() -> None:
    unknown = json.loads(json.dumps({**POLICY.to_dict(), "cap": 5}))
    with pytest.raises(TypeError, match="cap"):
        Policy.from_dict(unknown)


def test_a_policy_that_can_be_published() -> None:
    validate_policy(POLICY, always_barred={"medicaid"})
    validate_policy(replace(POLICY, tiers=()))


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
    ],
)
def test_it_says_what_to_change_before_a_policy_can_be_published(policy: Policy, field: str, detail: str) -> None:
    with pytest.raises(InvalidFieldError) as refusal:
        validate_policy(policy, always_barred=["medicaid"])
    assert (refusal.value.field, refusal.value.detail) == (field, detail)
