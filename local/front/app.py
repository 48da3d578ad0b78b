"""`local.front.app:make_app()` is what gunicorn serves."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import functions_framework
from flask import Request, Response
from werkzeug.wsgi import get_path_info

from local.firebase.client import AuthClient
from local.front.settings import FrontSettings
from local.mailbox.page import Mailbox
from local.site import Site
from local.site_headers import NOWHERE, site_headers

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

API = "/api"
LOCAL = "/__local"
READY = f"{LOCAL}/ready"
TARGET = Path(__file__).with_name("target.py")


def make_app() -> WSGIApplication:
    settings = FrontSettings.from_environment(os.environ)
    create_app: Callable[..., WSGIApplication] = functions_framework.create_app
    functions = create_app("serve", str(TARGET), "http")
    site = Site(Path(settings.site), settings.config, site_headers(settings.hosts))
    mailbox = Mailbox(AuthClient(settings.auth_origin, settings.auth_project))
    return _dispatch(functions, as_application(site), as_application(_local_pages(mailbox)))


def _dispatch(api: WSGIApplication, site: WSGIApplication, local: WSGIApplication) -> WSGIApplication:
    def app(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        path = get_path_info(environ)
        if path.startswith(f"{API}/"):
            environ["SCRIPT_NAME"], environ["PATH_INFO"] = API, environ["PATH_INFO"][len(API) :]
            return api(environ, start_response)
        return (local if path.startswith(f"{LOCAL}/") else site)(environ, start_response)

    return app


def as_application(view: Callable[[Request], Response]) -> WSGIApplication:
    def app(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        return view(Request(environ))(environ, start_response)

    return app


def _local_pages(mailbox: Mailbox) -> Callable[[Request], Response]:
    def view(request: Request) -> Response:
        response = Response("ready\n") if request.path == READY else mailbox(request)
        response.headers.update(site_headers(NOWHERE) | {"Cache-Control": "no-store"})
        return response

    return view
