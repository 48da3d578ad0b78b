"""What can be booked: name, length, price, deposit, and who offers it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from common.domain.clinic import AppointmentType
from common.domain.scope import TEAM, Role
from common.http.contract import Contract, Operation
from common.http.fields import Id, Line, Minor, Nothing, Request, Response

if TYPE_CHECKING:
    from common.domain.clinic import Practice

Minutes = Annotated[int, Field(ge=5, le=720, multiple_of=5)]
Buffer = Annotated[int, Field(ge=0, le=240)]


class TypeView(Response):
    """None for the step or a buffer: the provider's own. Inactive types can't be booked any more."""

    id: str
    version: int
    active: bool
    name: str
    description: str
    category: Literal["medical", "cosmetic"]
    duration_minutes: int
    price_minor: Minor
    deposit_minor: Minor
    may_prepay: bool
    step_minutes: int | None
    buffer_before_minutes: int | None
    buffer_after_minutes: int | None
    provider_ids: tuple[str, ...]


class TypeGiven(Request):
    """A type of appointment. Leave the step or a buffer out to use the provider's own.

    `deposit_minor` is paid to book it; with `may_prepay` patients may pay the whole price instead.
    """

    name: Line
    description: Line
    category: Literal["medical", "cosmetic"]
    duration_minutes: Minutes
    price_minor: Minor
    deposit_minor: Minor = 0
    may_prepay: bool = False
    step_minutes: Minutes | None = None
    buffer_before_minutes: Buffer | None = None
    buffer_after_minutes: Buffer | None = None
    provider_ids: Annotated[tuple[Id, ...], Field(min_length=1, max_length=50)]

    def to_type(self, type_id: str) -> AppointmentType:
        """A new one, open for booking."""
        return AppointmentType(id=type_id, active=True, version=1, **self.model_dump())


class TypeChange(TypeGiven):
    """`version` is the one that was read; an older one is refused."""

    appointment_type_id: Id
    version: Annotated[int, Field(ge=1)]
    active: bool

    def to_changed_type(self) -> AppointmentType:
        """With the version that was read."""
        fields = self.model_dump()
        return AppointmentType(id=fields.pop("appointment_type_id"), **fields)


class TypesView(Response):
    """In the order they were added."""

    appointment_types: tuple[TypeView, ...]


def show_types(practice: Practice) -> TypesView:
    """In the order they were added."""
    return TypesView(appointment_types=tuple(TypeView.model_validate(kind) for kind in practice.types))


LIST = Operation(
    method="GET",
    summary="List the types, inactive ones included",
    roles=TEAM,
    request=Nothing,
    response=TypesView,
    audit="appointment_type.read",
    audited_on_entry=True,
)
ADD = Operation(
    method="POST",
    summary="Add a type",
    roles=(Role.OWNER, Role.PROVIDER),
    request=TypeGiven,
    response=TypesView,
    audit="appointment_type.add",
)
CHANGE = Operation(
    method="PUT",
    summary="Change or retire a type",
    roles=(Role.OWNER, Role.PROVIDER),
    request=TypeChange,
    response=TypesView,
    audit="appointment_type.change",
)

CONTRACT = Contract(name="appointment_types", summary="What can be booked", operations=(LIST, ADD, CHANGE))
