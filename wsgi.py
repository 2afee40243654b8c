"""The application for the areas named in `QINGFENG_AREAS`.

Each area answers on its own host names and refuses the other's routes, so an inspector's cookie
never reaches a public page (anonymity.md, Cookies and storage).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask import Flask

import casework
import portal
from portal.config import Config, read_config
from portal.errors import quiet_logging
from portal.gateway import Gateway
from portal.security import fixed_headers

Environ = dict[str, Any]


def host_of(environ: Environ) -> str:
    """The host name a request asks for, without its port, in lower case."""
    host: str = environ.get("HTTP_HOST") or environ.get("SERVER_NAME", "")
    if host.startswith("["):
        return host.partition("]")[0].lower() + "]"
    return host.partition(":")[0].lower()


class Areas:
    """Hand each request to the area that lives on the host it asks for."""

    def __init__(self, by_host: dict[str, Flask]) -> None:
        self.by_host = by_host

    @property
    def applications(self) -> list[Flask]:
        """Each area's application, once."""
        return list(dict.fromkeys(self.by_host.values()))

    def __call__(self, environ: Environ, start_response: Any) -> Iterable[bytes]:
        """Answer a request, or say that nothing lives on this host (RFC 9110, 421)."""
        area = self.by_host.get(host_of(environ))
        if area is not None:
            return area.wsgi_app(environ, start_response)
        plain = [("Content-Type", "text/plain; charset=utf-8"), *fixed_headers("portal").items()]
        start_response("421 Misdirected Request", plain)
        return ["这个网址不提供这个页面。 Nothing is served under this host name.\n".encode()]


def create_app(config: Config) -> Areas:
    """Build the areas that the settings name."""
    quiet_logging()
    by_host: dict[str, Flask] = {}
    if "portal" in config.areas:
        by_host.update(dict.fromkeys(config.portal_hosts, portal.create_app(config)))
    if "casework" in config.areas:
        by_host.update(dict.fromkeys(config.casework_hosts, casework.create_app(config)))
    return Areas(by_host)


def __getattr__(name: str) -> Areas | Gateway:
    """Build `wsgi:app` for a WSGI server, or `wsgi:gateway`, when a server first asks for it."""
    if name == "app":
        return create_app(read_config())
    if name == "gateway":
        return Gateway(create_app(read_config()))
    raise AttributeError(name)
