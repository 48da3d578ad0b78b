"""What a handler is given: a request that was parsed, from a caller who was let in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic

from common.domain.errors import NotFoundError
from common.domain.scope import Role
from common.http.contract import RequestT_co

if TYPE_CHECKING:
    from common.domain.admission import Admission
    from common.domain.appointments import Appointment
    from common.domain.clinic import Practice
    from common.domain.identity import Identity
    from common.domain.patients import Patient
    from common.domain.ports import Stores
    from common.domain.scope import Membership, Scope


@dataclass(frozen=True, slots=True)
class Call(Generic[RequestT_co]):
    """`now` is in epoch seconds and the same throughout the call. `stores` are opened with `scope`;
    `attempt_key` is the idempotency key, empty for reads.
    """

    request: RequestT_co
    scope: Scope
    now: int
    identity: Identity | None
    admission: Admission
    stores: Stores
    attempt_key: str

    @property
    def practice(self) -> Practice:
        """The clinic, its providers, types and policy, as of this call."""
        return self.admission.practice

    @property
    def membership(self) -> Membership:
        """What the caller is in this clinic."""
        return self.admission.membership

    @property
    def patient(self) -> Patient:
        """The caller's own record."""
        if self.admission.patient is None:
            raise NotFoundError
        return self.admission.patient

    @property
    def appointment(self) -> Appointment:
        """The appointment that the request names, found within the caller's scope."""
        if self.admission.appointment is None:
            raise NotFoundError
        return self.admission.appointment

    @property
    def visitor(self) -> Patient | None:
        """Whose the appointment is that the request names."""
        return self.admission.visitor or self.admission.patient

    @property
    def is_patient(self) -> bool:
        """Whether the caller acts as a patient, not for the clinic."""
        return self.scope.role is Role.PATIENT

    @property
    def name(self) -> str:
        """What the clinic calls the caller."""
        return self.membership.name or ""

    @property
    def signed_in(self) -> Identity:
        """Who the token proves the caller to be."""
        if self.identity is None:
            raise NotFoundError
        return self.identity
