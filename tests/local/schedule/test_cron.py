from datetime import UTC, datetime, timedelta

import pytest

from local.schedule.cron import Cron

MONDAY = datetime(2027, 3, 8, tzinfo=UTC)


def times_due(line: str, start: datetime, span: timedelta) -> list[str]:
    cron, minutes = Cron.parse(line), int(span.total_seconds() // 60)
    moments = (start + timedelta(minutes=n) for n in range(minutes))
    return [f"{moment:%a %d %H:%M}" for moment in moments if cron.is_due(moment)]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("* * * * *", [f"Mon 08 00:0{n}" for n in range(6)]),
        ("*/5 * * * *", ["Mon 08 00:00", "Mon 08 00:05"]),
        ("1-5/2 * * * *", ["Mon 08 00:01", "Mon 08 00:03", "Mon 08 00:05"]),
        ("4,2 0 * * *", ["Mon 08 00:02", "Mon 08 00:04"]),
        ("3 1 * * *", []),
        ("3/2 0 8 3 1", ["Mon 08 00:03", "Mon 08 00:05"]),
    ],
)
def test_it_is_due_in_the_minutes_that_the_line_names(line: str, expected: list[str]) -> None:
    assert times_due(line, MONDAY, timedelta(minutes=6)) == expected


def test_weekdays_count_from_sunday() -> None:
    assert times_due("0 9 * * 0", MONDAY, timedelta(days=8)) == ["Sun 14 09:00"]


def test_two_restricted_days_mean_either() -> None:
    assert times_due("0 9 10 * 5", MONDAY, timedelta(days=7)) == ["Wed 10 09:00", "Fri 12 09:00"]


@pytest.mark.parametrize(
    "line", ["@hourly", "* * * * * *", "60 * * * *", "* * * * 7", "* * * * MON", "*/x * * * *", "5-1 * * * *"]
)
def test_it_refuses_what_the_platform_refuses(line: str) -> None:
    with pytest.raises(ValueError, match=r"must|read"):
        Cron.parse(line)
