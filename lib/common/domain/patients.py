"""A patient of a clinic, as they describe themselves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from common.domain.cards import CardOnFile


@dataclass(frozen=True, slots=True)
class PatientDetails:
    """PHI, sealed at rest. `phone` in E.164, `date_of_birth` as YYYY-MM-DD, `payer_id` of the clinic's list."""

    full_name: str
    email: str
    phone: str
    date_of_birth: str
    payer_id: str


@dataclass(frozen=True, slots=True)
class Consents:
    """Each is the instant it was given, None where it wasn't or was withdrawn."""

    privacy_notice_at: int
    texts_at: int | None


@dataclass(frozen=True, slots=True)
class Patient:
    """`version` counts the edits of details and consents; `customer_id` is Stripe's opaque id.

    `cards` are those on file, the one to charge first.
    """

    id: str
    version: int
    details: PatientDetails
    consents: Consents
    customer_id: str | None
    cards: tuple[CardOnFile, ...]

    @property
    def card(self) -> CardOnFile | None:
        """The one to charge."""
        return self.cards[0] if self.cards else None
