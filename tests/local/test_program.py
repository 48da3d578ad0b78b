import os
import signal
import sys
import time
from pathlib import Path

import pytest

from local.errors import PartError
from local.program import Program

FAMILY = """
import subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
print(child.pid, flush=True)
time.sleep(600)
"""


def program(tmp_path: Path, source: str) -> Program:
    return Program("The part", [sys.executable, "-c", source], log=tmp_path / "log" / "part.log")


def is_alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def test_stopping_takes_its_children_along(tmp_path: Path) -> None:
    family = program(tmp_path, FAMILY)
    family.start()
    family.wait_until(lambda: family.log.read_text().endswith("\n"), seconds=20)
    child = int(family.log.read_text())
    assert is_alive(child)
    family.stop()
    assert not family.is_running()
    deadline = time.monotonic() + 10
    while is_alive(child) and time.monotonic() < deadline:
        pass
    assert not is_alive(child)


def test_a_program_that_ends_before_it_is_ready_is_named_with_its_last_words(tmp_path: Path) -> None:
    failing = program(tmp_path, "print('hello'); raise ValueError('no such clinic')")
    failing.start()
    with pytest.raises(PartError, match=r"^The part did not start: ValueError: no such clinic \(log: .*part"):
        failing.wait_until(lambda: False, seconds=20)


def test_a_program_that_is_never_ready_is_ended(tmp_path: Path) -> None:
    idle = program(tmp_path, "import time; time.sleep(600)")
    idle.start()
    with pytest.raises(PartError, match="was not ready after 0 s"):
        idle.wait_until(lambda: False, seconds=0.05)
    assert not idle.is_running()


def test_a_program_that_ignores_the_polite_signal_is_ended_all_the_same(tmp_path: Path) -> None:
    deaf = program(
        tmp_path,
        "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('deaf', flush=True);time.sleep(600)",
    )
    deaf.start()
    deaf.wait_until(lambda: "deaf" in deaf.log.read_text(), seconds=20)
    deaf.stop(patience=0.1)
    assert not deaf.is_running()


def test_it_can_be_stopped_before_it_was_started_and_after_it_died(tmp_path: Path) -> None:
    part = program(tmp_path, "import time; time.sleep(600)")
    part.stop()
    part.start()
    os.kill(part.pid, signal.SIGKILL)
    part.stop()
    with pytest.raises(PartError, match="has not been started"):
        _ = part.pid


def test_running_to_the_end_refuses_a_failure(tmp_path: Path) -> None:
    program(tmp_path, "print('done')").run(seconds=20)
    with pytest.raises(PartError, match="The part failed: KeyError: 'x'"):
        program(tmp_path, "{}['x']").run(seconds=20)
