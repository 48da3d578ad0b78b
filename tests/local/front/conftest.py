"""The whole front over HTTP, with functions that show what the platform gives and takes."""

from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent

import pytest

from local.front.server import FrontServer
from local.front.settings import FrontSettings
from local.site_headers import Hosts

PARTS = {
    "echo": """
        import json

        def main(event, context):
            seen = {"name": __name__, "event": event, "function_name": context.function_name}
            left = context.get_remaining_time_in_millis()
            ids = [context.activation_id, context.request_id]
            return {"body": {**seen, "left": left, "ids": ids, "deadline": context.deadline}}
    """,
    "environment": """
        import os

        def main():
            return {"body": dict(os.environ)}
    """,
    "answer": """
        import base64
        import json

        def main(event):
            return json.loads(base64.b64decode(event["http"]["body"]))
    """,
    "broken": """
        def main(event, context):
            raise RuntimeError("said to the log only")
    """,
    "unanswerable": """
        def main(event, context):
            return {"body": object()}
    """,
    "huge": """
        def main(event, context):
            return {"body": "x" * 1_048_577}
    """,
    "guarded": """
        def main(event, context):
            return {"body": "let in"}
    """,
    "rendezvous": """
        import threading

        waiting = threading.Barrier(200)

        def main(event, context):
            waiting.wait(20)
            return {"body": "met"}
    """,
}

PROJECT = """
packages:
- name: booking
  functions:
  - name: echo
    limits: {timeout: 30000}
  - name: guarded
    webSecure: "${TICK_SECRET}"
"""


@pytest.fixture(scope="session")
def front(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FrontServer]:
    folder = tmp_path_factory.mktemp("front")
    for name, source in PARTS.items():
        (folder / "functions" / name).mkdir(parents=True)
        (folder / "functions" / name / "__main__.py").write_text(dedent(source))
    (folder / "project.yml").write_text(PROJECT)
    settings = FrontSettings(
        auth_origin="http://127.0.0.1:1",
        auth_project="demo-none",
        functions=str(folder / "functions"),
        project=str(folder / "project.yml"),
        site=str(_built_site(folder / "site")),
        config={"apiBase": "/api"},
        hosts=Hosts(connect=("http://127.0.0.1:9099",), script=(), frame=()),
    )
    environment = {"ENVIRONMENT": "test", "TICK_SECRET": "tick tock"}
    # One worker, so that two hundred calls have to meet in one process.
    with FrontServer(environment, settings, log=folder / "front.log", workers=1) as running:
        yield running


def _built_site(folder: Path) -> Path:
    (folder / "assets").mkdir(parents=True)
    (folder / "index.html").write_text("<!doctype html><title>site</title>" + " " * 1000)
    (folder / "assets" / "index-4f2a.js").write_text("// " + "x" * 2000)
    (folder / "favicon.ico").write_bytes(b"\0icon")
    (folder / ".stamp").write_text("made by make")
    (folder.parent / "secret.txt").write_text("not of the site")
    return folder
