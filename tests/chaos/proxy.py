"""Stands between the product and Valkey, and lets one script's request come to grief."""

from __future__ import annotations

import select
import socket
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from socketserver import BaseRequestHandler, ThreadingTCPServer
from threading import Thread
from types import TracebackType
from typing import Final, Self, cast

from typing_extensions import override

from local.ports import LOOPBACK

CHUNK: Final = 1 << 20


class Mishap(StrEnum):
    """What happens to a request. After each of them the connection is gone, but for LATE, where it hangs."""

    CUT = "cut"  # nothing of it arrives
    HALF = "half"  # the first half of its bytes arrives
    LOST = "lost"  # it is done, and its reply is lost
    LATE = "late"  # it is done, and its reply never comes while anybody waits


def _nothing() -> None:
    """For trouble that comes alone."""


@dataclass(frozen=True)
class Trouble:
    """`before` is done when the request has come, `after` when it was answered, before anybody is told."""

    mishap: Mishap | None = None
    before: Callable[[], object] = _nothing
    after: Callable[[], object] = _nothing


class Proxy:
    """`url` is Valkey's as the product is told it. Requests that run scripts are counted from 0 by `expect`."""

    def __init__(self, valkey_port: int) -> None:
        self.valkey_port = valkey_port
        self._server = _Server((LOOPBACK, 0), self)
        self._thread = Thread(target=self._server.serve_forever, args=(0.01,), name="proxy", daemon=True)
        self._trouble = Trouble()
        self._left: int | None = None

    @property
    def url(self) -> str:
        return f"redis://{LOOPBACK}:{self._server.server_address[1]}/0"

    @property
    def happened(self) -> bool:
        """Whether what was expected has come to pass."""
        return self._left is None

    def expect(self, at: int, trouble: Trouble) -> None:
        """`trouble` for the script numbered `at` from now on."""
        self._left, self._trouble = at, trouble

    def forget(self) -> None:
        self._left = None

    def meet(self, asked: bytes) -> Trouble | None:
        """What happens to this request."""
        if self._left is None or b"EVAL" not in asked:
            return None
        self._left -= 1
        if self._left >= 0:
            return None
        self._left = None
        self._trouble.before()
        return self._trouble

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()


class _Server(ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    block_on_close = False

    def __init__(self, address: tuple[str, int], proxy: Proxy) -> None:
        self.proxy = proxy
        super().__init__(address, _Connection)


class _Connection(BaseRequestHandler):
    trouble: Trouble | None = None

    @override
    def handle(self) -> None:
        proxy = cast("_Server", self.server).proxy
        try:
            with socket.create_connection((LOOPBACK, proxy.valkey_port)) as valkey:
                while self._passes(proxy, self.request, valkey):
                    pass
        except OSError:
            pass  # one of the two is gone, and with it the connection

    def _passes(self, proxy: Proxy, product: socket.socket, valkey: socket.socket) -> bool:
        """Whether the connection lives on."""
        ready, _, _ = select.select([product, valkey], [], [])
        return self._asks(proxy, product, valkey) if product in ready else self._answers(product, valkey)

    def _asks(self, proxy: Proxy, product: socket.socket, valkey: socket.socket) -> bool:
        asked = product.recv(CHUNK)
        self.trouble = self.trouble or proxy.meet(asked)
        if self._has(Mishap.CUT):
            return False
        valkey.sendall(asked[: len(asked) // 2] if self._has(Mishap.HALF) else asked)
        return bool(asked) and not self._has(Mishap.HALF)

    def _answers(self, product: socket.socket, valkey: socket.socket) -> bool:
        answered = valkey.recv(CHUNK)
        if self.trouble and answered:
            self.trouble.after()
        if self._has(Mishap.LOST):
            return False
        if not self._has(Mishap.LATE):
            product.sendall(answered)
        self.trouble = self.trouble if self._has(Mishap.LATE) else None
        return bool(answered)

    def _has(self, mishap: Mishap) -> bool:
        return self.trouble is not None and self.trouble.mishap is mishap
