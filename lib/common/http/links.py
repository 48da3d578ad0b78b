"""Letting in whoever has a link that we signed: for the one charge that it names, and nothing else."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from common.domain.admission import Attempt, Knock
from common.domain.errors import LinkSpentError, NotFoundError
from common.domain.scope import Role, Scope
from common.http.contracts.pay import LinkGiven
from common.http.parsing import parse_body

if TYPE_CHECKING:
    from collections.abc import Callable

    from common.domain.admission import Door
    from common.domain.clinic import Practice
    from common.domain.ports import Stores
    from common.http.contract import Contract
    from common.http.events import HttpRequest


class Links(Protocol):
    """Tells links of ours from anybody else's."""

    def open(self, token: str, now: int) -> tuple[str, ...]:
        """Raises LinkSpentError."""
        ...


@dataclass(frozen=True, slots=True)
class LinkCall:
    """`stores` reach no further than the patient whose charge it is."""

    clinic_id: str
    charge_id: str
    practice: Practice
    stores: Stores
    now: int


@dataclass(frozen=True, slots=True)
class LinkEntrance:
    """`pseudonym` names an address without keeping it: tries are counted by it."""

    contract: Contract
    door: Door
    links: Links
    pseudonym: Callable[[str], str]

    def call(self, http: HttpRequest, request_id: str, now: int) -> LinkCall:
        """Raises LinkSpentError, RateLimitedError, InvalidFieldError."""
        given = parse_body(http, LinkGiven)
        try:
            clinic_id, patient_id, charge_id = self.links.open(given.token, now)
        except ValueError:  # signed by us, and for something else
            raise LinkSpentError from None
        knock = Knock(
            clinic_id=clinic_id,
            actor_id="",
            caller=self.pseudonym(http.address),
            signed_in_at=0,
            roles=(Role.ANYONE,),
            function=self.contract.name,
            action=self.contract.operations[0].audit or self.contract.name,
            request_id=request_id,
            now=now,
        )
        try:
            admission = self.door.admit(knock)
        except NotFoundError:
            raise LinkSpentError from None
        scope = Scope(clinic_id, f"link:{patient_id}", Role.LINK, self.contract.name, request_id, patient_id)
        attempt = Attempt(request_id, hashlib.sha256(request_id.encode()).hexdigest())  # nobody asks again with a key
        return LinkCall(clinic_id, charge_id, admission.practice, self.door.open(scope, attempt, now), now)
