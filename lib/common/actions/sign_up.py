"""Become a patient of a clinic; change the details one gave."""

from __future__ import annotations

from typing import TYPE_CHECKING

from common.domain.errors import InvalidFieldError, StaleVersionError
from common.domain.patients import Consents, Patient, PatientDetails

if TYPE_CHECKING:
    from common.domain.clinic import Practice
    from common.domain.ports import Patients
    from common.domain.scope import Membership


def sign_up(  # noqa: PLR0913
    patients: Patients,
    practice: Practice,
    membership: Membership,
    known: Patient | None,
    details: PatientDetails,
    *,
    texts: bool,
    now: int,
) -> Patient:
    """Who is a patient already stays as `known`. The notice of privacy practices counts as read at `now`.

    Raises InvalidFieldError, and StaleVersionError for somebody who became a patient a moment ago, in another tab.
    """
    require_payer(practice, details.payer_id)
    consents = Consents(privacy_notice_at=now, texts_at=now if texts else None)
    patient_id = patients.add(membership, details, consents)
    if known is not None:  # before, or by an earlier try of this very request
        return known
    if patient_id is None:
        raise StaleVersionError
    return Patient(patient_id, 1, details, consents, customer_id=None, cards=())


def change_profile(  # noqa: PLR0913
    patients: Patients,
    practice: Practice,
    patient: Patient,
    details: PatientDetails,
    *,
    texts: bool,
    version: int,
    now: int,
) -> Patient:
    """Raises InvalidFieldError, StaleVersionError. A consent keeps the instant it was first given."""
    require_payer(practice, details.payer_id)
    texts_at = (patient.consents.texts_at or now) if texts else None
    consents = Consents(patient.consents.privacy_notice_at, texts_at)
    return patients.change(patient, details, consents, version=version)


def require_payer(practice: Practice, payer_id: str) -> None:
    """Raises InvalidFieldError for a payer that the clinic doesn't list."""
    if practice.find_payer(payer_id) is None:
        raise InvalidFieldError("payer_id", "Choose one of the payers that the clinic lists.")
