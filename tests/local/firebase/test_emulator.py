import base64
import json
import stat
from typing import Any

import pytest

from local.firebase.client import AuthRefusedError, PendingLink
from local.firebase.emulator import PROJECT, AuthEmulator

PASSWORD = "correct horse battery"


def claims(id_token: str) -> dict[str, Any]:
    payload = id_token.split(".")[1]
    decoded: dict[str, Any] = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    return decoded


def test_an_account_made_by_an_administrator_signs_in_with_a_verified_email(emulator: AuthEmulator) -> None:
    uid = emulator.client.create_account("amelia@example.com", PASSWORD, name="Amelia", is_verified=True)
    signed_in = emulator.client.sign_in("amelia@example.com", PASSWORD)
    assert signed_in.uid == uid
    assert claims(signed_in.id_token) | {
        "aud": PROJECT,
        "sub": uid,
        "email_verified": True,
        "name": "Amelia",
    } == claims(signed_in.id_token)


def test_a_sign_up_is_unverified_until_its_link_is_opened(emulator: AuthEmulator) -> None:
    fresh = emulator.client.sign_up("maya@example.com", PASSWORD)
    assert claims(fresh.id_token)["email_verified"] is False
    emulator.client.send_verification(fresh.id_token)
    links = [link for link in emulator.client.pending_links() if link.email == "maya@example.com"]
    assert [(link.kind, link.email) for link in links] == [("VERIFY_EMAIL", "maya@example.com")]
    emulator.client.open_link(links[0])
    assert claims(emulator.client.sign_in("maya@example.com", PASSWORD).id_token)["email_verified"] is True
    assert links[0] not in emulator.client.pending_links()


def test_an_administrator_verifies_an_email(emulator: AuthEmulator) -> None:
    fresh = emulator.client.sign_up("ruth@example.com", PASSWORD)
    emulator.client.verify_email(fresh.uid)
    assert claims(emulator.client.sign_in("ruth@example.com", PASSWORD).id_token)["email_verified"] is True


def test_a_reset_link_sets_the_new_password(emulator: AuthEmulator) -> None:
    emulator.client.create_account("chen@example.com", PASSWORD)
    emulator.client.send_password_reset("chen@example.com")
    link = next(link for link in emulator.client.pending_links() if link.kind == "PASSWORD_RESET")
    emulator.client.open_link(link, new_password="battery & staple")
    assert emulator.client.sign_in("chen@example.com", "battery & staple").email == "chen@example.com"


def test_it_refuses_a_wrong_password_and_an_unknown_link(emulator: AuthEmulator) -> None:
    emulator.client.create_account("daniel@example.com", PASSWORD)
    with pytest.raises(AuthRefusedError, match="INVALID_PASSWORD"):
        emulator.client.sign_in("daniel@example.com", "wrong horse battery")
    unknown = f"{emulator.origin}/emulator/action?mode=verifyEmail&oobCode=none&apiKey=local"
    with pytest.raises(AuthRefusedError, match="already been used"):
        emulator.client.open_link(PendingLink("VERIFY_EMAIL", "daniel@example.com", "none", unknown))


@pytest.mark.slow
def test_sign_ups_survive_a_crash_and_the_file_is_for_its_owner_only(emulator: AuthEmulator) -> None:
    signed_up = emulator.client.sign_up("priya@example.com", PASSWORD)
    emulator.save()
    emulator.program.kill()
    assert stat.S_IMODE((emulator.folder / "accounts.json").stat().st_mode) == 0o600
    emulator.start()
    assert emulator.client.sign_in("priya@example.com", PASSWORD).uid == signed_up.uid
