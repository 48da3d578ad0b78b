"""The README's table of functions, from the contracts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from common.domain.scope import Role
from common.http.contract import Contract

BEGINS: Final = "<!-- functions -->\n"
ENDS: Final = "<!-- /functions -->\n"


def with_table(readme: str, contracts: Mapping[str, Contract]) -> str:
    """The README with its table made anew. Raises ValueError where its place isn't marked."""
    before, _, rest = readme.partition(BEGINS)
    _, marked, after = rest.partition(ENDS)
    if not marked:
        raise ValueError(f"README.md marks no place for the table: {BEGINS.strip()} … {ENDS.strip()}")
    return before + BEGINS + _table(contracts) + ENDS + after


def _table(contracts: Mapping[str, Contract]) -> str:
    rows = [
        f"| `{contract.name}` | {operation.method} | {operation.summary} | {_who(operation.roles)} |"
        for contract in contracts.values()
        for operation in contract.operations
    ]
    return "\n".join(("| Function | Method | What it does | Who |", "| --- | --- | --- | --- |", *rows)) + "\n"


def _who(roles: tuple[Role, ...]) -> str:
    return ", ".join(str(role) for role in roles)
