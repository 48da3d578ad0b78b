"""Add a type of appointment, change it, retire it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from common.domain.availability import validate_visit
from common.domain.clinic import visit_shape
from common.domain.errors import InvalidFieldError, NotFoundError, StaleVersionError

if TYPE_CHECKING:
    from common.domain.clinic import AppointmentType, Practice
    from common.domain.ports import Practices


def add_appointment_type(practices: Practices, kind: AppointmentType) -> Practice:
    """Raises InvalidFieldError."""

    def added(practice: Practice) -> Practice:
        require_bookable(practice, kind)
        return replace(practice, types=(*practice.types, kind))

    return practices.change(kind.id, "appointment_type.add", added)


def change_appointment_type(practices: Practices, kind: AppointmentType) -> Practice:
    """`kind.version` is the one that was read. Raises NotFoundError, InvalidFieldError, StaleVersionError."""

    def changed(practice: Practice) -> Practice:
        if practice.get_type(kind.id).version != kind.version:
            raise StaleVersionError
        require_bookable(practice, kind)
        newer = replace(kind, version=kind.version + 1)
        return replace(practice, types=tuple(newer if t.id == kind.id else t for t in practice.types))

    return practices.change(kind.id, "appointment_type.change", changed)


def require_bookable(practice: Practice, kind: AppointmentType) -> None:
    """Raises InvalidFieldError for a provider that isn't there, a visit that is too long, a deposit above the price."""
    if kind.deposit_minor > kind.price_minor:
        raise InvalidFieldError("deposit_minor", "Use the price or less.")
    for number, provider_id in enumerate(kind.provider_ids):
        if provider_id in kind.provider_ids[:number]:  # or each of their times would be offered twice
            raise InvalidFieldError(f"provider_ids.{number}", "Name each provider once.")
        try:
            provider = practice.get_provider(provider_id)
        except NotFoundError:
            raise InvalidFieldError(f"provider_ids.{number}", "Choose one of the clinic's providers.") from None
        validate_visit(visit_shape(provider, kind))
