"""When a provider can be booked: weekly hours, single days, and how times are offered."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from common.domain.scope import TEAM, Role
from common.http.contract import Contract, Operation
from common.http.fields import Day, GivenWallTime, Id, Instant, Line, Request, Response, WallTime

Minutes = Annotated[int, Field(ge=0, le=1440)]
Version = Annotated[int, Field(ge=1)]


class ProviderQuery(Request):
    """Whose hours."""

    provider_id: Id


class HoursView(Response):
    """A stretch of wall-clock time; `24:00` ends the day."""

    start: WallTime
    end: WallTime


class HoursGiven(Request):
    """A stretch of wall-clock time; `24:00` ends the day."""

    start: GivenWallTime
    end: GivenWallTime


class ExceptionView(Response):
    """Open or closed on each day from `first_day` to `last_day`; later ones win over earlier ones."""

    id: str
    kind: Literal["open", "closed"]
    first_day: Day
    last_day: Day
    hours: HoursView
    note: str


class ExceptionGiven(Request):
    """Open or close a stretch on some days. `note` is seen by the clinic alone."""

    provider_id: Id
    version: Version
    kind: Literal["open", "closed"]
    first_day: Day
    last_day: Day
    hours: HoursGiven
    note: Line | Literal[""] = ""


class ExceptionRemoval(Request):
    """Take back what was opened or closed."""

    provider_id: Id
    version: Version
    exception_id: Id


class AvailabilityChange(Request):
    """Replaces the weekly hours (seven days, Monday first) and how times are offered."""

    provider_id: Id
    version: Version
    weekly: Annotated[tuple[tuple[HoursGiven, ...], ...], Field(min_length=7, max_length=7)]
    step_minutes: Annotated[int, Field(ge=5, le=240)]
    buffer_before_minutes: Annotated[int, Field(ge=0, le=240)]
    buffer_after_minutes: Annotated[int, Field(ge=0, le=240)]
    minimum_notice_minutes: Annotated[int, Field(ge=0, le=60 * 24 * 30)]
    horizon_days: Annotated[int, Field(ge=1, le=730)]


class OutsideView(Response):
    """A visit that is booked outside the open hours. It stays until someone moves or cancels it."""

    appointment_id: str
    starts_at: Instant
    ends_at: Instant


class OpenInterval(Response):
    """Open for visits, exceptions counted in."""

    starts_at: Instant
    ends_at: Instant


class AvailabilityView(Response):
    """`open` covers the next 62 days."""

    provider_id: str
    version: int
    zone: str
    weekly: tuple[tuple[HoursView, ...], ...]
    exceptions: tuple[ExceptionView, ...]
    step_minutes: int
    buffer_before_minutes: int
    buffer_after_minutes: int
    minimum_notice_minutes: int
    horizon_days: int
    open: tuple[OpenInterval, ...]
    outside: tuple[OutsideView, ...]


_EDITORS = (Role.OWNER, Role.PROVIDER)

SHOW = Operation(
    method="GET",
    summary="Show a provider's hours",
    roles=TEAM,
    request=ProviderQuery,
    response=AvailabilityView,
    audit="availability.read",
)
CHANGE = Operation(
    method="PUT",
    summary="Change the weekly hours and how times are offered",
    roles=_EDITORS,
    request=AvailabilityChange,
    response=AvailabilityView,
    audit="availability.change",
)
ADD = Operation(
    method="POST",
    summary="Open or close time on single days",
    roles=_EDITORS,
    request=ExceptionGiven,
    response=AvailabilityView,
    audit="availability.change",
)
REMOVE = Operation(
    method="DELETE",
    summary="Take an opening or closing back",
    roles=_EDITORS,
    request=ExceptionRemoval,
    response=AvailabilityView,
    audit="availability.change",
)

CONTRACT = Contract(
    name="availability", summary="When a provider can be booked", operations=(SHOW, CHANGE, ADD, REMOVE)
)
