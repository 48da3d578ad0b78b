"""Start a clinic: its public facts, its people, its first policy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from common.domain.availability import validate_schedule
from common.domain.policy import validate_policy

if TYPE_CHECKING:
    from collections.abc import Mapping

    from common.domain.clinic import Practice
    from common.domain.ports import ClinicRegister
    from common.domain.scope import Membership


def start_clinic(register: ClinicRegister, practice: Practice, members: Mapping[str, Membership]) -> None:
    """`members` by uid. Raises InvalidFieldError, and ConflictError where the id or the slug is taken."""
    for provider in practice.providers:
        validate_schedule(provider.schedule)
    validate_policy(practice.policy, {payer.id for payer in practice.clinic.payers if payer.medicaid})
    register.add(practice, members)
