"""Every contract there is. For tools and tests: a function at run time loads its own contract alone."""

from __future__ import annotations

import importlib
import pkgutil
from typing import TYPE_CHECKING

from common.http import contracts

if TYPE_CHECKING:
    from common.http.contract import Contract


def load() -> dict[str, Contract]:
    """All contracts by function name, in alphabetical order."""
    names = sorted(module.name for module in pkgutil.iter_modules(contracts.__path__))
    loaded = {name: importlib.import_module(f"{contracts.__name__}.{name}").CONTRACT for name in names}
    for name, contract in loaded.items():
        if contract.name != name:
            raise ValueError(f"contracts/{name}.py declares the contract of {contract.name!r}")
    return loaded
