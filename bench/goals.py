"""What PERFORMANCE asks for, said next to what was found."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bench.measure import Result


@dataclass(frozen=True, slots=True)
class Goal:
    """The ratio of `name` to the floor that it may have at most."""

    name: str
    at_most: float

    def verdict(self, found: Iterable[Result]) -> str:
        """One line."""
        ratio = next(result.ratio for result in found if result.name == self.name)
        return said(self.name, ratio, at_most=self.at_most)


def said(what: str, found: float, *, at_most: float | None = None, at_least: float | None = None) -> str:
    """One line: met or missed, by how much."""
    if at_most is not None:
        return _line(what, found, f"at most {at_most:.2f}", met=found <= at_most)
    return _line(what, found, f"at least {at_least:.2f}", met=at_least is not None and found >= at_least)


def _line(what: str, found: float, asked: str, *, met: bool) -> str:
    return f"goal {'met' if met else 'MISSED'}: {what}: {found:.2f}, {asked}"
