"""A clinic's cancellation policy. A published version is never edited."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from common.domain.money import Fee


@dataclass(frozen=True, slots=True)
class Tier:
    """A fee from `hours_before` elapsed hours before the start on, until the next tier or the start."""

    hours_before: int
    fee: Fee


@dataclass(frozen=True, slots=True)
class Terms:
    """What calling a visit off, and missing it, costs. `tiers` come earliest first; cancelling is free before them."""

    tiers: tuple[Tier, ...]
    no_show_fee: Fee


@dataclass(frozen=True, slots=True)
class TypeTerms:
    """Terms of one type of visit, instead of the policy's own."""

    type_id: str
    terms: Terms


@dataclass(frozen=True, slots=True)
class NoShowRule:
    """When a visit counts as missed, and what then happens by itself.

    `grace_minutes` after its start it can be marked. The fee is charged `charge_after_hours` later, so that there is
    time to waive it. `unattended` says what becomes of a visit that nobody has marked by the end of its day: it is
    left alone, marked as missed without a charge until someone of the clinic confirms it, or marked and charged.
    """

    grace_minutes: int = 0
    charge_after_hours: int = 0
    unattended: Literal["leave", "mark", "charge"] = "leave"


@dataclass(frozen=True, slots=True)
class Policy:
    """`tiers` come earliest first. Cancelling is free before them, and for `grace_minutes` after booking.

    Patients whose payer is in `barred_payers` never owe a fee. `overrides` are the types with terms of their own. No
    fee is more than `cap`. Patients may move a visit themselves until `move_hours` before it. `published_at` is in
    epoch seconds.
    """

    version: int
    currency: str
    tiers: tuple[Tier, ...]
    no_show_fee: Fee
    grace_minutes: int
    barred_payers: frozenset[str]
    published_at: int
    overrides: tuple[TypeTerms, ...] = ()
    cap: Fee | None = None
    move_hours: int = 0
    no_shows: NoShowRule = NoShowRule()

    def terms_for(self, type_id: str) -> Terms:
        """The type's own, else those of every other visit."""
        own = (override.terms for override in self.overrides if override.type_id == type_id)
        return next(own, Terms(self.tiers, self.no_show_fee))
