"""Publish the next version of the cancellation policy, or show what a draft would mean. Versions are only added."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from common.domain.errors import InvalidFieldError, NotFoundError, StaleVersionError
from common.domain.money import Money
from common.domain.policy_rules import validate_policy
from common.domain.receipt import PricedVisit, Receipt, receipt

if TYPE_CHECKING:
    from common.domain.clinic import Practice
    from common.domain.policy import Policy
    from common.domain.ports import Practices


def publish_policy(practices: Practices, draft: Policy) -> Practice:
    """Raises InvalidFieldError, and StaleVersionError where another version was published since."""

    def published(practice: Practice) -> Practice:
        if practice.policy.version != draft.version - 1:
            raise StaleVersionError
        return replace(practice, policies=(*practice.policies, publishable(practice, draft)))

    return practices.change("policy", "policy.publish", published)


def publishable(practice: Practice, draft: Policy) -> Policy:
    """The draft with the payers that no clinic may charge. Raises InvalidFieldError."""
    for number, payer_id in enumerate(sorted(draft.barred_payers)):
        if practice.find_payer(payer_id) is None:
            raise InvalidFieldError(f"barred_payers.{number}", "Choose one of the payers that the clinic lists.")
    for number, override in enumerate(draft.overrides):
        if override.type_id not in {kind.id for kind in practice.types}:
            field = f"overrides.{number}.appointment_type_id"
            raise InvalidFieldError(field, "Choose one of the visits that the clinic offers.")
    medicaid = {payer.id for payer in practice.clinic.payers if payer.medicaid}
    policy = replace(draft, barred_payers=draft.barred_payers | medicaid)
    validate_policy(policy, medicaid)
    return policy


def preview_policy(  # noqa: PLR0913
    practice: Practice, draft: Policy, *, type_id: str, payer_id: str | None, starts_at: int, booked_at: int
) -> Receipt:
    """What a patient would read. Raises InvalidFieldError."""
    policy, currency = publishable(practice, draft), practice.clinic.currency
    try:
        kind = practice.get_type(type_id)
    except NotFoundError:
        raise InvalidFieldError("appointment_type_id", "Choose one of the visits that the clinic offers.") from None
    if booked_at > starts_at:
        raise InvalidFieldError("starts_at", "Choose a start that comes after the booking.")
    return receipt(
        policy,
        PricedVisit(
            type_id=kind.id,
            price=Money(kind.price_minor, currency),
            payer_ids=frozenset({payer_id} if payer_id else ()),
            starts_at=starts_at,
            booked_at=booked_at,
            deposit=Money(0 if payer_id in policy.barred_payers else kind.deposit_minor, currency).chargeable(),
            owed_when_moved=Money(0, currency),
            fees_count_from=starts_at,
        ),
    )
