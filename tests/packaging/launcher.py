"""Stands in for the platform's Python launcher: one process, one function, JSON line by line.

Run by a bare interpreter (`-I -S`) in an empty folder, so it finds only what the bundle brings, and, given
on the command line, a folder of what the platform has preinstalled. It answers on file descriptor 3.
"""

from __future__ import annotations

import base64
import importlib
import io
import json
import os
import runpy
import sys
import time
import traceback
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

Main = Callable[..., Any]


class Context:
    """What a function is told about the call; `deadline` is in milliseconds since 1970."""

    def __init__(self, facts: dict[str, Any]) -> None:
        self.function_name = "/namespace/booking/function"
        self.activation_id: str = facts["activation_id"]
        self.request_id: str = facts["request_id"]
        self.deadline = int(facts["deadline"])

    def get_remaining_time_in_millis(self) -> int:
        return max(0, self.deadline - int(time.time() * 1000))


def load(start: dict[str, Any]) -> Main:
    with zipfile.ZipFile(io.BytesIO(base64.b64decode(start["code"]))) as archive:
        archive.extractall()
    os.environ.update(start["env"])
    Path("__main__.py").rename("main__.py")
    runpy.run_path("virtualenv/bin/activate_this.py")
    sys.path.append(str(Path.cwd()))
    main: Main = getattr(importlib.import_module("main__"), start["main"])
    return main


def call(main: Main, request: dict[str, Any]) -> object:
    arguments = (request.pop("value"), Context(request))
    # As the platform does, so a decorator that hides the two parameters fails here too.
    return main(*arguments[: main.__code__.co_argcount])


def serve(answer: Callable[[object], None]) -> None:
    answer({"ok": True})
    try:
        main = load(json.loads(sys.stdin.readline())["value"])
    except Exception:
        answer({"error": traceback.format_exc()})
        raise
    answer({"ok": True})
    for line in sys.stdin:
        answer(call(main, json.loads(line)))


if __name__ == "__main__":
    sys.path[:0] = sys.argv[1:]
    with os.fdopen(3, "w") as output:
        serve(lambda value: print(json.dumps(value), file=output, flush=True))
