"""What a policy must keep to before it is published."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from common.domain.errors import InvalidFieldError
from common.domain.policy import Terms

if TYPE_CHECKING:
    from collections.abc import Collection

    from common.domain.money import Fee
    from common.domain.policy import Policy

_LONGEST_STEP_HOURS = 1440
_LONGEST_GRACE_MINUTES = 1440
_LONGEST_WAIT_HOURS = 72
_MOST_TIERS = 6
_CURRENCY = re.compile("[a-z]{3}")


def validate_policy(policy: Policy, always_barred: Collection[str] = ()) -> None:
    """Raises InvalidFieldError. `always_barred` are the payers that no clinic may charge: Medicaid's."""
    if not _CURRENCY.fullmatch(policy.currency):
        raise InvalidFieldError("currency", "Use a currency's three letters, such as usd.")
    _require_terms("", Terms(policy.tiers, policy.no_show_fee))
    for number, override in enumerate(policy.overrides):
        if override.type_id in {other.type_id for other in policy.overrides[:number]}:
            raise InvalidFieldError(f"overrides.{number}.appointment_type_id", "This visit has its own fees already.")
        _require_terms(f"overrides.{number}.", override.terms)
    if policy.cap is not None:
        _require_fee("cap", policy.cap)
    _require_within("grace_minutes", policy.grace_minutes, _LONGEST_GRACE_MINUTES, "minutes")
    _require_within("move_hours", policy.move_hours, _LONGEST_STEP_HOURS, "hours")
    _require_within("no_shows.grace_minutes", policy.no_shows.grace_minutes, _LONGEST_GRACE_MINUTES, "minutes")
    _require_within("no_shows.charge_after_hours", policy.no_shows.charge_after_hours, _LONGEST_WAIT_HOURS, "hours")
    if not policy.barred_payers.issuperset(always_barred):
        raise InvalidFieldError("barred_payers", "Medicaid cannot be removed, because its rules bar these fees.")


def _require_terms(path: str, terms: Terms) -> None:
    if len(terms.tiers) > _MOST_TIERS:
        raise InvalidFieldError(f"{path}tiers", f"Use {_MOST_TIERS} steps or fewer.")
    for number, tier in enumerate(terms.tiers):
        if not 1 <= tier.hours_before <= _LONGEST_STEP_HOURS:
            raise InvalidFieldError(f"{path}tiers.{number}.hours_before", f"Use 1 to {_LONGEST_STEP_HOURS} hours.")
        _require_fee(f"{path}tiers.{number}.fee", tier.fee)
    for number, (above, tier) in enumerate(pairwise(terms.tiers), start=1):
        if tier.hours_before >= above.hours_before:
            hint = f"Use less than {above.hours_before} hours."
            field = f"{path}tiers.{number}.hours_before"
            raise InvalidFieldError(field, f"This step starts before the one above it. {hint}")
    _require_fee(f"{path}no_show_fee", terms.no_show_fee)


def _require_within(field: str, value: int, most: int, unit: str) -> None:
    if not 0 <= value <= most:
        raise InvalidFieldError(field, f"Use 0 to {most} {unit}.")


def _require_fee(field: str, fee: Fee) -> None:
    if fee.value < 0:
        raise InvalidFieldError(field, "Use 0 or more.")
    if fee.kind == "percent" and fee.value > 100:
        raise InvalidFieldError(field, "Use 100 percent or less.")
