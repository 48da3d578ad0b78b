from datetime import UTC, datetime
from pathlib import Path
from textwrap import dedent

import pytest

from local.functions.loader import load
from local.project import read_project
from local.schedule.clock import Appointed, appoint, tick

PROJECT = """
packages:
- name: booking
  functions:
  - name: every_minute
    limits: {timeout: 60000}
    triggers:
    - name: every-minute
      sourceType: scheduler
      sourceDetails: {cron: "* * * * *", withBody: {kind: "${KIND}"}}
  - name: hourly
    triggers:
    - name: hourly
      sourceType: scheduler
      sourceDetails: {cron: "0 * * * *"}
  - name: never
"""

RECORDING = """
    from pathlib import Path

    def main(event, context):
        left = context.get_remaining_time_in_millis() > 3000
        with Path({diary!r}).open("a") as diary:
            diary.write(f"{name} {{event}} {{left}}\\n")
        return {{}}
"""

FAILING = """
    def main(event, context):
        raise RuntimeError("the clinic is closed")
"""


@pytest.fixture
def diary(tmp_path: Path) -> Path:
    return tmp_path / "diary.txt"


@pytest.fixture
def appointed(tmp_path: Path, diary: Path) -> list[Appointed]:
    (tmp_path / "project.yml").write_text(PROJECT)
    for name in ("every_minute", "hourly"):
        write(tmp_path, name, RECORDING.format(diary=str(diary), name=name))
    plans = read_project(tmp_path / "project.yml", {"KIND": "reminders"})
    return appoint(plans, lambda name: load(tmp_path, name))


def write(folder: Path, name: str, source: str) -> None:
    (folder / name).mkdir()
    (folder / name / "__main__.py").write_text(dedent(source))


def run(appointed: list[Appointed], at: datetime) -> None:
    for thread in tick(appointed, at):
        thread.join()


def test_it_calls_what_is_due_with_the_triggers_fields_and_no_http(appointed: list[Appointed], diary: Path) -> None:
    run(appointed, datetime(2027, 3, 9, 12, 1, tzinfo=UTC))
    assert diary.read_text() == "every_minute {'kind': 'reminders'} True\n"


def test_on_the_hour_it_calls_both_and_without_fields_the_event_is_empty(
    appointed: list[Appointed], diary: Path
) -> None:
    run(appointed, datetime(2027, 3, 9, 12, 0, tzinfo=UTC))
    assert sorted(diary.read_text().splitlines()) == [
        "every_minute {'kind': 'reminders'} True",
        "hourly {} False",
    ]


def test_a_failure_is_told_and_does_not_stop_the_schedule(
    tmp_path: Path, appointed: list[Appointed], diary: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "hourly" / "__main__.py").write_text(dedent(FAILING))
    run(appointed, datetime(2027, 3, 9, 12, 0, tzinfo=UTC))
    assert "the clinic is closed" in capfd.readouterr().err
    assert diary.read_text().startswith("every_minute")
