"""A clinic as it presents itself: who works there, what is offered, under which policy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from common.domain.availability import Visit
from common.domain.errors import NotFoundError

if TYPE_CHECKING:
    from common.domain.availability import Schedule
    from common.domain.policy import Policy


@dataclass(frozen=True, slots=True)
class Payer:
    """Who pays for a visit. `medicaid` payers bar cancellation fees whatever the policy says."""

    id: str
    name: str
    medicaid: bool = False


@dataclass(frozen=True, slots=True)
class Clinic:
    """The public page's facts. `phone` is in E.164, `zone` an IANA name.

    `stripe_account` is where its charges go; None for the platform's own.
    """

    id: str
    slug: str
    name: str
    address: str
    phone: str
    phone_hours: str
    zone: str
    currency: str
    payers: tuple[Payer, ...]
    stripe_account: str | None = None


@dataclass(frozen=True, slots=True)
class AppointmentType:
    """What can be booked. `None` for step or a buffer means the provider's own.

    `may_prepay`: patients may pay the whole price when they book, instead of the deposit.
    """

    id: str
    name: str
    description: str
    category: Literal["medical", "cosmetic"]
    duration_minutes: int
    price_minor: int
    deposit_minor: int
    step_minutes: int | None
    buffer_before_minutes: int | None
    buffer_after_minutes: int | None
    provider_ids: tuple[str, ...]
    active: bool
    version: int
    may_prepay: bool = False


@dataclass(frozen=True, slots=True)
class Provider:
    """Someone who sees patients. `schedule_version` counts the edits of `schedule`."""

    id: str
    name: str
    title: str
    schedule: Schedule
    schedule_version: int


@dataclass(frozen=True, slots=True)
class Practice:
    """Everything about a clinic that isn't about a patient. `version` counts every change of any of it.

    `policies` are all that were ever published, oldest first; the last is in use.
    """

    version: int
    clinic: Clinic
    providers: tuple[Provider, ...]
    types: tuple[AppointmentType, ...]
    policies: tuple[Policy, ...]

    @property
    def policy(self) -> Policy:
        """The one in use."""
        return self.policies[-1]

    def get_policy(self, version: int) -> Policy:
        """As published then. Raises NotFoundError."""
        for policy in self.policies:
            if policy.version == version:
                return policy
        raise NotFoundError

    def get_provider(self, provider_id: str) -> Provider:
        """Raises NotFoundError."""
        for provider in self.providers:
            if provider.id == provider_id:
                return provider
        raise NotFoundError

    def get_type(self, type_id: str) -> AppointmentType:
        """Raises NotFoundError."""
        for kind in self.types:
            if kind.id == type_id:
                return kind
        raise NotFoundError

    def find_payer(self, payer_id: str | None) -> Payer | None:
        """None for no payer, and for one that the clinic no longer lists."""
        return next((p for p in self.clinic.payers if p.id == payer_id), None)


def visit_shape(provider: Provider, kind: AppointmentType) -> Visit:
    """The room a visit takes: the type's own step and buffers, else the provider's."""
    schedule = provider.schedule
    return Visit(
        duration_minutes=kind.duration_minutes,
        step_minutes=_own(kind.step_minutes, schedule.step_minutes),
        buffer_before_minutes=_own(kind.buffer_before_minutes, schedule.buffer_before_minutes),
        buffer_after_minutes=_own(kind.buffer_after_minutes, schedule.buffer_after_minutes),
    )


def _own(value: int | None, default: int) -> int:
    return default if value is None else value
