"""Everything the double knows: one Stripe account's objects, in the order they were made."""

from __future__ import annotations

import json
import secrets
import string
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import get_args, get_type_hints

import stripe

from local.stripe.errors import Json, no_such

_LETTERS = string.ascii_letters + string.digits
_EVENT_KINDS = frozenset(get_args(get_type_hints(stripe.Event)["type"]))


class Account:
    """Objects are dicts as Stripe's JSON has them; fields that start with `_` are ours and never shown.

    With `state_file` everything is written there after each change and read back at the start.
    """

    def __init__(self, state_file: Path | None = None, clock: Callable[[], float] = time.time) -> None:
        self._state_file = state_file
        self._clock = clock
        self.objects: dict[str, Json] = {}
        self.idempotent: dict[str, Json] = {}
        self.clock_offset = 0
        self.listeners: list[Callable[[Json], None]] = []
        self._load()

    def now(self) -> int:
        """Epoch seconds, moved by `clock_offset`."""
        return int(self._clock()) + self.clock_offset

    def add(self, prefix: str, kind: str, **fields: object) -> Json:
        made: Json = {
            "id": new_id(prefix),
            "object": kind,
            "created": self.now(),
            "livemode": False,
            **fields,
        }
        self.objects[made["id"]] = made
        return made

    def get(self, kind: str, object_id: str, *, param: str = "id") -> Json:
        found = self.objects.get(object_id)
        if found is None or found["object"] != kind:
            raise no_such(kind, object_id, param=param)
        return found

    def newest(self, kind: str) -> Iterator[Json]:
        return (found for found in reversed(self.objects.values()) if found["object"] == kind)

    def emit(self, kind: str, shown: Json, request: Json) -> None:
        """Records an event with the object as it is now, and tells whoever listens."""
        if kind not in _EVENT_KINDS:
            raise ValueError(f"Stripe has no event {kind!r}")
        event = self.add(
            "evt",
            "event",
            api_version=stripe.api_version,
            data={"object": json.loads(json.dumps(shown))},
            pending_webhooks=len(self.listeners),
            request=request,
            type=kind,
        )
        for listener in self.listeners:
            listener(event)

    def reset(self) -> None:
        self.objects.clear()
        self.idempotent.clear()
        self.clock_offset = 0
        self.save()

    def save(self) -> None:
        if self._state_file:
            state = {"objects": self.objects, "idempotent": self.idempotent, "offset": self.clock_offset}
            written = self._state_file.with_suffix(".new")
            written.write_text(json.dumps(state))
            written.replace(self._state_file)

    def _load(self) -> None:
        if self._state_file and self._state_file.exists():
            state = json.loads(self._state_file.read_text())
            self.objects, self.idempotent = state["objects"], state["idempotent"]
            self.clock_offset = state["offset"]


def new_id(prefix: str, length: int = 24) -> str:
    return f"{prefix}_" + "".join(secrets.choice(_LETTERS) for _ in range(length))
