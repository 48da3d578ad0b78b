"""Child processes of the local stack, each in a process group of its own so that none is left behind."""

import os
import re
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from local.errors import PartError

LAST_BYTES = 4096
POLL_SECONDS = 0.02
ERROR = re.compile(r"[\w.]*(Error|Exception)\b.*:")  # how a traceback ends


class Program:
    def __init__(
        self,
        name: str,
        command: Sequence[str | Path],
        *,
        log: Path,
        environment: Mapping[str, str] | None = None,
        folder: Path | None = None,
    ) -> None:
        self.name = name
        self.log = log
        self._command = [str(word) for word in command]
        self._environment = environment
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        """Of the process that was started last. Raises PartError where none was."""
        if self._process is None:
            raise PartError(f"{self.name} has not been started.")
        return self._process.pid

    def start(self, *, pass_files: Sequence[int] = ()) -> None:
        """Start it with its output in the log; `pass_files` are descriptors that it keeps open."""
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with self.log.open("wb") as log:
            # Every command is spelled by this package, and no shell reads it.
            self._process = subprocess.Popen(  # noqa: S603
                self._command,
                cwd=self._folder,
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                pass_fds=pass_files,
                # A Ctrl-C in the terminal must reach us alone, so that parts stop in order.
                start_new_session=True,
            )

    def run(self, *, seconds: float) -> None:
        """Start it and wait for its end; anything but success within `seconds` is an error."""
        self.start()
        if self._process is None or self._process.wait(seconds):
            raise PartError(f"{self.name} failed: {self.last_words()} (log: {self.log})")

    def is_running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def stop(self, *, patience: float = 15.0) -> None:
        """Ask it to end, and end its whole group when `patience` seconds have not been enough."""
        if self._process is None:
            return
        self._process.terminate()
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(patience)
        self.kill()

    def kill(self) -> None:
        """End the whole group at once, as a power cut would end it."""
        if self._process is None:
            return
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        self._process = None

    def wait_until(self, is_ready: Callable[[], bool], *, seconds: float) -> None:
        """Poll until it is ready; a program that ends first, or takes longer than `seconds`, is an error."""
        deadline = time.monotonic() + seconds
        while not is_ready():
            if not self.is_running():
                raise PartError(f"{self.name} did not start: {self.last_words()} (log: {self.log})")
            if time.monotonic() > deadline:
                self.kill()
                raise PartError(f"{self.name} was not ready after {seconds:.0f} s (log: {self.log})")
            time.sleep(POLL_SECONDS)

    def last_words(self) -> str:
        """The last error that it wrote to its log, or else the last line."""
        lines = self.log.read_bytes()[-LAST_BYTES:].decode(errors="replace").strip().splitlines()
        errors = [line for line in lines if ERROR.match(line)]
        return ([*lines, *errors] or ["it said nothing"])[-1].strip()
