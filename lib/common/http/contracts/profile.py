"""A patient's own details and consents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import AfterValidator, Field

from common.domain.patients import PatientDetails
from common.domain.scope import Role
from common.http.contract import Contract, Operation
from common.http.fields import Id, Instant, Line, Nothing, Phone, Request, Response

if TYPE_CHECKING:
    from common.domain.patients import Patient


def _is_a_birthday(value: str) -> str:
    from datetime import date  # noqa: PLC0415

    date.fromisoformat(value)
    return value


Birthday = Annotated[
    str, Field(pattern=r"^(19|20)\d\d-\d\d-\d\d$", examples=["1991-04-23"]), AfterValidator(_is_a_birthday)
]


class DetailsGiven(Request):
    """As on the insurance card. The email is the one that the patient signed in with."""

    full_name: Line
    phone: Phone
    date_of_birth: Birthday
    payer_id: Id
    texts: bool


class ProfileChange(DetailsGiven):
    """`version` is the one that was read; an older one is refused."""

    version: Annotated[int, Field(ge=1)]


class ProfileView(Response):
    """`texts_at` is the instant the patient agreed to texts, None where they haven't."""

    patient_id: str
    version: int
    full_name: str
    email: str
    phone: str
    date_of_birth: str
    payer_id: str
    privacy_notice_at: Instant
    texts_at: Instant | None


def details_of(given: DetailsGiven, email: str) -> PatientDetails:
    """`email` is the one that the token proves."""
    return PatientDetails(
        full_name=given.full_name,
        email=email,
        phone=given.phone,
        date_of_birth=given.date_of_birth,
        payer_id=given.payer_id,
    )


def show_profile(patient: Patient) -> ProfileView:
    """A patient's own details."""
    details, consents = patient.details, patient.consents
    return ProfileView(
        patient_id=patient.id,
        version=patient.version,
        full_name=details.full_name,
        email=details.email,
        phone=details.phone,
        date_of_birth=details.date_of_birth,
        payer_id=details.payer_id,
        privacy_notice_at=consents.privacy_notice_at,
        texts_at=consents.texts_at,
    )


SHOW = Operation(
    method="GET",
    summary="Show my details",
    roles=(Role.PATIENT,),
    request=Nothing,
    response=ProfileView,
    audit="patient.read",
    audited_on_entry=True,
)
CHANGE = Operation(
    method="PUT",
    summary="Change my details and consents",
    roles=(Role.PATIENT,),
    request=ProfileChange,
    response=ProfileView,
    audit="patient.change",
)

CONTRACT = Contract(name="profile", summary="My details and consents", operations=(SHOW, CHANGE))
