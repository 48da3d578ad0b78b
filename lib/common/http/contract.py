"""What a function promises: the one place from which everything about it derives.

`project.yml`, `openapi.json`, the typed client, the access matrix, the audit coverage test, the packaging list and
the README's table are read from the contracts in `common.http.contracts`, one module a function.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

from common.domain.scope import Role
from common.http.fields import Request, Response

Method = Literal["GET", "POST", "PUT", "DELETE"]
RequestT_co = TypeVar("RequestT_co", bound=Request, covariant=True)

# What a function needs to be told; each secret stands only at the functions that name it.
CORE_ENVIRONMENT = ("ENVIRONMENT", "VALKEY_URL", "ROOT_KEYS", "FIREBASE_PROJECT_ID", "ALLOWED_ORIGINS")
STRIPE_ENVIRONMENT = ("STRIPE_SECRET_KEY",)


@dataclass(frozen=True, slots=True)
class Operation(Generic[RequestT_co]):
    """One method of a function.

    `request` is read from the query for GET and DELETE, from a JSON body otherwise. `audit` names what the audit
    trail calls it, None where no record of a person is touched. `appointment` names the request's field that holds
    an appointment id; the edge finds it within the caller's scope before the action runs. `audited_on_entry` is for
    operations that show what the edge has found on the way; the others' own scripts write the audit entry.
    `before_verified` lets a caller in whose email address isn't proven yet.
    """

    method: Method
    summary: str
    roles: tuple[Role, ...]
    request: type[RequestT_co]
    response: type[Response]
    audit: str | None
    appointment: str | None = None
    audited_on_entry: bool = False
    before_verified: bool = False

    @property
    def is_public(self) -> bool:
        """Whether it answers without a token."""
        return Role.ANYONE in self.roles

    @property
    def writes(self) -> bool:
        """Whether it changes something, and so asks for an idempotency key."""
        return self.method != "GET"


@dataclass(frozen=True, slots=True)
class Contract:
    """One function. `schedule` is a cron line of five fields, for functions that the platform's clock calls.

    `authentication` says who is believed: a person's Firebase token, Stripe's signature over the body, the
    schedule (the platform's own call, or a web call that knows the tick's secret), or a link that we signed.
    `addressed_by`: calls name their
    clinic by id in the query's `clinic`, or by its public name in the request's `slug`.
    """

    name: str
    summary: str
    operations: tuple[Operation[Request], ...]
    bundle: Literal["core", "stripe"] = "core"
    environment: tuple[str, ...] = CORE_ENVIRONMENT
    authentication: Literal["firebase", "stripe", "schedule", "link"] = "firebase"
    addressed_by: Literal["clinic", "slug"] = "clinic"
    schedule: str | None = None
    memory_mb: int = 256
    timeout_ms: int = 30_000

    def find_operation(self, method: str) -> Operation[Request] | None:
        """The operation that answers `method`."""
        return next((o for o in self.operations if o.method == method), None)
