"""Loading and calling a function's `main` as the platform's launcher does."""

import importlib.util
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from local.functions.context import Context

Main = Callable[..., Any]


def find_names(folder: Path) -> list[str]:
    return sorted(path.parent.name for path in folder.glob("*/__main__.py"))


def load(folder: Path, name: str) -> Main:
    """The function's `main`, from a module of its own: `__main__` can exist only once in a process."""
    spec = importlib.util.spec_from_file_location(f"function_{name}", folder / name / "__main__.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(f"There is no function {name} in {folder}.")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    main: Main = module.main
    return main


def call(main: Main, event: dict[str, Any], context: Context) -> Any:
    """The launcher counts the parameters of the code itself, so a wrapper must show two."""
    wanted = main.__code__.co_argcount
    return main(*(event, context)[:wanted])
