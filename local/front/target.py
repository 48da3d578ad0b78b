"""The source file that functions-framework is given: one target for every function."""

import os
from pathlib import Path

from flask import Request, Response

from local.front.settings import FrontSettings
from local.functions.router import Router
from local.project import read_project

_settings = FrontSettings.from_environment(os.environ)
_router = Router(Path(_settings.functions), read_project(Path(_settings.project), os.environ))


def serve(request: Request) -> Response:
    return _router(request)
