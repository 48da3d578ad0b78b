"""What a person is told when it can't start: one sentence, and nothing left behind."""

import os
import re
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from local.front.settings import ROOT
from local.ports import free_port


def run_up(tmp_path: Path, **changes: str) -> subprocess.CompletedProcess[str]:
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": f"{ROOT / 'lib'}:{ROOT}",
        "LOCAL_DATA": str(tmp_path / "data"),
    }
    return subprocess.run(
        [sys.executable, "-m", "local"],
        env=environment | changes,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_a_port_in_use_is_named_with_the_variable_that_moves_it(tmp_path: Path) -> None:
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        port = str(holder.getsockname()[1])
        done = run_up(tmp_path, PORT=port)
    assert done.returncode == 1
    assert f"Port {port} is in use" in done.stderr
    assert "PORT=" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "data" / "valkey").exists()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"PATH": "/nowhere"}, "Node.js is missing: install version 20 or newer"),
        ({"PORT": "eighty"}, "PORT must be a port between 1 and 65535, and is 'eighty'."),
    ],
)
def test_what_is_missing_or_wrong_is_one_sentence(changes: dict[str, str], sentence: str, tmp_path: Path) -> None:
    done = run_up(tmp_path, **changes)
    assert done.returncode == 1
    assert done.stderr.strip().count("\n") == 0
    assert sentence in done.stderr


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_start_leaves_nothing_running(ending: signal.Signals, tmp_path: Path) -> None:
    data = tmp_path / "data"
    with subprocess.Popen(
        [sys.executable, "-u", "-m", "local"],
        env=os.environ | {"LOCAL_DATA": str(data), "PORT": str(free_port())},
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    ) as running:
        assert running.stdout
        first = running.stdout.readline()
        assert re.match(r"  Valkey +ready", first), first
        running.send_signal(ending)
        assert running.stdout.read().endswith("\nStopped.\n")
    assert running.returncode == 0
    assert not [line for line in processes() if str(data) in line]


def processes() -> list[str]:
    return subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True).stdout.splitlines()
