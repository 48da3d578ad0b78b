"""Many callers at one script: each has read what there is, and none has changed it yet."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import wraps
from pathlib import Path
from threading import Condition
from typing import Any, Final

import pytest

from common.store import scripts
from common.store.valkey import Valkey
from local.stripe.server import StripeServer
from tests.product import Reply

CALLS: Final = 50
_PATIENCE_SECONDS: Final = 30


class Line:
    """Opens once everybody stands before the script that decides, or has got their answer without it."""

    def __init__(self, deciding: Sequence[str], patch: pytest.MonkeyPatch) -> None:
        self._deciding = deciding
        self._all_here = Condition()
        self._missing = 0
        for name in ("run", "run_making_jobs"):
            self._stand_before(name, patch)

    def ask(self, calls: Sequence[Callable[[], Any]]) -> list[Any]:
        """What they answer, in the order of `calls`."""
        self._missing = len(calls)

        def asking(call: Callable[[], Any]) -> Any:
            try:
                return call()
            finally:
                self._arrive()

        with ThreadPoolExecutor(len(calls)) as pool:
            return list(pool.map(asking, calls))

    def _arrive(self) -> None:
        with self._all_here:
            self._missing -= 1
            self._all_here.notify_all()

    def _wait(self) -> None:
        self._arrive()
        with self._all_here:
            assert self._all_here.wait_for(lambda: self._missing <= 0, _PATIENCE_SECONDS)

    def _stand_before(self, name: str, patch: pytest.MonkeyPatch) -> None:
        original = getattr(Valkey, name)

        @wraps(original)
        def run(valkey: Valkey, command: Any, *rest: Any) -> Any:
            if self._missing > 0 and command.script.name.removeprefix("changes/") in self._deciding:
                self._wait()
            return original(valkey, command, *rest)

        patch.setattr(Valkey, name, run)


def just_before(script: str, act: Callable[[], object], patch: pytest.MonkeyPatch) -> None:
    """`act`, once, after whoever runs the script next has read what it decides by."""
    waiting = [act]

    def standing_before(original: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(original)
        def run(valkey: Valkey, command: Any, *rest: Any) -> Any:
            if waiting and command.script.name == f"changes/{script}":
                waiting.pop()()
            return original(valkey, command, *rest)

        return run

    for name in ("run", "run_making_jobs"):
        patch.setattr(Valkey, name, standing_before(getattr(Valkey, name)))


def won(replies: Sequence[Reply]) -> int:
    return sum(reply.status == 200 for reply in replies)


def make_room(server: StripeServer) -> None:
    """For more callers at once than it is used to."""
    server._server.socket.listen(2 * CALLS)


def without(checks: Mapping[str, str], script: str, folder: Path, patch: pytest.MonkeyPatch) -> None:
    """From now on the scripts are a copy in which this one has other conditions. The product has no such switch."""
    copied = folder / "lua"
    shutil.copytree(Path(str(scripts._FOLDER)), copied)
    changed = copied / "changes" / f"{script}.lua"
    source = changed.read_text()
    for check, instead in checks.items():
        assert source.count(check) == 1, check
        source = source.replace(check, instead)
    changed.write_text(source)
    patch.setattr(scripts, "_FOLDER", copied)
    patch.setattr(scripts, "load", getattr(scripts.load, "__wrapped__", scripts.load))  # and nothing of it stays
