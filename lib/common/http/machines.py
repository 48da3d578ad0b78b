"""Letting machines in: Stripe by its signature, the schedule by the platform's word or the tick's secret."""

from __future__ import annotations

import hashlib
import hmac
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Final

from common import log
from common.domain.admission import Attempt, Knock
from common.domain.errands import Errand
from common.domain.errors import CalendersomeError, StoreUnavailableError, UnauthenticatedError
from common.domain.scope import Role, Scope

if TYPE_CHECKING:
    from collections.abc import Iterator

    from common.domain.admission import Door
    from common.domain.cards import EventVerifier, PaymentEvent
    from common.domain.errands import OpenErrand
    from common.domain.jobs import Queue
    from common.http.events import HttpRequest

_MOST_CLINICS: Final = 500
_SECONDS_A_TICK: Final = 40


@dataclass(frozen=True, slots=True)
class ServiceEntrance:
    """For machines, who act for the whole clinic. `name` stands for the actor in the audit trail."""

    door: Door
    name: Role
    function: str
    action: str

    def opening(self, request_id: str, now: int) -> OpenErrand:
        """Opens errands for one call."""
        return partial(self.open, request_id=request_id, now=now)

    def open(self, clinic_id: str, *, attempt_key: str, appointment_id: str = "", request_id: str, now: int) -> Errand:
        """Raises NotFoundError."""
        knock = Knock(
            clinic_id=clinic_id,
            actor_id=self.name,
            caller=self.name,
            signed_in_at=0,
            roles=(Role.ANYONE,),
            function=self.function,
            action=self.action,
            request_id=request_id,
            now=now,
            appointment_id=appointment_id,
            whole_clinic=True,
        )
        admission = self.door.admit(knock)
        scope = Scope(clinic_id, self.name, self.name, self.function, request_id)
        attempt = Attempt(attempt_key, hashlib.sha256(attempt_key.encode()).hexdigest())
        stores = self.door.open(scope, attempt, now)
        return Errand(clinic_id, now, admission.practice, stores, admission.appointment, admission.visitor)

    def clinics_due(self, queue: Queue, request_id: str, now: int) -> Iterator[Errand]:
        """One errand a clinic that may have work due, until the call's time is used up: the rest is still due then.

        A clinic that can't be entered is passed over, and doesn't keep the others from being looked at.
        """
        ends = time.monotonic() + _SECONDS_A_TICK
        for clinic_id in self.door.clinics_due(queue, now, _MOST_CLINICS):
            if time.monotonic() > ends:
                return
            try:
                errand = self.open(clinic_id, attempt_key=f"tick-{request_id}", request_id=request_id, now=now)
            except StoreUnavailableError:
                raise
            except CalendersomeError as error:
                log.error("clinic_passed_over", error, clinic_id=clinic_id)
            else:
                yield errand


def read_stripe_event(http: HttpRequest, verifier: EventVerifier, now: int) -> PaymentEvent:
    """Raises UntrustedEventError."""
    signature = http.headers.get("stripe-signature", "")
    return verifier.read_event(http.body, signature, datetime.fromtimestamp(now, UTC))


def require_secret(http: HttpRequest, secret: str) -> None:
    """Any clock but the platform's own shows the tick's secret. Raises UnauthenticatedError."""
    shown = http.headers.get("x-require-whisk-auth", "")
    if not hmac.compare_digest(shown.encode(), secret.encode()):
        raise UnauthenticatedError
