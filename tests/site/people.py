"""Who uses the site in these tests. All of them are made up."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Self

PASSWORD = "a story made for one test"


@dataclass(frozen=True, slots=True)
class Newcomer:
    """`phone` and `birthday` as people type them, `payer` as the list names it."""

    name: str
    email: str
    phone: str = "(617) 555-0177"
    birthday: str = "04/18/1986"
    payer: str = "Aetna"

    @classmethod
    def new(cls) -> Self:
        """Somebody whom nobody has met."""
        mark = uuid.uuid4().hex[:8]
        return cls(f"Wren Castellane {mark.upper()}", f"wren.{mark}@mail.example")


@dataclass(frozen=True, slots=True)
class Patient:
    """`token` proves who they are to the functions for an hour."""

    person: Newcomer
    token: str
