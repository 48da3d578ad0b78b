from __future__ import annotations

import re
from pathlib import Path

import pytest

import common
from common import settings
from common.settings import SettingsError

LOCAL = {
    "ENVIRONMENT": "local",
    "VALKEY_URL": "redis://:hunter2@127.0.0.1:6379",
    "ROOT_KEYS": "k1:c2VjcmV0",
    "FIREBASE_PROJECT_ID": "demo-clinic",
    "ALLOWED_ORIGINS": "http://127.0.0.1:8080, https://book.example.org",
}
PRODUCTION = LOCAL | {
    "ENVIRONMENT": "production",
    "VALKEY_URL": "rediss://user:hunter2@valkey.example.org:6379",
    "ALLOWED_ORIGINS": "https://book.example.org",
}
STRIPE = {"ENVIRONMENT": "local", "STRIPE_SECRET_KEY": "sk_test_hunter2"}


def test_it_reads_what_every_function_is_given() -> None:
    core = settings.core(LOCAL)

    assert core.environment == "local"
    assert core.valkey_url == LOCAL["VALKEY_URL"]
    assert core.root_keys == LOCAL["ROOT_KEYS"]
    assert core.firebase_project_id == "demo-clinic"
    assert core.firebase_emulator_host is None
    assert core.allowed_origins == ("http://127.0.0.1:8080", "https://book.example.org")
    assert core.require_second_factor


def test_it_reads_the_process_environment_at_each_use(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TICK_SECRET", "first")
    assert settings.tick_secret() == "first"
    monkeypatch.setenv("TICK_SECRET", "second")
    assert settings.tick_secret() == "second"


def test_it_names_everything_that_is_missing_at_once() -> None:
    with pytest.raises(SettingsError) as raised:
        settings.core({"ENVIRONMENT": "local", "VALKEY_URL": "  "})

    assert raised.value.names == ("VALKEY_URL", "ROOT_KEYS", "FIREBASE_PROJECT_ID", "ALLOWED_ORIGINS")
    assert str(raised.value) == "not set: VALKEY_URL, ROOT_KEYS, FIREBASE_PROJECT_ID, ALLOWED_ORIGINS"


def test_it_names_what_is_wrong_beside_what_is_missing() -> None:
    with pytest.raises(SettingsError) as raised:
        settings.core(LOCAL | {"ROOT_KEYS": "", "VALKEY_URL": "http://x", "REQUIRE_SECOND_FACTOR": "no"})

    assert raised.value.names == ("ROOT_KEYS", "REQUIRE_SECOND_FACTOR", "VALKEY_URL")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ENVIRONMENT", "Production"),
        ("VALKEY_URL", "localhost:6379"),
        ("VALKEY_URL", "unix:///run/valkey.sock"),
        ("REQUIRE_SECOND_FACTOR", "False"),
        ("ALLOWED_ORIGINS", "*"),
        ("ALLOWED_ORIGINS", "null"),
        ("ALLOWED_ORIGINS", "https://*.example.org"),
        ("ALLOWED_ORIGINS", "https://book.example.org/"),
        ("ALLOWED_ORIGINS", "https://book.example.org/path"),
        ("ALLOWED_ORIGINS", "https://user@book.example.org"),
        ("ALLOWED_ORIGINS", "https://Book.example.org"),
        ("ALLOWED_ORIGINS", "https://book.example.org:99999"),
        ("ALLOWED_ORIGINS", "book.example.org"),
    ],
)
def test_it_refuses(name: str, value: str) -> None:
    with pytest.raises(SettingsError) as raised:
        settings.core(LOCAL | {name: value})

    assert raised.value.names == (name,)


@pytest.mark.parametrize("scheme", ["redis", "rediss", "redis+cluster", "rediss+cluster"])
def test_it_takes_each_way_to_reach_valkey(scheme: str) -> None:
    assert settings.core(LOCAL | {"VALKEY_URL": f"{scheme}://host:6379"}).valkey_url == f"{scheme}://host:6379"


def test_it_takes_what_production_needs() -> None:
    for url in ("rediss://host:6379", "rediss+cluster://host:6379"):
        assert settings.core(PRODUCTION | {"VALKEY_URL": url}).environment == "production"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("FIREBASE_AUTH_EMULATOR_HOST", "127.0.0.1:9099"),
        ("REQUIRE_SECOND_FACTOR", "false"),
        ("VALKEY_URL", "redis://valkey.example.org:6379"),
        ("VALKEY_URL", "redis+cluster://valkey.example.org:6379"),
        ("ALLOWED_ORIGINS", "http://book.example.org"),
    ],
)
def test_it_allows_locally_what_it_refuses_in_production(name: str, value: str) -> None:
    settings.core(LOCAL | {name: value})

    with pytest.raises(SettingsError) as raised:
        settings.core(PRODUCTION | {name: value})
    assert raised.value.names == (name,)


def test_it_refuses_another_stripe_in_production() -> None:
    fake = STRIPE | {"STRIPE_API_BASE": "http://127.0.0.1:8420"}
    assert settings.stripe(fake).api_base == "http://127.0.0.1:8420"

    with pytest.raises(SettingsError, match="STRIPE_API_BASE must not be set in production"):
        settings.stripe(fake | {"ENVIRONMENT": "production"})


def test_a_group_needs_no_name_but_its_own() -> None:
    assert settings.stripe(STRIPE).secret_key == "sk_test_hunter2"
    assert settings.stripe_webhook_secret({"STRIPE_WEBHOOK_SECRET": "whsec_hunter2"}) == "whsec_hunter2"
    assert settings.tick_secret({"TICK_SECRET": "hunter2"}) == "hunter2"


@pytest.mark.parametrize(
    ("read", "names"),
    [
        (settings.stripe, ("ENVIRONMENT", "STRIPE_SECRET_KEY")),
        (settings.stripe_webhook_secret, ("STRIPE_WEBHOOK_SECRET",)),
        (settings.tick_secret, ("TICK_SECRET",)),
    ],
)
def test_a_secret_has_no_default(read: object, names: tuple[str, ...]) -> None:
    assert callable(read)
    with pytest.raises(SettingsError) as raised:
        read({})

    assert raised.value.names == names


def test_settings_show_no_secret() -> None:
    shown = f"{settings.core(LOCAL)!r} {settings.stripe(STRIPE)!r}"

    assert "hunter2" not in shown
    assert "c2VjcmV0" not in shown


def test_a_refusal_shows_no_value() -> None:
    with pytest.raises(SettingsError) as raised:
        settings.core(LOCAL | {"VALKEY_URL": "http://hunter2", "ALLOWED_ORIGINS": "hunter2"})

    assert "hunter2" not in str(raised.value)


def test_nothing_else_in_the_library_reads_the_environment() -> None:
    library = Path(common.__path__[0])
    reads = re.compile(r"\b(os\.environ|getenv|from os import environ)\b")
    reading = {path.name for path in library.rglob("*.py") if reads.search(path.read_text())}

    assert reading == {"settings.py"}
