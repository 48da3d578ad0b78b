"""`project.yml`, from the contracts.

The deployer replaces `${NAME}` in the text before it reads it, and refuses names that are unset or empty.
Each name stands only at the functions that need it: what isn't there can't leak from there.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import yaml

from common.http.contract import Contract

PACKAGE: Final = "booking"
MAX_TRIGGERS: Final = 3  # a namespace's limit, in the platform's private preview of triggers
_HEADER: Final = "# Made from the contracts by `make generate`. `make build` puts it beside the bundles.\n"


class _Substituted(str):
    """Quoted, so that a value such as `true` or `5` still is the text that the deployer asks for."""

    __slots__ = ()


class _Dumper(yaml.SafeDumper):
    """YAML with `_Substituted`."""


def _quoted(dumper: yaml.SafeDumper, value: _Substituted) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style='"')


_Dumper.add_representer(_Substituted, _quoted)


def render(contracts: Mapping[str, Contract]) -> str:
    """The text of project.yml. Raises ValueError for more triggers than the platform grants."""
    scheduled = [name for name, contract in contracts.items() if contract.schedule]
    if len(scheduled) > MAX_TRIGGERS:
        raise ValueError(f"the platform grants {MAX_TRIGGERS} triggers, and these ask for one: {scheduled}")
    functions = [_function(contract) for contract in contracts.values()]
    project = {"packages": [{"name": PACKAGE, "functions": functions}]}
    return _HEADER + yaml.dump(project, Dumper=_Dumper, sort_keys=False, width=110)


def _function(contract: Contract) -> dict[str, Any]:
    function: dict[str, Any] = {
        "name": contract.name,
        "runtime": "python:3.11",
        "web": "raw",
        # Without it the platform answers OPTIONS itself and allows every origin on every answer.
        "annotations": {"web-custom-options": True},
        "limits": {"timeout": contract.timeout_ms, "memory": contract.memory_mb},
        "environment": {name: _Substituted(f"${{{name}}}") for name in contract.environment},
    }
    if contract.authentication == "schedule":
        # Another clock may stand in for the platform's, as long as it shows this in X-Require-Whisk-Auth.
        function["webSecure"] = _Substituted("${TICK_SECRET}")
    if contract.schedule:
        function["triggers"] = [_trigger(contract.name, contract.schedule)]
    return function


def _trigger(name: str, cron: str) -> dict[str, Any]:
    return {"name": f"{name}-due", "sourceType": "scheduler", "sourceDetails": {"cron": cron}}
