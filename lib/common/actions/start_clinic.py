"""Start a clinic: its public facts, its people, its first policy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from common.actions.change_appointment_type import require_bookable
from common.domain.availability import validate_schedule
from common.domain.errors import InvalidFieldError
from common.domain.policy_rules import validate_policy
from common.domain.wall_clock import is_zone

if TYPE_CHECKING:
    from collections.abc import Mapping

    from common.domain.clinic import Practice
    from common.domain.ports import ClinicRegister
    from common.domain.scope import Membership


def start_clinic(register: ClinicRegister, practice: Practice, members: Mapping[str, Membership]) -> None:
    """`members` by uid. Raises InvalidFieldError, and ConflictError where the id or the slug is taken."""
    if not is_zone(practice.clinic.zone):
        raise InvalidFieldError("zone", "Choose a time zone such as America/New_York.")
    for provider in practice.providers:
        validate_schedule(provider.schedule)
    for kind in practice.types:
        require_bookable(practice, kind)
    validate_policy(practice.policy, {payer.id for payer in practice.clinic.payers if payer.medicaid})
    register.add(practice, members)
