import stat
from pathlib import Path

from common import settings
from common.security.root_keys import RootKeys
from local.environment import Addresses, Secrets, function_settings

ADDRESSES = Addresses(
    valkey="redis://127.0.0.1:6400/0",
    auth="127.0.0.1:9099",
    stripe="http://127.0.0.1:9100",
    site=("http://127.0.0.1:8080", "http://localhost:8080"),
)


def test_the_functions_accept_it_and_read_what_was_meant() -> None:
    secret = Secrets.new()
    environment = function_settings(ADDRESSES, secret)
    core = settings.core(environment)
    assert core.valkey_url == ADDRESSES.valkey
    assert core.allowed_origins == ADDRESSES.site
    assert core.firebase_emulator_host == ADDRESSES.auth
    assert core.require_second_factor is False
    assert settings.stripe(environment).api_base == ADDRESSES.stripe
    assert settings.stripe_webhook_secret(environment) == secret.stripe_webhook_secret
    assert settings.tick_secret(environment) == secret.tick_secret
    RootKeys.parse(core.root_keys)


def test_secrets_are_made_once_for_their_owner_only_and_differ_between_folders(tmp_path: Path) -> None:
    kept = Secrets.kept(tmp_path / "a" / "env.json")
    assert Secrets.kept(tmp_path / "a" / "env.json") == kept
    assert stat.S_IMODE((tmp_path / "a" / "env.json").stat().st_mode) == 0o600
    assert Secrets.kept(tmp_path / "b" / "env.json").root_keys != kept.root_keys


def test_a_printed_secret_shows_nothing() -> None:
    secret = Secrets.new()
    assert secret.root_keys not in repr(secret)
    assert secret.tick_secret not in repr(secret)
