"""One call of the API, and the table row that says how it is answered."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from local.stripe.account import Account
from local.stripe.errors import Json, no_such
from local.stripe.views import shown


@dataclass(frozen=True)
class Call:
    """`target` is the id in the path. `publishable` calls come from a browser and prove a client secret."""

    account: Account
    params: Json
    target: str
    publishable: bool
    client_secret: str | None
    request: Json

    def get(self, name: str) -> Any:
        """A parameter, None where it wasn't sent."""
        return self.params.get(name)

    def emit(self, kind: str, about: Json, previous: Json | None = None) -> None:
        self.account.emit(kind, shown(about), self.request, previous)

    def intent(self, kind: str) -> Json:
        """The intent in the path. A browser sees it only with its client secret."""
        intent = self.account.get(kind, self.target, param="intent")
        if self.publishable and self.client_secret != intent["client_secret"]:
            raise no_such(kind, self.target, param="intent")
        return intent


def happen(account: Account, kind: str, about: Json, previous: Json | None = None) -> None:
    """The event of something that no call asked for."""
    account.emit(kind, shown(about), {"id": None, "idempotency_key": None}, previous)


Handler = Callable[[Call], Json]


@dataclass(frozen=True)
class Route:
    """`params` names the library's TypedDict, None where the library has no such call.

    `honours` lists the parameters that the handler acts on. The library knows more, and those are refused
    rather than ignored.
    """

    method: str
    path: str
    params: str | None
    handler: Handler
    honours: str = ""
    publishable: bool = False
    pattern: re.Pattern[str] = field(init=False)

    def __post_init__(self) -> None:
        pattern = re.compile(self.path.replace("{id}", r"(?P<id>[A-Za-z0-9_]+)"))
        object.__setattr__(self, "pattern", pattern)
