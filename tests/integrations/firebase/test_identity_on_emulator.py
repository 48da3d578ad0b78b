"""The real emulator: it is installed when it is missing, so these never pass for want of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
import requests

from common.domain.errors import UnauthenticatedError
from common.integrations.firebase.identity import FirebaseIdentity
from local.firebase.emulator import PROJECT, AuthEmulator

pytestmark = pytest.mark.slow
PASSWORD = "correct horse battery staple"
PHONE = "+16175550134"


@pytest.fixture(scope="module")
def emulator(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AuthEmulator]:
    with AuthEmulator(tmp_path_factory.mktemp("emulator")) as running:
        yield running


@pytest.fixture
def firebase(emulator: AuthEmulator, monkeypatch: pytest.MonkeyPatch) -> FirebaseIdentity:
    monkeypatch.setenv("FIREBASE_AUTH_EMULATOR_HOST", emulator.host)
    return FirebaseIdentity(PROJECT, emulated=True)


def test_it_knows_a_person_who_just_signed_up(emulator: AuthEmulator, firebase: FirebaseIdentity) -> None:
    person = emulator.client.sign_up("maya@example.org", PASSWORD)

    identity = firebase.verify(person.id_token)

    assert (identity.uid, identity.email, identity.name) == (person.uid, "maya@example.org", None)
    assert not identity.email_verified
    assert not identity.second_factor
    assert abs(datetime.now(UTC).timestamp() - identity.signed_in_at) < 60


def test_it_knows_who_proved_an_address_and_a_second_factor(emulator: AuthEmulator, firebase: FirebaseIdentity) -> None:
    emulator.client.create_account("priya@example.org", PASSWORD, name="Priya", is_verified=True)
    first = emulator.client.sign_in("priya@example.org", PASSWORD).id_token
    assert not firebase.verify(first).second_factor

    identity = firebase.verify(_sign_in_with_two_factors(emulator, first))

    assert (identity.name, identity.email_verified, identity.second_factor) == ("Priya", True, True)


def test_it_refuses_a_disabled_person_where_asked_to_look(emulator: AuthEmulator, firebase: FirebaseIdentity) -> None:
    person = emulator.client.sign_up("daniel@example.org", PASSWORD)
    firebase.verify_unrevoked(person.id_token)
    path = f"v1/projects/{PROJECT}/accounts:update"
    _post(emulator, path, {"localId": person.uid, "disableUser": True}, owner=True)

    with pytest.raises(UnauthenticatedError):
        firebase.verify_unrevoked(person.id_token)


def _sign_in_with_two_factors(emulator: AuthEmulator, id_token: str) -> str:
    asked = {"idToken": id_token, "phoneEnrollmentInfo": {"phoneNumber": PHONE}}
    session = _post(emulator, "v2/accounts/mfaEnrollment:start", asked)["phoneSessionInfo"]
    enrolment = {"idToken": id_token, "phoneVerificationInfo": session | {"code": _texted_code(emulator)}}
    _post(emulator, "v2/accounts/mfaEnrollment:finalize", enrolment)

    words = {"email": "priya@example.org", "password": PASSWORD, "returnSecureToken": True}
    pending = _post(emulator, "v1/accounts:signInWithPassword", words)
    credential = {"mfaPendingCredential": pending["mfaPendingCredential"]}
    factor = {"mfaEnrollmentId": pending["mfaInfo"][0]["mfaEnrollmentId"], "phoneSignInInfo": {}}
    session = _post(emulator, "v2/accounts/mfaSignIn:start", credential | factor)["phoneResponseInfo"]
    answer = {"phoneVerificationInfo": session | {"code": _texted_code(emulator)}}
    return str(_post(emulator, "v2/accounts/mfaSignIn:finalize", credential | answer)["idToken"])


def _texted_code(emulator: AuthEmulator) -> str:
    url = f"{emulator.origin}/emulator/v1/projects/{PROJECT}/verificationCodes"
    return str(requests.get(url, timeout=5).json()["verificationCodes"][-1]["code"])


def _post(emulator: AuthEmulator, path: str, body: dict[str, Any], *, owner: bool = False) -> dict[str, Any]:
    url = f"{emulator.origin}/identitytoolkit.googleapis.com/{path}?key=local"
    headers = {"Authorization": "Bearer owner"} if owner else None
    answer = requests.post(url, json=body, headers=headers, timeout=20)
    assert answer.ok, answer.text
    return dict(answer.json())
