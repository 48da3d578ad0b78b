"""Everything that a run leaves behind outside sealed fields, as bytes to look through."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import requests

from tests.canary.telling import Teller


@dataclass
class Evidence:
    """`places` by name; `called` are the operations that took part, `tokens` those of payment links."""

    places: dict[str, bytes] = field(default_factory=dict)
    called: frozenset[str] = frozenset()
    tokens: tuple[str, ...] = ()


def collect(story: Teller, stripe_url: str, folder: Path, commands: list[str], log: str) -> Evidence:
    raw = story.product.raw
    sent = requests.get(f"{stripe_url}/_control/requests", timeout=5).json()
    places = {
        "log": log.encode(),
        "commands": "\n".join(commands).encode(),
        "key names": b"\n".join(raw.scan_iter(count=1000)),
        "job ids": b"\n".join(member for key in raw.scan_iter("*jobs*") for member in _members(raw, key)),
        "audit": repr([raw.xrange(key) for key in raw.scan_iter("*:audit")]).encode(),
        "stripe": json.dumps(sent, ensure_ascii=False).encode(),
        "calendar files": "\n".join(story.calendar_files).encode(),
        "refusals": "\n".join(story.refusals).encode(),
        "public pages": "\n".join(story.public_pages).encode(),
        **stored_on_disk(raw, folder),
    }
    return Evidence(places, frozenset(story.called), tuple(story.tokens))


def stored_on_disk(raw: Any, folder: Path) -> dict[str, bytes]:
    """All that Valkey has written, and a snapshot as a backup would have it."""
    raw.save()
    logs = sorted(folder.glob("appendonlydir/*"))
    return {
        "append-only log": b"\n".join(path.read_bytes() for path in logs),
        "snapshot": (folder / "dump.rdb").read_bytes(),
    }


@contextmanager
def watched(raw: Any) -> Iterator[list[str]]:
    """Each command that Valkey is given meanwhile, with its arguments."""
    seen: list[str] = []
    last = f"last-{uuid.uuid4().hex}"
    with raw.monitor() as monitor:
        yield seen
        raw.echo(last)
        while last not in (command := monitor.next_command()["command"]):
            seen.append(command)


def _members(raw: Any, key: bytes) -> list[bytes]:
    return list(raw.zrange(key, 0, -1)) if raw.type(key) == b"zset" else list(raw.hgetall(key))
