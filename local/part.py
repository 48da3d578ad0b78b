"""What the parts of the local stack have in common."""

from abc import ABC, abstractmethod
from types import TracebackType
from typing import Self

from typing_extensions import override

from local.program import Program


class Startable(ABC):
    """Started and stopped by name, or for the length of a `with` block."""

    @abstractmethod
    def start(self) -> None:
        """Return when it is ready. Raises LocalStackError with one sentence that says what to do."""

    @abstractmethod
    def stop(self) -> None:
        """Return when nothing of it runs, also when it was never started."""

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


class Part(Startable):
    """One process of the stack."""

    program: Program

    @override
    def stop(self) -> None:
        self.program.stop()
