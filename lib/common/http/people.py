"""Letting people in: who is calling, as what, in which clinic, with which request."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Protocol

from common.domain.admission import Attempt, Knock
from common.domain.errors import EmailUnverifiedError, ForbiddenError, InvalidFieldError, UnauthenticatedError
from common.domain.scope import Role, Scope
from common.http.call import Call
from common.http.parsing import parse_body, validated

if TYPE_CHECKING:
    from collections.abc import Callable

    from common.domain.admission import Door
    from common.domain.identity import Identity
    from common.http.contract import Contract, Operation
    from common.http.events import HttpRequest
    from common.http.fields import Request, Response

_CLINIC: Final = re.compile(r"cln_[0-9a-z]{4,40}")
_IDEMPOTENCY_KEY: Final = re.compile(r"[A-Za-z0-9_-]{16,64}")
_NOBODY: Final = ""


class VerifyToken(Protocol):
    """Raises UnauthenticatedError or VendorError."""

    def __call__(self, token: str) -> Identity: ...


@dataclass(frozen=True, slots=True)
class Reception:
    """What stands between a web call and an action. `pseudonym` names an address without keeping it."""

    contract: Contract
    door: Door
    verify: VerifyToken
    pseudonym: Callable[[str], str]
    require_second_factor: bool

    def call(self, http: HttpRequest, request_id: str, now: int) -> tuple[Operation[Request], Call[Request]]:
        """The operation that was asked for, and everything its handler is given."""
        operation = next(o for o in self.contract.operations if o.method == http.method)
        query = http.query()
        clinic_id, role = query.pop("clinic", ""), query.pop("as", None)
        identity = self._identify(http, operation)
        is_proven = identity is None or identity.email_verified or operation.before_verified
        request = _request(http, operation, query)
        attempt = _attempt(http, operation)
        knock = Knock(
            clinic_id=self._clinic_id(clinic_id, request),
            actor_id=identity.uid if identity else _NOBODY,
            caller=identity.uid if identity else self.pseudonym(http.address),
            signed_in_at=identity.signed_in_at if identity else 0,
            roles=_roles(operation, role, request) if is_proven else (),
            function=self.contract.name,
            action=operation.audit or f"{self.contract.name}.show",
            request_id=request_id,
            now=now,
            appointment_id=getattr(request, operation.appointment) if operation.appointment else "",
            audited=operation.audited_on_entry,
            fit_for_team=not self.require_second_factor or (identity is not None and identity.second_factor),
        )
        try:
            admission = self.door.admit(knock)
        except ForbiddenError:  # by now it stands in the audit trail who was refused
            if not is_proven:
                raise EmailUnverifiedError from None
            raise
        patient_id = admission.membership.patient_id if admission.role is Role.PATIENT else None
        scope = Scope(knock.clinic_id, knock.actor_id, admission.role, self.contract.name, request_id, patient_id)
        return operation, Call(
            request, scope, now, identity, admission, self.door.open(scope, attempt, now), attempt.key
        )

    def _identify(self, http: HttpRequest, operation: Operation[Request]) -> Identity | None:
        if operation.is_public:
            return None
        if http.bearer_token is None:
            raise UnauthenticatedError
        return self.verify(http.bearer_token)

    def _clinic_id(self, named: str, request: Request) -> str:
        if self.contract.addressed_by == "slug":
            return self.door.find_clinic_id(getattr(request, "slug"))  # noqa: B009  # that contract's request has one
        if not _CLINIC.fullmatch(named):
            raise InvalidFieldError("clinic", "Name the clinic by its id.")
        return named


def respond(
    reception: Reception,
    handlers: dict[str, Callable[[Call[Any]], Response]],
    http: HttpRequest,
    request_id: str,
    now: int,
) -> Response:
    """Parses, authorises and acts; the edge audits nothing itself, the scripts do."""
    operation, call = reception.call(http, request_id, now)
    return handlers[operation.method](call)


def _request(http: HttpRequest, operation: Operation[Request], query: dict[str, str]) -> Request:
    if operation.method in {"GET", "DELETE"}:
        return validated(query, operation.request)
    if query:
        raise InvalidFieldError(next(iter(query)), "Send this in the body.")
    return parse_body(http, operation.request)


def _attempt(http: HttpRequest, operation: Operation[Request]) -> Attempt:
    """Reads repeat freely; a change asks for a key, so that a lost reply can be asked for again."""
    if not operation.writes:
        return Attempt("", "")
    key = http.headers.get("idempotency-key", "")
    if not _IDEMPOTENCY_KEY.fullmatch(key):
        raise InvalidFieldError("Idempotency-Key", "Send a new UUID with each new request, the same one with a retry.")
    asked = b"\0".join((http.method.encode(), http.query_text.encode(), http.body))
    # Hashed, because it goes into names of keys and to Stripe, where nothing may stand that a caller wrote.
    return Attempt(hashlib.sha256(key.encode()).hexdigest()[:32], hashlib.sha256(asked).hexdigest())


def _roles(operation: Operation[Request], wanted: str | None, request: Request) -> tuple[Role, ...]:
    """Those that may come in with this request; `as` says which of them to come in as."""
    if wanted is not None and wanted not in operation.roles:
        raise InvalidFieldError("as", f"Use one of: {', '.join(operation.roles)}.")
    return tuple(role for role in operation.roles if wanted in {None, role} and request.is_open_to(role))
