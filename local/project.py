"""`project.yml`, read as the platform reads it."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from string import Template
from typing import Any

import yaml

DEFAULT_TIMEOUT_MS = 3_000  # the platform's, where a function names none


@dataclass(frozen=True, slots=True)
class Trigger:
    """A cron line of five fields in UTC, and the fields that the platform calls the function with."""

    cron: str
    body: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class FunctionPlan:
    """`secret` is what a web call must show in `X-Require-Whisk-Auth`, None where anyone may call."""

    name: str
    timeout_ms: int = DEFAULT_TIMEOUT_MS
    secret: str | None = None
    triggers: tuple[Trigger, ...] = ()


def read_project(path: Path, environment: Mapping[str, str]) -> dict[str, FunctionPlan]:
    """Each function's plan by name, with `${NAME}` replaced in the text from `environment`."""
    project = yaml.safe_load(Template(path.read_text()).safe_substitute(environment))
    functions = [function for package in project["packages"] for function in package["functions"]]
    return {function["name"]: _plan(function) for function in functions}


def _plan(function: Mapping[str, Any]) -> FunctionPlan:
    return FunctionPlan(
        name=function["name"],
        timeout_ms=function.get("limits", {}).get("timeout", DEFAULT_TIMEOUT_MS),
        secret=function.get("webSecure") or None,
        triggers=tuple(_trigger(trigger["sourceDetails"]) for trigger in function.get("triggers", ())),
    )


def _trigger(details: Mapping[str, Any]) -> Trigger:
    return Trigger(details["cron"], details.get("withBody") or {})
