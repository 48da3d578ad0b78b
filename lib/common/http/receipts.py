"""How a policy, and what it means for one visit, look on the wire. Shared by every function that shows a fee."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from common.http.fields import Instant, Minor, Request, Response


class FeeView(Response):
    """Either an amount or a percentage of the price."""

    amount_minor: Minor | None
    percent: int | None


class TierView(Response):
    """From `hours_before` the start until the next tier, cancelling costs `fee`."""

    hours_before: int
    fee: FeeView


class PolicyView(Response):
    """A published version, which never changes again."""

    version: int
    hash: str
    currency: str
    tiers: tuple[TierView, ...]
    no_show_fee: FeeView
    grace_minutes: int
    barred_payers: tuple[str, ...]
    published_at: Instant


class FeeGiven(Request):
    """Give one of the two."""

    amount_minor: Minor | None = None
    percent: Annotated[int, Field(ge=0, le=100)] | None = None


class TierGiven(Request):
    """Whole hours before the start."""

    hours_before: Annotated[int, Field(ge=1, le=24 * 60)]
    fee: FeeGiven


class StepView(Response):
    """From `from_at` on, cancelling costs `fee_minor`."""

    from_at: Instant
    fee_minor: Minor


class ReceiptView(Response):
    """What a policy version means for one visit, to the minute and to the cent.

    `free_until` is None where cancelling is never free; `steps` is empty where it always is. `barred`: the
    patient's payer allows no fee, so none is ever taken.
    """

    policy_version: int
    policy_hash: str
    currency: str
    free_until: Instant | None
    steps: tuple[StepView, ...]
    no_show_fee_minor: Minor
    grace_until: Instant
    barred: bool
    sentence: str
    fee_now_minor: Minor


Currency = Literal["usd", "eur", "gbp", "cad", "aud", "inr", "jpy"]
