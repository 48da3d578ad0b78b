from __future__ import annotations

import hmac
import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from common.domain.errors import UnauthenticatedError
from common.domain.identity import Identity
from common.domain.vendor_errors import VendorError
from common.integrations.firebase.identity import FirebaseIdentity
from tests.integrations.firebase.google import KEY_ID, PROJECT, Google, claims, now, unsigned


def test_it_tells_who_signed_in(google: Google, firebase: FirebaseIdentity) -> None:
    signed_in_at = now() - 600

    identity = firebase.verify(google.token(auth_time=signed_in_at))

    assert identity == Identity(
        uid="kR3vWq8ZtYb1XcPaLm5NdEfGhJ72",
        email="maya@example.org",
        email_verified=True,
        second_factor=True,
        signed_in_at=signed_in_at,
        name="Maya Ortiz",
    )


@pytest.mark.parametrize("claim", [None, False, "true", 1])
def test_it_takes_nothing_for_proven_that_the_token_does_not_say(
    claim: object, google: Google, firebase: FirebaseIdentity
) -> None:
    identity = firebase.verify(google.token(email_verified=claim, name=None, firebase={}))

    assert (identity.email_verified, identity.second_factor, identity.name) == (False, False, None)


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"aud": "another-project"}, id="another audience"),
        pytest.param({"aud": [PROJECT]}, id="a list as audience"),
        pytest.param({"iss": "https://securetoken.google.com/another-project"}, id="another issuer"),
        pytest.param({"iss": f"https://session.firebase.google.com/{PROJECT}"}, id="a session cookie"),
        pytest.param({"exp": now() - 60}, id="expired"),
        pytest.param({"exp": None}, id="never expiring"),
        pytest.param({"exp": "tomorrow"}, id="expiring in words"),
        pytest.param({"iat": now() + 3000}, id="issued in the future"),
        pytest.param({"iat": None}, id="never issued"),
        pytest.param({"auth_time": now() + 3000}, id="signed in in the future"),
        pytest.param({"auth_time": None}, id="never signed in"),
        pytest.param({"sub": ""}, id="an empty uid"),
        pytest.param({"sub": None}, id="no uid"),
        pytest.param({"email": None}, id="an anonymous account"),
        pytest.param({"padding": "x" * 8192}, id="more than a token ever says"),
        pytest.param({"key_id": "key-of-last-year"}, id="an unknown key"),
        pytest.param({"key_id": None}, id="no key named"),
    ],
)
def test_it_refuses_a_signed_token_with(changes: dict[str, Any], google: Google, firebase: FirebaseIdentity) -> None:
    with pytest.raises(UnauthenticatedError):
        firebase.verify(google.token(**changes))


def test_it_refuses_a_token_signed_by_another_key_under_a_known_name(firebase: FirebaseIdentity) -> None:
    forger = rsa.generate_private_key(65537, 2048)

    with pytest.raises(UnauthenticatedError):
        firebase.verify(jwt.encode(claims(), forger, "RS256", {"kid": KEY_ID}))


def test_it_refuses_a_token_signed_with_the_public_certificate_as_a_shared_secret(
    google: Google, firebase: FirebaseIdentity
) -> None:
    header = {"alg": "HS256", "kid": KEY_ID}
    signed_part = unsigned(header, claims()).rpartition(".")[0]
    signature = hmac.digest(json.loads(google.answer)[KEY_ID].encode(), signed_part.encode(), "sha256")

    with pytest.raises(UnauthenticatedError):
        firebase.verify(unsigned(header, claims(), signature))


@pytest.mark.parametrize("algorithm", ["none", "None", "RS256", None])
def test_it_refuses_an_unsigned_token(algorithm: str | None, firebase: FirebaseIdentity) -> None:
    with pytest.raises(UnauthenticatedError):
        firebase.verify(unsigned({"alg": algorithm, "kid": KEY_ID}, claims()))


def test_it_refuses_a_token_that_was_edited(google: Google, firebase: FirebaseIdentity) -> None:
    header, _, signature = google.token().split(".")
    payload = unsigned({}, claims(sub="somebody-else")).split(".")[1]

    with pytest.raises(UnauthenticatedError):
        firebase.verify(f"{header}.{payload}.{signature}")


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
_CLAIMS = ("alg", "kid", "v", "d", "aud", "iss", "sub", "iat", "exp", "firebase")
_SHAPES = st.fixed_dictionaries({}, optional=dict.fromkeys(_CLAIMS, _JSON))


@given(header=_SHAPES | _JSON, payload=_SHAPES | _JSON)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_it_answers_whatever_a_token_is_made_of(header: object, payload: object, firebase: FirebaseIdentity) -> None:
    with pytest.raises(UnauthenticatedError):
        firebase.verify(unsigned(header, payload))


@pytest.mark.parametrize(
    "token",
    [
        pytest.param("", id="nothing"),
        pytest.param("..", id="three empty parts"),
        pytest.param("\ud800.\ud800.", id="half a character"),
        pytest.param("a" * 10_000, id="too much"),
        pytest.param(unsigned({"alg": "HS256"}, {"v": 0, "d": 5}), id="a legacy token of another shape"),
        pytest.param(unsigned({}, [[]]), id="a list as payload"),
        pytest.param(unsigned({}, "[" * 3000), id="a payload without end"),
    ],
)
def test_it_refuses(token: str, firebase: FirebaseIdentity) -> None:
    with pytest.raises(UnauthenticatedError):
        firebase.verify(token)


def test_it_fetches_the_certificates_once(google: Google, firebase: FirebaseIdentity) -> None:
    for second in range(3):
        firebase.verify(google.token(auth_time=now() - second))

    assert google.fetches == 1


def test_it_refuses_a_remembered_token_once_it_has_expired(google: Google) -> None:
    moved = timedelta()
    firebase = FirebaseIdentity(PROJECT, now=lambda: datetime.now(UTC) + moved)
    token = google.token()
    firebase.verify(token)

    moved = timedelta(hours=2)

    with pytest.raises(UnauthenticatedError):
        firebase.verify(token)


@pytest.mark.parametrize(("status", "answer"), [(503, b""), (200, b"<html>sign in to the Wi-Fi</html>")])
def test_it_blames_google_where_its_certificates_cannot_be_read(
    status: int, answer: bytes, google: Google, firebase: FirebaseIdentity, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = google.token()
    with monkeypatch.context() as broken:
        broken.setattr(google, "status", status)
        broken.setattr(google, "answer", answer)
        with pytest.raises(VendorError) as raised:
            firebase.verify(token)

    assert (raised.value.vendor, raised.value.permanent) == ("firebase", False)


def test_it_blames_the_network_where_google_cannot_be_reached(
    google: Google, firebase: FirebaseIdentity, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("https_proxy", "http://127.0.0.1:1")

    with pytest.raises(VendorError) as raised:
        firebase.verify(google.token())

    assert not raised.value.permanent


def test_it_does_not_believe_an_impostor_of_google(
    google: Google, firebase: FirebaseIdentity, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("REQUESTS_CA_BUNDLE")
    monkeypatch.delenv("requests_ca_bundle")

    with pytest.raises(VendorError):
        firebase.verify(google.token())
    assert google.fetches == 0


def test_its_refusal_does_not_carry_the_token(google: Google, firebase: FirebaseIdentity) -> None:
    token = google.token(exp=now() - 60)

    with pytest.raises(UnauthenticatedError) as raised:
        firebase.verify(token)

    assert raised.value.__suppress_context__
    assert token not in str(raised.value)
    assert "maya" not in str(raised.value).lower()


def test_an_identity_shows_no_name_or_address(google: Google, firebase: FirebaseIdentity) -> None:
    shown = repr(firebase.verify(google.token()))

    assert "maya" not in shown.lower()


def test_firebase_is_not_imported_before_the_first_token() -> None:
    script = (
        f"import sys; sys.path[:] = {sys.path!r};"
        "from common.integrations.firebase.identity import FirebaseIdentity;"
        "FirebaseIdentity('p'); sys.exit('firebase_admin' in sys.modules)"
    )

    subprocess.run([sys.executable, "-c", script], check=True)
