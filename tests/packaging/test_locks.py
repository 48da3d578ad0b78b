"""What is installed is what was locked, from wherever it comes."""

from __future__ import annotations

import json
import re

import pytest

from deploy.paths import REQUIREMENTS, ROOT

PYTHON_LOCKS = sorted(path.name for path in REQUIREMENTS.glob("*.in"))
NODE_FOLDERS = ("deploy", "local/firebase", "web")


@pytest.mark.parametrize("source", PYTHON_LOCKS)
def test_every_python_package_is_pinned_and_hashed(source: str) -> None:
    lock = (REQUIREMENTS / source).with_suffix(".txt").read_text(encoding="utf-8")
    packages = re.findall(r"^([a-z0-9].*?)(?:\n(?=[a-z0-9#])|\Z)", lock, flags=re.MULTILINE | re.DOTALL)
    assert packages
    for package in packages:
        assert re.match(r"[\w.\-\[\]]+==\S+ ", package)
        assert "--hash=sha256:" in package


@pytest.mark.parametrize("source", PYTHON_LOCKS)
def test_no_python_lock_names_a_host(source: str) -> None:
    lock = (REQUIREMENTS / source).with_suffix(".txt").read_text(encoding="utf-8")
    assert "://" not in lock
    assert "index-url" not in lock


@pytest.mark.parametrize("folder", NODE_FOLDERS)
def test_every_node_package_is_hashed_and_names_no_host(folder: str) -> None:
    packages = json.loads((ROOT / folder / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    installed = {path: package for path, package in packages.items() if path and not package.get("inBundle")}
    assert installed
    assert not [path for path, package in installed.items() if "resolved" in package]
    assert not [path for path, package in installed.items() if "integrity" not in package]


@pytest.mark.parametrize("folder", NODE_FOLDERS)
def test_no_node_package_runs_code_while_it_is_installed(folder: str) -> None:
    assert "ignore-scripts=true" in (ROOT / folder / ".npmrc").read_text(encoding="utf-8").splitlines()
