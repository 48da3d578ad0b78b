"""What changes under the emulator, whose tokens nobody signs. The answers come from a fake of its lookup."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from common.domain.errors import UnauthenticatedError
from common.domain.vendor_errors import VendorError
from common.integrations.firebase.identity import FirebaseIdentity
from common.settings import SettingsError
from tests.integrations.firebase.accounts import Accounts
from tests.integrations.firebase.google import PROJECT, claims, now, unsigned

HEADER = {"alg": "none", "typ": "JWT"}
UID = claims()["sub"]


@pytest.fixture(scope="module")
def serving_accounts() -> Iterator[Accounts]:
    accounts = Accounts()
    yield accounts
    accounts.close()


@pytest.fixture
def accounts(serving_accounts: Accounts, monkeypatch: pytest.MonkeyPatch) -> Accounts:
    monkeypatch.setenv("FIREBASE_AUTH_EMULATOR_HOST", serving_accounts.host)
    serving_accounts.user = {"localId": UID, "validSince": str(now() - 3600)}
    return serving_accounts


@pytest.fixture
def firebase(accounts: Accounts) -> FirebaseIdentity:
    return FirebaseIdentity(PROJECT, emulated=True)


def test_it_believes_an_unsigned_token_where_the_emulator_is_asked_for(firebase: FirebaseIdentity) -> None:
    assert firebase.verify(unsigned(HEADER, claims())).uid == UID


def test_it_refuses_to_work_where_only_the_environment_asks_for_the_emulator(accounts: Accounts) -> None:
    with pytest.raises(SettingsError, match="FIREBASE_AUTH_EMULATOR_HOST"):
        FirebaseIdentity(PROJECT).verify(unsigned(HEADER, claims()))


def test_it_refuses_an_unsigned_token_where_only_the_settings_ask_for_the_emulator(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("FIREBASE_AUTH_EMULATOR_HOST", raising=False)

    with pytest.raises(UnauthenticatedError):
        FirebaseIdentity(PROJECT, emulated=True).verify(unsigned(HEADER, claims()))


@pytest.mark.parametrize(
    ("claim", "seconds_from_now"), [("exp", -60), ("iat", 3000), ("auth_time", 60)], ids=["exp", "iat", "auth_time"]
)
def test_it_still_refuses_another_time(claim: str, seconds_from_now: int, firebase: FirebaseIdentity) -> None:
    with pytest.raises(UnauthenticatedError):
        firebase.verify(unsigned(HEADER, claims(**{claim: now() + seconds_from_now})))


def test_it_still_refuses_a_token_for_somebody_else(firebase: FirebaseIdentity) -> None:
    with pytest.raises(UnauthenticatedError):
        firebase.verify(unsigned(HEADER, claims(aud="another")))


@given(changes=st.dictionaries(st.sampled_from(sorted(claims())), st.none() | st.integers() | st.text()))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_it_answers_whatever_the_claims_are(changes: dict[str, object], firebase: FirebaseIdentity) -> None:
    try:
        identity = firebase.verify(unsigned(HEADER, {**claims(), **changes}))
    except UnauthenticatedError:
        return
    assert identity.uid
    assert identity.email


def test_it_lets_a_disabled_user_in_only_where_nobody_asks(accounts: Accounts, firebase: FirebaseIdentity) -> None:
    token = unsigned(HEADER, claims())
    accounts.user = {"localId": UID, "disabled": True}

    firebase.verify(token)
    with pytest.raises(UnauthenticatedError):
        firebase.verify_unrevoked(token)


def test_it_refuses_a_sign_in_that_was_revoked(accounts: Accounts, firebase: FirebaseIdentity) -> None:
    token = unsigned(HEADER, claims())
    firebase.verify_unrevoked(token)
    accounts.user = {"localId": UID, "validSince": str(now())}

    with pytest.raises(UnauthenticatedError):
        firebase.verify_unrevoked(token)


def test_it_refuses_a_user_who_was_deleted(accounts: Accounts, firebase: FirebaseIdentity) -> None:
    accounts.user = None

    with pytest.raises(UnauthenticatedError):
        firebase.verify_unrevoked(unsigned(HEADER, claims()))


def test_it_blames_firebase_where_it_cannot_be_asked(accounts: Accounts, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FIREBASE_AUTH_EMULATOR_HOST", "127.0.0.1:1")
    firebase = FirebaseIdentity(PROJECT, emulated=True)

    with pytest.raises(VendorError) as raised:
        firebase.verify_unrevoked(unsigned(HEADER, claims()))
    assert not raised.value.permanent
