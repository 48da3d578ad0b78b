"""What the deployer understands of the built project."""

from __future__ import annotations

import json
import os
import subprocess
from dataclasses import replace
from typing import Any

import pytest

from common.http import registry
from deploy.paths import ROOT
from deploy.project_yml import render
from tests.packaging.conftest import VALUES, Built

CONTRACTS = registry.load()
CHECK = ("node", str(ROOT / "deploy" / "check_project.js"))


def deployer(built: Built, values: dict[str, str]) -> subprocess.CompletedProcess[str]:
    assert (ROOT / "deploy" / "node_modules").exists(), "the deployer isn't there: run `make deployer`"
    environment = {"PATH": os.environ["PATH"], **values}
    command = (*CHECK, str(built.folder))
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def understood(built: Built) -> dict[str, Any]:
    result = deployer(built, VALUES)
    assert result.returncode == 0, result.stderr
    project: dict[str, Any] = json.loads(result.stdout)
    return {**project, "functions": {function["name"]: function for function in project["functions"]}}


def test_it_deploys_each_function_of_the_registry_and_nothing_else(understood: dict[str, Any]) -> None:
    assert understood["packages"] == ["booking"]
    assert understood["functions"].keys() == CONTRACTS.keys()
    assert understood["strays"] == []


@pytest.mark.parametrize("name", CONTRACTS)
def test_it_reads_a_function_as_its_contract_has_it(understood: dict[str, Any], name: str) -> None:
    contract, function = CONTRACTS[name], understood["functions"][name]
    assert function["runtime"] == "python:3.11"
    assert (function["web"], function["annotations"]) == ("raw", {"web-custom-options": True})
    assert function["limits"] == {"timeout": contract.timeout_ms, "memory": contract.memory_mb}
    assert function["environment"] == {key: VALUES[key] for key in contract.environment}


@pytest.mark.parametrize("name", CONTRACTS)
def test_it_builds_nothing_remotely(understood: dict[str, Any], name: str) -> None:
    assert understood["functions"][name]["build"] == "identify"  # zipped as it is


def test_it_keeps_the_schedule(understood: dict[str, Any]) -> None:
    lines = {
        name: [trigger["sourceDetails"]["cron"] for trigger in function["triggers"]]
        for name, function in understood["functions"].items()
        if function["triggers"]
    }
    assert lines == {name: [c.schedule] for name, c in CONTRACTS.items() if c.schedule}


def test_it_refuses_to_deploy_with_an_empty_secret(built: Built) -> None:
    result = deployer(built, {**VALUES, "ROOT_KEYS": ""})
    assert result.returncode == 1
    assert "ROOT_KEYS" in result.stderr


def test_it_keeps_a_value_text_that_looks_like_something_else(built: Built) -> None:
    result = deployer(built, {**VALUES, "FIREBASE_PROJECT_ID": "12345", "ENVIRONMENT": "true"})
    assert result.returncode == 0, result.stderr


def test_it_asks_for_the_ticks_secret_where_only_a_schedule_may_call(understood: dict[str, Any]) -> None:
    guarded = {name for name, function in understood["functions"].items() if function["webSecure"]}
    assert guarded == {name for name, c in CONTRACTS.items() if c.authentication == "schedule"}


def test_it_refuses_more_triggers_than_the_platform_grants() -> None:
    ticking = replace(CONTRACTS["reminders"], schedule="* * * * *")
    with pytest.raises(ValueError, match="3 triggers"):
        render({f"tick_{number}": replace(ticking, name=f"tick_{number}") for number in range(4)})


def test_the_example_environment_has_each_name_that_is_asked_for() -> None:
    example = (ROOT / ".env.example").read_text(encoding="utf-8").splitlines()
    named = {line.partition("=")[0] for line in example if line and not line.startswith("#")}
    assert named == {name for contract in CONTRACTS.values() for name in contract.environment}
