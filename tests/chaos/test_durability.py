"""On disk before it is acknowledged, and never read back in part."""

from __future__ import annotations

import os
import re
import shutil
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import redis

from local.errors import PartError
from local.program import Program
from local.valkey import Valkey
from tests.chaos.story import Story

CALL = re.compile(r"(?P<name>\w+)\((?P<fd>\d+)(?P<rest>.*)")


@contextmanager
def traced(server: Valkey, folder: Path) -> Iterator[Path]:
    """What the server writes, syncs and sends, call by call, in a file that is whole once this ends."""
    strace = shutil.which("strace")
    assert strace, "strace shows what is on disk when: apt-get install strace"
    trace = folder / "trace"
    calls = "trace=write,writev,sendto,fsync,fdatasync"
    command = [strace, "-f", "-qq", "-s", "4096", "-e", calls, "-o", trace, "-p", str(server.program.pid)]
    program = Program("strace", [str(word) for word in command], log=folder / "strace.log")
    program.start()
    try:
        program.wait_until(lambda: _is_traced(server), seconds=20)
        yield trace
    finally:
        os.kill(program.pid or 0, signal.SIGINT)
        program.stop()


def _is_traced(server: Valkey) -> bool:
    status = Path(f"/proc/{server.program.pid}/status").read_text()
    return "TracerPid:\t0\n" not in status


def log_number(server: Valkey) -> str:
    """The descriptor that the server writes its log through."""
    folder = Path(f"/proc/{server.program.pid}/fd")
    (number,) = [link.name for link in folder.iterdir() if ".incr.aof" in str(link.readlink())]
    return number


def test_a_hold_is_synced_to_disk_before_anybody_hears_of_it(story: Story, server: Valkey, tmp_path: Path) -> None:
    story.take("sign_up").ok()
    story.prepare("hold")
    log = log_number(server)
    with traced(server, tmp_path) as trace:
        appointment_id = story.take("hold").ok()["appointment_id"]
    calls = [match for line in trace.read_text().splitlines() if (match := CALL.search(line))]
    order = [
        "logged" if match["fd"] == log and appointment_id in match["rest"] else
        "synced" if match["fd"] == log and match["name"] in {"fsync", "fdatasync"} else
        "told" if match["fd"] != log and appointment_id in match["rest"] else ""
        for match in calls
    ]  # fmt: skip
    logged, told = order.index("logged"), order.index("told")
    assert logged < order.index("synced", logged) < told


@pytest.mark.parametrize("damage", ["cut short", "a byte changed"])
def test_a_damaged_log_keeps_the_server_from_starting_and_is_left_as_it_is(
    story: Story, server: Valkey, damage: str
) -> None:
    story.take("sign_up").ok()
    server.kill()
    (log,) = (server.folder / "appendonlydir").glob("*.incr.aof")
    whole = log.read_bytes()
    damaged = whole[:-5] if damage == "cut short" else whole.replace(b"*", b"#", 1)
    log.write_bytes(damaged)
    with pytest.raises(PartError, match="did not start"):
        server.start()
    assert log.read_bytes() == damaged
    story.take("sign_up").refused(503, "unavailable")
    log.write_bytes(whole)
    server.start()
    assert redis.Redis.from_url(server.url).exists(f"c:{{{story.product.clinic_id}}}:patient:{_patient(story)}")


def _patient(story: Story) -> str:
    return str(story.told["sign_up"]["patient_id"])
