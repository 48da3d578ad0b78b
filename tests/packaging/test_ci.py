"""CI runs what a person runs, and fails where that fails."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from deploy.paths import ROOT


def run(folder: Path, *, failing: str | None) -> tuple[int, list[str]]:
    """Exit status, and the targets that were made, with a `make` that fails at `failing`."""
    calls = folder / "calls"
    make = folder / "make"
    make.write_text(f'#!/bin/sh\necho "$*" >> {calls}\n[ "$*" != "{failing}" ]\n', encoding="utf-8")
    make.chmod(0o755)
    path = f"{folder}:{os.environ['PATH']}"
    status = subprocess.run((ROOT / ".ci" / "run",), env={"PATH": path}, check=False).returncode
    return status, calls.read_text(encoding="utf-8").splitlines()


def test_it_runs_the_checks_and_the_tests_and_nothing_else(tmp_path: Path) -> None:
    assert run(tmp_path, failing=None) == (0, ["check", "test"])


@pytest.mark.parametrize("target", ["check", "test"])
def test_it_fails_where_one_of_them_fails(tmp_path: Path, target: str) -> None:
    status, _ = run(tmp_path, failing=target)
    assert status != 0
