"""The times that can be booked now."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import model_validator

from common.domain.scope import Role
from common.http.contract import Contract, Operation
from common.http.fields import Day, GivenDay, Id, Request, Response
from common.http.slots import SlotView

MOST_DAYS = 62


class SlotsQuery(Request):
    """From `first_day` to `last_day`, both included, in the clinic's zone. No provider: whoever is free."""

    appointment_type_id: Id
    provider_id: Id | None = None
    first_day: GivenDay
    last_day: GivenDay

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> Self:
        if not 0 <= (self.last_day - self.first_day).days < MOST_DAYS:
            raise ValueError(f"last_day: ask for 1 to {MOST_DAYS} days, the last not before the first")
        return self


class DayView(Response):
    """`full`: open for visits that day, but no time is left (or it can't be booked any more)."""

    date: Day
    state: Literal["free", "full", "closed"]
    slots: tuple[SlotView, ...]


class SlotsView(Response):
    """`next_free` is the first free time after the days asked for, given when they have none."""

    zone: str
    days: tuple[DayView, ...]
    next_free: SlotView | None


SHOW = Operation(
    method="GET",
    summary="List the open slots of some days",
    roles=(Role.ANYONE,),
    request=SlotsQuery,
    response=SlotsView,
    audit=None,
)

CONTRACT = Contract(name="open_slots", summary="The times that can be booked now", operations=(SHOW,))
