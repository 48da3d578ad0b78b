"""The vocabulary of requests and responses: how text, instants, days and ids look on the wire."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Annotated, Final

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    WithJsonSchema,
)

from common.domain.scope import Role

_MINUTES_A_DAY: Final = 1440
_WALL_TIME = re.compile(r"([01]\d|2[0-3]):([0-5]\d)|24:00")


class Request(BaseModel):
    """What a caller sends. Unknown and read-only properties are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    def is_open_to(self, role: Role) -> bool:
        """Whether `role`, where the operation lets it in, may ask for just this."""
        del role
        return True


class Response(BaseModel):
    """What a caller gets. Built from the domain's own objects, attribute by attribute."""

    model_config = ConfigDict(from_attributes=True, frozen=True, extra="forbid")


class Nothing(Request):
    """A request without fields."""


class Done(Response):
    """An answer that says no more than that it happened."""


def _parse_instant(value: object) -> object:
    """Seconds since the epoch, from RFC 3339 with an offset, to the whole second."""
    if not isinstance(value, str):
        raise ValueError("give an instant such as 2027-03-09T20:00:00Z")  # noqa: TRY004 (pydantic wants ValueError)
    try:
        instant = datetime.fromisoformat(value)
    except ValueError:
        raise ValueError("give an instant such as 2027-03-09T20:00:00Z") from None
    if instant.tzinfo is None or instant.microsecond:
        raise ValueError("give an instant with its offset and whole seconds, such as 2027-03-09T20:00:00Z")
    return int(instant.timestamp())


@lru_cache(4096)  # a month of slots shows five hundred, and the next patient is shown most of them again
def show_instant(epoch: int) -> str:
    """`2027-03-09T20:00:00Z`."""
    return datetime.fromtimestamp(epoch, UTC).isoformat()[:19] + "Z"  # a third of strftime's time


def _parse_wall_time(value: object) -> object:
    if not isinstance(value, str) or not _WALL_TIME.fullmatch(value):
        raise ValueError("give a time of day such as 09:30, from 00:00 to 24:00")
    hours, minutes = value.split(":")
    return int(hours) * 60 + int(minutes)


def _show_wall_time(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _of_these_times(value: date) -> date:
    """Years that no clinic plans for only cost time, and the last one has no day after it."""
    if not 1970 <= value.year < 2200:
        raise ValueError("use a date from 1970 to 2199")
    return value


def _plain_text(value: str) -> str:
    """NFC, without what can hide or reorder what is read: control characters, bidi overrides, surrogates."""
    text = unicodedata.normalize("NFC", value)
    if any(unicodedata.category(c) in {"Cc", "Cs", "Cf", "Co", "Cn"} and c not in "\n\t\u200d" for c in text):
        raise ValueError("remove invisible or control characters")
    return text


def _single_line(value: str) -> str:
    if "\n" in value or "\t" in value:
        raise ValueError("write it on one line")
    return value


_INSTANT = WithJsonSchema({"type": "string", "format": "date-time", "examples": ["2027-03-09T20:00:00Z"]})
_WALL = WithJsonSchema({"type": "string", "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]$|^24:00$", "examples": ["09:30"]})

# Shown: epoch seconds and minutes since midnight on our side of the wire, text on the other. Given: the way back.
Instant = Annotated[int, PlainSerializer(show_instant, return_type=str), _INSTANT]
GivenInstant = Annotated[int, BeforeValidator(_parse_instant), Field(ge=0, le=253_402_300_799), _INSTANT]
WallTime = Annotated[int, PlainSerializer(_show_wall_time, return_type=str), _WALL]
GivenWallTime = Annotated[int, BeforeValidator(_parse_wall_time), Field(ge=0, le=_MINUTES_A_DAY), _WALL]
Day = date
GivenDay = Annotated[date, AfterValidator(_of_these_times)]
Line = Annotated[str, Field(min_length=1, max_length=200), AfterValidator(_plain_text), AfterValidator(_single_line)]
LineOrNothing = Annotated[str, Field(max_length=200), AfterValidator(_plain_text), AfterValidator(_single_line)]
Paragraph = Annotated[str, Field(min_length=1, max_length=4000), AfterValidator(_plain_text)]
Id = Annotated[str, Field(pattern=r"^[a-z]{2,5}_[0-9a-z]{4,40}$", max_length=48)]
VendorId = Annotated[str, Field(pattern=r"^[A-Za-z0-9_]{4,255}$")]
Phone = Annotated[str, Field(pattern=r"^\+[1-9][0-9]{6,14}$", examples=["+16175550168"])]
Minor = Annotated[int, Field(ge=0, le=100_000_000, description="an amount in the currency's minor unit")]
