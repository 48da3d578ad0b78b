"""Everything the double knows: the platform's objects and its connected accounts', in the order they were made."""

from __future__ import annotations

import json
import re
import secrets
import string
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import get_args, get_type_hints

import stripe

from local.stripe.errors import ApiError, Json, no_access, no_such

_LETTERS = string.ascii_letters + string.digits
_EVENT_KINDS = frozenset(get_args(get_type_hints(stripe.Event)["type"]))
_ACCOUNT_ID = re.compile(r"acct_[A-Za-z0-9]+")


class Account:
    """Objects are dicts as Stripe's JSON has them; fields that start with `_` are ours and never shown.

    With `state_file` everything is written there after each change and read back at the start. `id` is None
    for the platform itself. Its connected accounts share its clock and its listeners, and no object.
    """

    def __init__(
        self, state_file: Path | None = None, clock: Callable[[], float] = time.time, account_id: str | None = None
    ) -> None:
        self.id = account_id
        self._state_file = state_file
        self._clock = clock
        self.objects: dict[str, Json] = {}
        self.idempotent: dict[str, Json] = {}
        self.clock_offset = 0
        self.search_lag = 0  # seconds until a search finds what was made; a list finds it at once
        self.listeners: list[Callable[[Json], None]] = []
        self._connected: dict[str, Account] = {}
        self._lost: set[str] = set()
        self._load()

    def now(self) -> int:
        """Epoch seconds, moved by `clock_offset`."""
        return int(self._clock()) + self.clock_offset

    def connected(self, account_id: str) -> Account:
        """The connected account of this id, which every `acct_…` is until it is disconnected."""
        if not _ACCOUNT_ID.fullmatch(account_id) or account_id in self._lost:
            raise no_access(account_id)
        if account_id not in self._connected:
            theirs = Account(clock=self.now, account_id=account_id)
            theirs.listeners, theirs.search_lag = self.listeners, self.search_lag
            self._connected[account_id] = theirs
        return self._connected[account_id]

    def disconnect(self, account_id: str) -> None:
        """As when a clinic takes our access away: from now on its calls are refused."""
        self._lost.add(account_id)

    def delay_search(self, seconds: int) -> None:
        for account in self.everyone():
            account.search_lag = seconds

    def everyone(self) -> list[Account]:
        """The platform, then each connected account that was called so far."""
        return [self, *self._connected.values()]

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

    def named(self, kind: str, object_id: str, *, param: str) -> Json:
        """As `get`, where a parameter names the object and not the path: then the request is what's wrong."""
        try:
            return self.get(kind, object_id, param=param)
        except ApiError as error:
            error.status = 400
            raise

    def newest(self, kind: str) -> Iterator[Json]:
        return (found for found in reversed(self.objects.values()) if found["object"] == kind)

    def emit(self, kind: str, shown: Json, request: Json, previous: Json | None = None) -> None:
        """Records an event with the object as it is now, and tells whoever listens.

        `previous` is what its changed fields held before.
        """
        if kind not in _EVENT_KINDS:
            raise ValueError(f"Stripe has no event {kind!r}")
        data = {"object": shown} | ({"previous_attributes": previous} if previous else {})
        event = self.add(
            "evt",
            "event",
            **({"account": self.id} if self.id else {}),
            api_version=stripe.api_version,
            data=json.loads(json.dumps(data)),
            pending_webhooks=len(self.listeners),
            request=request,
            type=kind,
        )
        for listener in self.listeners:
            listener(event)

    def reset(self) -> None:
        for state in (self.objects, self.idempotent, self._connected, self._lost):
            state.clear()
        self.clock_offset = self.search_lag = 0
        self.save()

    def save(self) -> None:
        if self._state_file:
            theirs = {account_id: account.state() for account_id, account in self._connected.items()}
            state = {
                **self.state(), "offset": self.clock_offset, "connected": theirs, "lost": sorted(self._lost),
            }  # fmt: skip
            written = self._state_file.with_suffix(".new")
            written.write_text(json.dumps(state))
            written.replace(self._state_file)

    def state(self) -> Json:
        return {"objects": self.objects, "idempotent": self.idempotent}

    def _load(self) -> None:
        if not (self._state_file and self._state_file.exists()):
            return
        state = json.loads(self._state_file.read_text())
        self.objects, self.idempotent = state["objects"], state["idempotent"]
        self.clock_offset = state["offset"]
        for account_id, theirs in state.get("connected", {}).items():
            account = self.connected(account_id)
            account.objects, account.idempotent = theirs["objects"], theirs["idempotent"]
        self._lost = set(state.get("lost", ()))


def new_id(prefix: str, length: int = 24) -> str:
    return f"{prefix}_" + "".join(secrets.choice(_LETTERS) for _ in range(length))
