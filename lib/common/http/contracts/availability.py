"""When a provider can be booked: weekly hours, single days, and how times are offered."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field
from typing_extensions import override

from common.domain.availability import DateException, Schedule, WallRange, validate_exception
from common.domain.errors import NotFoundError
from common.domain.ids import new_id
from common.domain.scope import TEAM, Role
from common.http.contract import Contract, Operation
from common.http.fields import Day, GivenDay, GivenWallTime, Id, Instant, LineOrNothing, Request, Response, WallTime

if TYPE_CHECKING:
    from common.domain.outcomes import Hours

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


class HoursEdit(Request):
    """An edit of one provider's schedule, made from the `version` that was read; an older one is refused."""

    provider_id: Id
    version: Version

    @abstractmethod
    def apply(self, schedule: Schedule) -> Schedule:
        """The schedule as it should be."""


class ExceptionGiven(HoursEdit):
    """Open or close a stretch on some days. `note` is seen by the clinic alone."""

    kind: Literal["open", "closed"]
    first_day: GivenDay
    last_day: GivenDay
    hours: HoursGiven
    note: LineOrNothing = ""

    @override
    def apply(self, schedule: Schedule) -> Schedule:
        hours = WallRange(self.hours.start, self.hours.end)
        added = DateException(new_id("exc"), self.kind, self.first_day, self.last_day, hours, self.note)
        validate_exception(added)  # alone, so that a refusal names the fields as they were sent
        return replace(schedule, exceptions=(*schedule.exceptions, added))


class ExceptionRemoval(HoursEdit):
    """Take back what was opened or closed."""

    exception_id: Id

    @override
    def apply(self, schedule: Schedule) -> Schedule:
        left = tuple(each for each in schedule.exceptions if each.id != self.exception_id)
        if len(left) == len(schedule.exceptions):
            raise NotFoundError
        return replace(schedule, exceptions=left)


class AvailabilityChange(HoursEdit):
    """Replaces the weekly hours (seven days, Monday first) and how times are offered."""

    weekly: Annotated[tuple[tuple[HoursGiven, ...], ...], Field(min_length=7, max_length=7)]
    step_minutes: Annotated[int, Field(ge=5, le=240)]
    buffer_before_minutes: Annotated[int, Field(ge=0, le=240)]
    buffer_after_minutes: Annotated[int, Field(ge=0, le=240)]
    minimum_notice_minutes: Annotated[int, Field(ge=0, le=60 * 24 * 30)]
    horizon_days: Annotated[int, Field(ge=1, le=730)]

    @override
    def apply(self, schedule: Schedule) -> Schedule:
        return Schedule(
            zone=schedule.zone,
            weekly=tuple(tuple(WallRange(each.start, each.end) for each in day) for day in self.weekly),
            exceptions=schedule.exceptions,
            step_minutes=self.step_minutes,
            buffer_before_minutes=self.buffer_before_minutes,
            buffer_after_minutes=self.buffer_after_minutes,
            minimum_notice_minutes=self.minimum_notice_minutes,
            horizon_days=self.horizon_days,
        )


class OutsideView(Response):
    """A visit beyond the open hours. It stays until someone moves or cancels it."""

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


def show_hours(hours: Hours) -> AvailabilityView:
    """A provider's schedule and what it means for the next weeks."""
    provider, schedule = hours.provider, hours.provider.schedule
    return AvailabilityView(
        provider_id=provider.id,
        version=provider.schedule_version,
        zone=schedule.zone,
        weekly=tuple(tuple(HoursView.model_validate(each) for each in day) for day in schedule.weekly),
        exceptions=tuple(ExceptionView.model_validate(each) for each in schedule.exceptions),
        step_minutes=schedule.step_minutes,
        buffer_before_minutes=schedule.buffer_before_minutes,
        buffer_after_minutes=schedule.buffer_after_minutes,
        minimum_notice_minutes=schedule.minimum_notice_minutes,
        horizon_days=schedule.horizon_days,
        open=tuple(OpenInterval(starts_at=begins, ends_at=ends) for begins, ends in hours.open),
        outside=tuple(OutsideView(starts_at=begins, ends_at=ends) for begins, ends in hours.outside),
    )


_EDITORS = (Role.OWNER, Role.PROVIDER)

SHOW = Operation(
    method="GET",
    summary="Show a provider's hours",
    roles=TEAM,
    request=ProviderQuery,
    response=AvailabilityView,
    audit="availability.read",
    audited_on_entry=True,
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
