"""The whole stack with its real parts and functions; the site is a stand-in, built in no time."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from local.demo.people import PASSWORD, PATIENTS
from local.demo.practice import CLINIC_ID
from local.errors import LocalStackError, PartError
from local.ports import Ports
from local.stack import Stack

pytestmark = pytest.mark.slow
SECONDS = 30


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    (folder / "index.html").write_text("<!doctype html><title>site</title>")
    return folder


@pytest.fixture(scope="module")
def stack(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    with Stack(tmp_path_factory.mktemp("stack"), Ports(), site=site) as running:
        yield running


def test_one_address_serves_the_site_its_configuration_and_the_demo_clinic(stack: Stack) -> None:
    assert "<title>site</title>" in requests.get(stack.origin, timeout=SECONDS).text
    config = requests.get(f"{stack.origin}/config.json", timeout=SECONDS).json()
    assert config["apiBase"] == "/api"
    clinic = requests.get(f"{stack.origin}/api/clinic", params={"slug": config["defaultClinic"]}, timeout=SECONDS)
    assert (clinic.status_code, clinic.json()["name"]) == (200, "Harbor Dermatology")


def test_the_site_may_reach_exactly_what_its_configuration_names(stack: Stack) -> None:
    config = requests.get(f"{stack.origin}/config.json", timeout=SECONDS).json()
    policy = requests.get(stack.origin, timeout=SECONDS).headers["Content-Security-Policy"]
    stripe = config["stripe"]["scriptUrl"].removesuffix("/v3/")
    assert f"connect-src 'self' {config['firebase']['emulatorUrl']} {stripe};" in policy
    assert f"script-src 'self' {stripe};" in policy
    assert requests.get(config["stripe"]["scriptUrl"], timeout=SECONDS).ok


def test_a_patient_of_the_demo_signs_in_and_sees_her_visits(stack: Stack) -> None:
    token = stack.auth.client.sign_in(PATIENTS[0].email, PASSWORD).id_token
    own = requests.get(
        f"{stack.origin}/api/appointments",
        params={"clinic": CLINIC_ID},
        headers={"Authorization": f"Bearer {token}"},
        timeout=SECONDS,
    )
    assert own.status_code == 200, own.text
    assert {"booked", "cancelled"} <= {visit["status"] for visit in own.json()["appointments"]}


def test_stripes_events_reach_the_webhook_with_a_signature_that_it_accepts(stack: Stack) -> None:
    stripe = stack.environment["STRIPE_API_BASE"]
    # The demo's patients have kept their cards.
    stack.stripe.program.wait_until(lambda: bool(_deliveries(stripe)), seconds=SECONDS)
    assert {delivery["status"] for delivery in _deliveries(stripe)} <= {200, 204}


def _deliveries(stripe: str) -> list[dict[str, int]]:
    told = requests.get(f"{stripe}/_control/webhooks", timeout=SECONDS).json()
    return list(told["deliveries"])


def test_another_clock_may_tick_when_it_knows_the_secret(stack: Stack) -> None:
    url, secret = f"{stack.origin}/api/reminders", {"X-Require-Whisk-Auth": stack.secrets.tick_secret}
    assert requests.post(url, timeout=SECONDS).status_code == 401
    assert requests.post(url, headers=secret, timeout=SECONDS).status_code == 200


def test_data_and_sign_ups_outlive_it_and_a_dead_part_is_named(stack: Stack) -> None:
    fresh = stack.auth.client.sign_up("fresh@mail.example", PASSWORD)
    stack.watch()
    stack.schedule.program.kill()
    with pytest.raises(PartError, match=r"^The schedule stopped: Ticking"):
        stack.watch()
    stack.stop()
    assert not any(part.program.is_running() for part in stack.parts)
    stack.start()
    assert stack.auth.client.sign_in("fresh@mail.example", PASSWORD).uid == fresh.uid
    shown = requests.get(f"{stack.origin}/api/clinic", params={"slug": "harbor-dermatology"}, timeout=SECONDS)
    assert shown.status_code == 200


def test_a_second_stack_on_the_same_data_is_refused_and_harms_nothing(stack: Stack, site: Path) -> None:
    with pytest.raises(LocalStackError, match=rf"Process {os.getpid()} works on"):
        Stack(stack.folder, Ports(), site=site).start()
    stack.watch()


def test_a_site_that_is_not_built_is_said_before_anything_starts(tmp_path: Path) -> None:
    stack = Stack(tmp_path / "data", Ports(), site=tmp_path / "dist")
    with pytest.raises(LocalStackError, match="The site is not built"):
        stack.start()
    assert not (tmp_path / "data" / "valkey").exists()
