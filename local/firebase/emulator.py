"""The emulator's process, and the accounts it keeps over a restart."""

import json
import os
from contextlib import suppress
from pathlib import Path
from typing import Any

import requests
from typing_extensions import override

from local.firebase.client import AuthClient
from local.firebase.install import COMMAND, require_installed, require_node
from local.part import Part
from local.ports import LOOPBACK, free_port
from local.program import Program

PROJECT = "demo-calendersome"  # `demo-` promises the emulator that no real project is meant
WORDS = ("emulators:start", "--only", "auth", "--project", PROJECT, "--config", "firebase.json")
READY_SECONDS = 120.0


class AuthEmulator(Part):
    """The emulator itself forgets everything when it ends, so `save` writes the accounts to `folder`."""

    def __init__(self, folder: Path, *, port: int | None = None) -> None:
        self.folder = folder
        self.port = port or free_port()
        self.client = AuthClient(self.origin, PROJECT)
        self.program = Program(
            "The Firebase Auth emulator",
            ["node", COMMAND, *WORDS],
            log=folder / "emulator.log",
            environment=_environment(folder),
            folder=folder,
        )
        self._saved = ""

    @property
    def host(self) -> str:
        """As FIREBASE_AUTH_EMULATOR_HOST wants it."""
        return f"{LOOPBACK}:{self.port}"

    @property
    def origin(self) -> str:
        return f"http://{self.host}"

    @override
    def start(self) -> None:
        require_node()
        require_installed()
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / "firebase.json").write_text(json.dumps(_config(self.port)))
        self.program.start()
        self.program.wait_until(self.answers, seconds=READY_SECONDS)
        self._restore()

    def answers(self) -> bool:
        try:
            return requests.get(self.origin, timeout=1).ok
        except requests.RequestException:
            return False

    def save(self) -> None:
        """Write the accounts down when they have changed; cheap enough for every second."""
        accounts = json.dumps(self.client.export_accounts())
        if accounts == self._saved:
            return
        draft = self._accounts.with_suffix(".new")
        draft.touch(mode=0o600)
        draft.write_text(accounts)
        draft.replace(self._accounts)
        self._saved = accounts

    @override
    def stop(self) -> None:
        if self.program.is_running():
            with suppress(requests.RequestException):
                self.save()
        self.program.stop()

    @property
    def _accounts(self) -> Path:
        return self.folder / "accounts.json"

    def _restore(self) -> None:
        if self._accounts.is_file():
            self._saved = self._accounts.read_text()
            self.client.import_accounts(json.loads(self._saved))


def _config(port: int) -> dict[str, Any]:
    """Every port is given, because two emulators would quarrel over the hub's default."""
    return {
        "emulators": {
            "auth": {"host": LOOPBACK, "port": port},
            "hub": {"host": LOOPBACK, "port": free_port()},
            "logging": {"host": LOOPBACK, "port": free_port()},
            "ui": {"enabled": False},
        }
    }


def _environment(folder: Path) -> dict[str, str]:
    """No account of this machine's user, no check for updates, and a hub that other emulators don't find."""
    quiet = {"CI": "1", "NO_UPDATE_NOTIFIER": "1"}
    return {"PATH": os.environ["PATH"], "HOME": str(folder), "TMPDIR": str(folder), **quiet}
