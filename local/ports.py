"""Ports on the loopback address, the only one that the local stack listens on."""

import socket
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Self

from local.errors import LocalStackError

LOOPBACK = "127.0.0.1"
DEFAULT = 8080


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        return int(probe.getsockname()[1])


@dataclass(frozen=True, slots=True)
class Ports:
    """One for each part that listens; those that nobody chose are free ones."""

    front: int = field(default_factory=free_port)
    valkey: int = field(default_factory=free_port)
    auth: int = field(default_factory=free_port)
    stripe: int = field(default_factory=free_port)

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> Self:
        """Raises LocalStackError for a variable that isn't a port."""
        chosen = {name: environment.get(variable, "") for name, variable in VARIABLES.items()}
        return cls(**{"front": DEFAULT} | {name: _port(name, text) for name, text in chosen.items() if text})

    @property
    def stripe_origin(self) -> str:
        return f"http://{LOOPBACK}:{self.stripe}"

    def require_free(self) -> None:
        """Refuse a port that something else listens on, naming the environment variable that moves ours."""
        for name, variable in VARIABLES.items():
            port = getattr(self, name)
            if not _is_free(port):
                raise LocalStackError(
                    f"Port {port} is in use: stop what listens on it, or choose another, "
                    f"for example {variable}={free_port()} make up."
                )


VARIABLES = {"front": "PORT", "valkey": "VALKEY_PORT", "auth": "FIREBASE_AUTH_PORT", "stripe": "STRIPE_PORT"}


def _port(name: str, text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise LocalStackError(f"{VARIABLES[name]} must be a port between 1 and 65535, and is {text!r}.")
    return int(text)


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        # As servers do: a port whose last connections are still winding down is free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError:
            return False
        return True
