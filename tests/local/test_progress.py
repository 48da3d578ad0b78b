import io
import re

import pytest
from typing_extensions import override

from local.progress import shown


class Terminal(io.StringIO):
    @override
    def isatty(self) -> bool:
        return True


def test_a_log_gets_one_line_a_part() -> None:
    out = io.StringIO()
    with shown("Valkey", out):
        pass
    assert re.fullmatch(r"  Valkey +ready +0\.\d s\n", out.getvalue())


def test_a_part_that_fails_is_marked_and_the_error_goes_on() -> None:
    out = io.StringIO()
    with pytest.raises(RuntimeError), shown("Valkey", out):
        raise RuntimeError
    assert "failed" in out.getvalue()


def test_a_person_sees_the_seconds_pass_on_one_line() -> None:
    out = Terminal()
    with shown("Valkey", out):
        while "starting" not in out.getvalue():
            pass
    assert out.getvalue().count("\n") == 1
    assert out.getvalue().startswith("\r  Valkey")
