"""Ports on the loopback address, the only one that the local stack listens on."""

import socket

from local.errors import LocalStackError

LOOPBACK = "127.0.0.1"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        return int(probe.getsockname()[1])


def require_free(port: int, variable: str) -> None:
    """Refuse a port that something else listens on, naming the environment variable that moves ours."""
    with socket.socket() as probe:
        # As servers do: a port whose last connections are still winding down is free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError:
            raise LocalStackError(
                f"Port {port} is in use: stop what listens on it, or choose another, "
                f"for example {variable}={free_port()} make up."
            ) from None
