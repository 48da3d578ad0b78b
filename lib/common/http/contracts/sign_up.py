"""Becoming a patient of a clinic, after signing in with a proven email address."""

from __future__ import annotations

from typing import Literal

from common.domain.scope import Role
from common.http.contract import Contract, Operation
from common.http.contracts.profile import DetailsGiven, ProfileView


class SignUpRequest(DetailsGiven):
    """The notice of privacy practices must have been read; texts are optional."""

    privacy_notice: Literal[True]


SIGN_UP = Operation(
    method="POST",
    summary="Become a patient of the clinic",
    roles=(Role.PATIENT, Role.MEMBER),
    request=SignUpRequest,
    response=ProfileView,
    audit="patient.sign_up",
)

CONTRACT = Contract(name="sign_up", summary="Become a patient of a clinic", operations=(SIGN_UP,))
