"""The Lua scripts: each change of state is one of them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Final

_FOLDER: Final = resources.files("common.store") / "lua"
# What stands before the scripts of a folder, so that what they have in common is written once.
_BEGINNINGS: Final = {
    "reads": ("shared.lua",),
    "changes": ("shared.lua", "changes/_begin.lua", "changes/_money.lua"),
    "plain": (),
}


@dataclass(frozen=True, slots=True)
class Script:
    """`sha` is how Valkey knows the script once it was sent."""

    name: str
    source: str
    sha: str


@cache
def load(name: str) -> Script:
    """`changes/hold_slot` and the like."""
    parts = [*_BEGINNINGS[name.split("/", maxsplit=1)[0]], f"{name}.lua"]
    source = "\n".join((_FOLDER / part).read_text() for part in parts)
    return Script(name, source, hashlib.sha1(source.encode(), usedforsecurity=False).hexdigest())
