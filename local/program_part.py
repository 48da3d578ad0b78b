from collections.abc import Callable

from typing_extensions import override

from local.part import Part
from local.program import Program

READY_SECONDS = 30.0


class ProgramPart(Part):
    """A part that is just a program, ready as soon as `is_ready` says so."""

    def __init__(self, program: Program, is_ready: Callable[[], bool]) -> None:
        self.program = program
        self._is_ready = is_ready

    @override
    def start(self) -> None:
        self.program.start()
        self.program.wait_until(self._is_ready, seconds=READY_SECONDS)
