"""Each bundle is light enough, loads where nothing else is installed, and answers."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from common.http import registry
from deploy import build, bundle
from deploy.paths import ROOT, SITE_PACKAGES
from tests.packaging.conftest import ORIGIN, Built, Launch
from tests.packaging.launched import Launched

CONTRACTS = registry.load()
ONE_OF_EACH_GROUP = list({contract.bundle: name for name, contract in CONTRACTS.items()}.values())

# What makes the deployer build remotely, which drops the schedule's triggers, or leave a file out.
BUILD_FILES = {"build.sh", "build.cmd", "package.json", "requirements.txt", ".include", ".ignore", ".build"}
LEFT_OUT = (".nimbella", ".deployed", "_tmp_", ".#", "~", ".gitignore", ".swp", ".swx")

PROBE = b"""
import sys, common, pydantic, redis, firebase_admin.auth, cryptography.hazmat.primitives.ciphers.aead
from common.http import registry

def main(event, context):
    registry.load()
    names = ("common", "pydantic", "redis", "firebase_admin")
    return {"files": [sys.modules[name].__file__ for name in names], "redis": redis.__version__}
"""


@pytest.fixture(scope="module", params=CONTRACTS)
def launched(request: pytest.FixtureRequest, built: Built, launch: Launch) -> Iterator[Launched]:
    code = bundle.pack(built.bundle(request.param), zipfile.ZIP_STORED)
    with launch(request.param, code) as running:
        yield running


def event(method: str, body: str = "", **headers: str) -> dict[str, Any]:
    shared = {"method": method, "path": "", "queryString": "", "body": body, "isBase64Encoded": False}
    return {"http": {**shared, "headers": {"origin": ORIGIN, **headers}}}


def test_it_answers_a_preflight_for_an_origin_that_is_allowed(launched: Launched) -> None:
    answer = launched.call(event("OPTIONS", **{"access-control-request-method": "POST"}))
    headers = {name.lower(): value for name, value in answer["headers"].items()}
    assert (answer["statusCode"], headers["access-control-allow-origin"]) == (204, ORIGIN)


def test_it_refuses_a_method_it_does_not_have(launched: Launched) -> None:
    answer = launched.call(event("PATCH", body="{}", **{"content-type": "application/json"}))
    body = answer["body"] if isinstance(answer["body"], dict) else json.loads(answer["body"])
    assert (answer["statusCode"], body["status"]) == (405, 405)


@pytest.mark.parametrize("function", CONTRACTS)
def test_it_keeps_under_the_limits(built: Built, function: str) -> None:
    weight = built.weights[function]
    assert weight.zipped <= 20_000_000
    assert weight.unzipped <= 48_000_000


@pytest.mark.parametrize("function", ONE_OF_EACH_GROUP)
def test_it_weighs_what_its_archive_weighs(built: Built, function: str) -> None:
    packed = bundle.pack(built.bundle(function))
    members = zipfile.ZipFile(io.BytesIO(packed)).infolist()
    assert built.weights[function].zipped == pytest.approx(len(packed), rel=0.02)
    assert built.weights[function].unzipped == sum(member.file_size for member in members)


def test_the_build_fails_where_a_bundle_is_too_heavy(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(build, "BUILD", tmp_path / "build")
    monkeypatch.setattr(bundle, "MAX_UNZIPPED", 1_000_000)
    assert build.main() == 1
    assert "Too heavy" in capsys.readouterr().err


def test_the_build_refuses_a_contract_without_its_function(tmp_path: Path) -> None:
    promised = {**CONTRACTS, "promised": replace(CONTRACTS["cancel"], name="promised")}
    with pytest.raises(build.UnevenError, match=r"functions/promised/__main__\.py"):
        build.build(promised, tmp_path / "build")


@pytest.mark.parametrize("function", CONTRACTS)
def test_it_holds_nothing_that_the_deployer_would_build_or_leave_out(built: Built, function: str) -> None:
    files = [path for path in built.bundle(function).rglob("*") if path.is_file()]
    assert not {path.name for path in files} & BUILD_FILES
    assert not [path for path in files if any(part in path.name for part in LEFT_OUT)]


@pytest.mark.parametrize("function", ONE_OF_EACH_GROUP)
def test_it_names_no_folder_of_the_machine_that_built_it(built: Built, function: str) -> None:
    for path in built.bundle(function).rglob("*.pyc"):
        assert str(ROOT).encode() not in path.read_bytes(), path


@pytest.mark.parametrize("function", ONE_OF_EACH_GROUP)
def test_it_runs_its_own_packages_from_the_bytecode_it_ships(built: Built, launch: Launch, function: str) -> None:
    with launch(function, without_sources(bundle.pack(built.bundle(function), zipfile.ZIP_STORED))) as running:
        answer = running.call({})
    assert answer["redis"].split(".")[0] == "8"
    assert all(Path(file).is_relative_to(running.folder) for file in answer["files"])


def without_sources(code: bytes) -> bytes:
    """The bundle with a probe for a handler, and sources that fail where anything reads them."""
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(code)) as old, zipfile.ZipFile(changed, "w") as new:
        for info in old.infolist():
            source = info.filename.startswith("common/") and info.filename.endswith(".py")
            content = b"raise ImportError('a source was read')" if source else old.read(info)
            new.writestr(info, PROBE if info.filename == "__main__.py" else content)
    return changed.getvalue()


@pytest.mark.parametrize("function", ONE_OF_EACH_GROUP)
def test_it_brings_its_own_time_zones(built: Built, function: str) -> None:
    """The platform's image may have none, and then no wall clock could be read."""
    zones = built.bundle(function) / SITE_PACKAGES / "tzdata" / "zoneinfo"
    assert (zones / "America" / "New_York").read_bytes().startswith(b"TZif")
