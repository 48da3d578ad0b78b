"""Publish the next version of the cancellation policy. Versions are only ever added."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from common.domain.errors import InvalidFieldError, StaleVersionError
from common.domain.policy import Policy, Tier, validate_policy

if TYPE_CHECKING:
    from collections.abc import Sequence

    from common.domain.clinic import Practice
    from common.domain.money import Fee
    from common.domain.ports import Practices


def publish_policy(  # noqa: PLR0913
    practices: Practices,
    *,
    version: int,
    tiers: Sequence[Tier],
    no_show_fee: Fee,
    grace_minutes: int,
    barred_payers: Sequence[str],
    now: int,
) -> Practice:
    """Raises InvalidFieldError, and StaleVersionError where another version was published since."""

    def published(practice: Practice) -> Practice:
        if practice.policy.version != version:
            raise StaleVersionError
        _require_listed(practice, barred_payers)
        medicaid = {payer.id for payer in practice.clinic.payers if payer.medicaid}
        policy = Policy(
            version=version + 1,
            currency=practice.clinic.currency,
            tiers=tuple(tiers),
            no_show_fee=no_show_fee,
            grace_minutes=grace_minutes,
            barred_payers=frozenset(barred_payers) | medicaid,
            published_at=now,
        )
        validate_policy(policy, medicaid)
        return replace(practice, policies=(*practice.policies, policy))

    return practices.change("policy", "policy.publish", published)


def _require_listed(practice: Practice, payer_ids: Sequence[str]) -> None:
    for number, payer_id in enumerate(payer_ids):
        if practice.find_payer(payer_id) is None:
            raise InvalidFieldError(f"barred_payers.{number}", "Choose one of the payers that the clinic lists.")
