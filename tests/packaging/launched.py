"""A bundle, started as the platform would start it."""

from __future__ import annotations

import base64
import json
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

_INTERPRETER: Final = Path(sys.base_prefix) / "bin" / "python3.11"
_LAUNCHER: Final = Path(__file__).with_name("launcher.py")
# The launcher answers on file descriptor 3, apart from what a function prints.
_SHELL: Final = ("bash", "-c", 'exec "$@" 3>&1 1>&2', "launcher")


class Launched:
    """One warm function. `call` raises RuntimeError where it died."""

    def __init__(self, code: bytes, environment: dict[str, str], folder: Path, preinstalled: Path) -> None:
        self.folder = folder
        self._process = subprocess.Popen(
            [*_SHELL, _INTERPRETER, "-I", "-S", _LAUNCHER, preinstalled],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=folder,
            env={},
        )
        encoded = base64.b64encode(code).decode()
        start = {"name": "function", "main": "main", "binary": True, "code": encoded, "env": environment}
        self._expect_ok()
        self._send({"value": start})
        self._expect_ok()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.communicate(timeout=10)

    def call(self, event: dict[str, Any]) -> Any:
        facts = {
            "activation_id": "a" * 32,
            "request_id": "r" * 32,
            "deadline": int(time.time() * 1000) + 30_000,
        }
        self._send({"value": event, **facts})
        return self._receive()

    def _expect_ok(self) -> None:
        answer = self._receive()
        if answer != {"ok": True}:
            self._process.communicate(timeout=10)
            raise RuntimeError(f"it doesn't load: {answer}")

    def _send(self, message: object) -> None:
        assert self._process.stdin
        self._process.stdin.write(json.dumps(message) + "\n")
        self._process.stdin.flush()

    def _receive(self) -> Any:
        assert self._process.stdout
        line = self._process.stdout.readline()
        if not line:
            self._process.communicate(timeout=10)
            raise RuntimeError("it died without an answer")
        return json.loads(line)
