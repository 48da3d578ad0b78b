"""One user at a time for a data folder: two servers would ruin one log."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from local.errors import LocalStackError


@contextmanager
def claimed(folder: Path) -> Iterator[int]:
    """The lock's descriptor. A child process that inherits it holds the folder until it ends, whatever we do."""
    folder.mkdir(parents=True, exist_ok=True)
    lock = os.open(folder / "in-use.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        sign(lock, os.getpid())
        yield lock
    except BlockingIOError:
        raise LocalStackError(f"Process {_signer(lock)} works on {folder}: stop that local stack first.") from None
    finally:
        os.close(lock)


def sign(lock: int, pid: int) -> None:
    """Say who holds it, for the message that others get."""
    os.ftruncate(lock, 0)
    os.pwrite(lock, str(pid).encode(), 0)


def _signer(lock: int) -> str:
    return os.pread(lock, 20, 0).decode()
