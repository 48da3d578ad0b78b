"""A policy in JSON's types: what is stored, and what is hashed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from functools import lru_cache
from typing import Literal, NotRequired, TypedDict

from common.domain.money import Fee
from common.domain.policy import NoShowRule, Policy, Terms, Tier, TypeTerms


class FeeContent(TypedDict):
    """A `Fee` in JSON's types."""

    kind: Literal["amount", "percent"]
    value: int


class TierContent(TypedDict):
    """A `Tier` in JSON's types."""

    hours_before: int
    fee: FeeContent


class _TermsContent(TypedDict):
    tiers: list[TierContent]
    no_show_fee: FeeContent


class TypeTermsContent(_TermsContent):
    """A `TypeTerms` in JSON's types."""

    type_id: str


class NoShowRuleContent(TypedDict):
    """A `NoShowRule` in JSON's types."""

    grace_minutes: int
    charge_after_hours: int
    unattended: Literal["leave", "mark", "charge"]


class PolicyContent(TypedDict):
    """A `Policy` in JSON's types, payers and types sorted: what is stored, and what is hashed.

    What needn't be there is left out where it says nothing, so that a version keeps its hash when policies learn to
    say more.
    """

    version: int
    currency: str
    tiers: list[TierContent]
    no_show_fee: FeeContent
    grace_minutes: int
    barred_payers: list[str]
    published_at: int
    overrides: NotRequired[list[TypeTermsContent]]
    cap: NotRequired[FeeContent]
    move_hours: NotRequired[int]
    no_shows: NotRequired[NoShowRuleContent]


def content_of(policy: Policy) -> PolicyContent:
    """What `policy_of` reads."""
    content = PolicyContent(
        version=policy.version,
        currency=policy.currency,
        tiers=_tiers_content(policy.tiers),
        no_show_fee=_fee_content(policy.no_show_fee),
        grace_minutes=policy.grace_minutes,
        barred_payers=sorted(policy.barred_payers),
        published_at=policy.published_at,
    )
    if policy.overrides:
        content["overrides"] = [
            TypeTermsContent(type_id=each.type_id, **_terms_content(each.terms))
            for each in sorted(policy.overrides, key=lambda each: each.type_id)
        ]
    if policy.cap is not None:
        content["cap"] = _fee_content(policy.cap)
    if policy.move_hours:
        content["move_hours"] = policy.move_hours
    rule = policy.no_shows
    if rule != NoShowRule():
        content["no_shows"] = NoShowRuleContent(
            grace_minutes=rule.grace_minutes, charge_after_hours=rule.charge_after_hours, unattended=rule.unattended
        )
    return content


def policy_of(content: PolicyContent) -> Policy:
    """Raises KeyError or TypeError for anything that `content_of` didn't write."""
    if unknown := content.keys() - PolicyContent.__annotations__.keys():
        raise TypeError(f"a policy says nothing of {', '.join(sorted(unknown))}")
    cap = content.get("cap")
    return Policy(
        version=content["version"],
        currency=content["currency"],
        tiers=_tiers_of(content["tiers"]),
        no_show_fee=Fee(**content["no_show_fee"]),
        grace_minutes=content["grace_minutes"],
        barred_payers=frozenset(content["barred_payers"]),
        published_at=content["published_at"],
        overrides=tuple(
            TypeTerms(each["type_id"], Terms(_tiers_of(each["tiers"]), Fee(**each["no_show_fee"])))
            for each in content.get("overrides", ())
        ),
        cap=Fee(**cap) if cap else None,
        move_hours=content.get("move_hours", 0),
        no_shows=NoShowRule(**content.get("no_shows", {})),
    )


@lru_cache(256)
def policy_hash(policy: Policy) -> str:
    """SHA-256, in hex, of the canonical JSON of everything a version says. Kept, as every hold asks for it."""
    canonical = json.dumps(content_of(policy), sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def _terms_content(terms: Terms) -> _TermsContent:
    return _TermsContent(tiers=_tiers_content(terms.tiers), no_show_fee=_fee_content(terms.no_show_fee))


def _tiers_content(tiers: Iterable[Tier]) -> list[TierContent]:
    return [TierContent(hours_before=tier.hours_before, fee=_fee_content(tier.fee)) for tier in tiers]


def _tiers_of(content: Iterable[TierContent]) -> tuple[Tier, ...]:
    return tuple(Tier(each["hours_before"], Fee(**each["fee"])) for each in content)


def _fee_content(fee: Fee) -> FeeContent:
    return FeeContent(kind=fee.kind, value=fee.value)
