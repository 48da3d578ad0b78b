"""A clinic's cancellation policy. A published version is never edited, so it has one hash."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any, Literal, TypedDict

from common.domain.errors import InvalidFieldError
from common.domain.money import Fee

_LONGEST_STEP_HOURS = 1440
_LONGEST_GRACE_MINUTES = 1440
_CURRENCY = re.compile("[a-z]{3}")


@dataclass(frozen=True, slots=True)
class Tier:
    """A fee from `hours_before` elapsed hours before the start on, until the next tier or the start."""

    hours_before: int
    fee: Fee


class FeeContent(TypedDict):
    """A `Fee` in JSON's types."""

    kind: Literal["amount", "percent"]
    value: int


class TierContent(TypedDict):
    """A `Tier` in JSON's types."""

    hours_before: int
    fee: FeeContent


class PolicyContent(TypedDict):
    """A `Policy` in JSON's types, payers sorted: what is stored, and what is hashed."""

    version: int
    currency: str
    tiers: list[TierContent]
    no_show_fee: FeeContent
    grace_minutes: int
    barred_payers: list[str]
    published_at: int


@dataclass(frozen=True, slots=True)
class Policy:
    """`tiers` come earliest first. Cancelling is free before them, and for `grace_minutes` after booking.

    Patients whose payer is in `barred_payers` never owe a fee. `published_at` is in epoch seconds.
    """

    version: int
    currency: str
    tiers: tuple[Tier, ...]
    no_show_fee: Fee
    grace_minutes: int
    barred_payers: frozenset[str]
    published_at: int

    def to_dict(self) -> PolicyContent:
        """What `from_dict` reads."""
        return PolicyContent(
            version=self.version,
            currency=self.currency,
            tiers=[TierContent(hours_before=t.hours_before, fee=_fee_content(t.fee)) for t in self.tiers],
            no_show_fee=_fee_content(self.no_show_fee),
            grace_minutes=self.grace_minutes,
            barred_payers=sorted(self.barred_payers),
            published_at=self.published_at,
        )

    @classmethod
    def from_dict(cls, content: PolicyContent) -> Policy:
        """Raises KeyError or TypeError for anything that `to_dict` didn't write."""
        given: dict[str, Any] = {**content}
        given["tiers"] = tuple(Tier(t["hours_before"], Fee(**t["fee"])) for t in content["tiers"])
        given["no_show_fee"] = Fee(**content["no_show_fee"])
        given["barred_payers"] = frozenset(content["barred_payers"])
        return cls(**given)


@lru_cache(256)
def policy_hash(policy: Policy) -> str:
    """SHA-256, in hex, of the canonical JSON of everything a version says. Kept, as every hold asks for it."""
    canonical = json.dumps(policy.to_dict(), sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def validate_policy(policy: Policy, always_barred: Collection[str] = ()) -> None:
    """Raises InvalidFieldError. `always_barred` are the payers that no clinic may charge: Medicaid's."""
    if not _CURRENCY.fullmatch(policy.currency):
        raise InvalidFieldError("currency", "Use a currency's three letters, such as usd.")
    for number, tier in enumerate(policy.tiers):
        _require_hours(f"tiers.{number}.hours_before", tier.hours_before)
        _require_fee(f"tiers.{number}.fee", tier.fee)
    for number, (above, tier) in enumerate(pairwise(policy.tiers), start=1):
        if tier.hours_before >= above.hours_before:
            hint = f"Use less than {above.hours_before} hours."
            raise InvalidFieldError(f"tiers.{number}.hours_before", f"This step starts before the one above it. {hint}")
    _require_fee("no_show_fee", policy.no_show_fee)
    if not 0 <= policy.grace_minutes <= _LONGEST_GRACE_MINUTES:
        raise InvalidFieldError("grace_minutes", f"Use 0 to {_LONGEST_GRACE_MINUTES} minutes.")
    if not policy.barred_payers.issuperset(always_barred):
        raise InvalidFieldError("barred_payers", "Medicaid cannot be removed, because its rules bar these fees.")


def _require_hours(field: str, hours: int) -> None:
    if not 1 <= hours <= _LONGEST_STEP_HOURS:
        raise InvalidFieldError(field, f"Use 1 to {_LONGEST_STEP_HOURS} hours.")


def _require_fee(field: str, fee: Fee) -> None:
    if fee.value < 0:
        raise InvalidFieldError(field, "Use 0 or more.")
    if fee.kind == "percent" and fee.value > 100:
        raise InvalidFieldError(field, "Use 100 percent or less.")


def _fee_content(fee: Fee) -> FeeContent:
    return FeeContent(kind=fee.kind, value=fee.value)
