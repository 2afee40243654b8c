"""Putting the public area's application together."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from flask import Flask, g, request
from flask_babel import Babel
from werkzeug.middleware.proxy_fix import ProxyFix

from portal.attachments.views import attachments
from portal.blobs import open_store
from portal.calendar.years import know_calendar
from portal.config import Config
from portal.database import attach, make_engine
from portal.errors import REFUSALS, answer_errors
from portal.mailboxes.views import mailboxes
from portal.offices.networks import Remembered
from portal.offices.views import offices
from portal.pages.assets import install_assets
from portal.pages.views import pages
from portal.reports.forms import MOST_BYTES
from portal.reports.pressure import Pressure
from portal.reports.views import reports
from portal.security import harden

ROOT = Path(__file__).parent.parent
PREFIXES = {"en": "qingfeng.english", "elder": "qingfeng.elder"}

Environ = dict[str, Any]
WsgiApp = Callable[[Environ, Any], Iterable[bytes]]


class PathPrefixes:
    """Move `/en` and `/elder` from the path into its root, so that every link keeps them."""

    def __init__(self, app: WsgiApp) -> None:
        self.app = app

    def __call__(self, environ: Environ, start_response: Any) -> Iterable[bytes]:
        """Answer a request below any of the prefixes, in any order, each at most once."""
        while True:
            head, slash, rest = environ.get("PATH_INFO", "")[1:].partition("/")
            flag = PREFIXES.get(head)
            if flag is None or not slash or flag in environ:
                return self.app(environ, start_response)
            environ[flag] = True
            environ["SCRIPT_NAME"] = environ.get("SCRIPT_NAME", "") + "/" + head
            environ["PATH_INFO"] = "/" + rest


def language() -> str:
    """The language the address asks for: Chinese, or English below `/en`."""
    return "en" if request and PREFIXES["en"] in request.environ else "zh_Hans"


def build(config: Config) -> Flask:
    """The public area's application."""
    app = Flask(
        "portal", static_folder=None, template_folder=str(ROOT / "templates"), root_path=str(ROOT)
    )
    app.config.update(
        MAX_CONTENT_LENGTH=MOST_BYTES,
        MAX_FORM_MEMORY_SIZE=MOST_BYTES,
        BABEL_DEFAULT_LOCALE="zh_Hans",
        BABEL_TRANSLATION_DIRECTORIES=str(ROOT / "portal" / "translations"),
    )
    app.extensions["qingfeng.config"] = config
    app.extensions["qingfeng.pressure"] = Pressure(config.busy_a_minute)
    app.extensions["qingfeng.networks"] = Remembered()
    app.extensions["qingfeng.blobs"] = open_store(config.blob_address)
    attach(app, make_engine(config.database))
    know_calendar(app, ("GET", "HEAD"))
    Babel(app, locale_selector=language)
    install_assets(app)
    for blueprint in (pages, offices, reports, mailboxes, attachments):
        app.register_blueprint(blueprint)
    answer_errors(app, REFUSALS)
    harden(app, "portal", config)

    @app.before_request
    def read_prefixes() -> None:
        g.elder = PREFIXES["elder"] in request.environ

    app.wsgi_app = PathPrefixes(app.wsgi_app)  # type: ignore[method-assign]
    if config.proxies:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=config.proxies, x_proto=config.proxies, x_host=0
        )
    return app
