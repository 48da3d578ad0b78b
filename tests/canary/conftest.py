"""The canary's story told twice: by functions in this process, and over HTTP by those of the local stack."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import requests
from typing_extensions import override

from local.environment import Addresses, Secrets, function_settings
from local.front.server import FrontServer
from local.front.settings import FrontSettings
from local.stripe.server import StripeServer
from local.valkey import Valkey
from tests.canary.evidence import Evidence, collect, watched
from tests.canary.story import Story
from tests.product import ORIGIN, PROJECT, ROOT_KEYS, Product, Reply, running_product

SECRETS = Secrets(
    root_keys=ROOT_KEYS,
    stripe_secret_key="sk_test_0000000000000000",
    stripe_publishable_key="pk_test_0000000000000000",
    stripe_webhook_secret="whsec_0000000000000000",
    tick_secret="tick-secret-of-a-test",
)
NOBODY = "127.0.0.1:1"


@pytest.fixture(scope="session", params=["in process", "over HTTP"])
def evidence(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Evidence]:
    folder = tmp_path_factory.mktemp("canary")
    tell = _in_process if request.param == "in process" else _over_http
    with Valkey(folder / "valkey", extra={"rdbcompression": "no"}) as valkey, StripeServer() as stripe:
        yield tell(valkey, stripe, folder)


def _in_process(valkey: Valkey, stripe: StripeServer, folder: Path) -> Evidence:
    said = io.StringIO()
    with running_product(valkey.url, stripe.url) as product:
        product.start_demo_clinic()
        story = _story(product, stripe, clock_moves=True)
        with watched(product.raw) as commands, redirect_stdout(said), redirect_stderr(said):
            story.tell()
        return collect(story, stripe.url, valkey.folder, commands, said.getvalue())


def _over_http(valkey: Valkey, stripe: StripeServer, folder: Path) -> Evidence:
    log = folder / "functions.log"
    addresses = Addresses(valkey=valkey.url, auth=NOBODY, stripe=stripe.url, site=(ORIGIN,))
    settings = function_settings(addresses, SECRETS, "test") | {"FIREBASE_PROJECT_ID": PROJECT}
    front = FrontServer(
        settings, FrontSettings(auth_origin=f"http://{NOBODY}", auth_project=PROJECT), log=log, workers=1
    )
    with front:
        product = ServedProduct(valkey.url, datetime.now(UTC), origin=front.origin)
        product.start_demo_clinic()
        story = _story(product, stripe, clock_moves=False)
        with watched(product.raw) as commands:
            story.tell()
    return collect(story, stripe.url, valkey.folder, commands, log.read_text())


def _story(product: Product, stripe: StripeServer, *, clock_moves: bool) -> Story:
    return Story(product, stripe, SECRETS.stripe_webhook_secret, SECRETS.tick_secret, clock_moves)


@dataclass
class ServedProduct(Product):
    """The functions behind an address, in processes of their own."""

    origin: str = ""

    @override
    def send(self, function: str, event: Any) -> Reply:
        http = event["http"]
        body = base64.b64decode(http["body"]) if http["isBase64Encoded"] else http["body"].encode()
        url = f"{self.origin}/api/{function}?{http['queryString']}"
        answer = requests.request(http["method"], url, data=body, headers=http["headers"], timeout=30)
        return Reply(answer.status_code, answer.headers, answer.text)
