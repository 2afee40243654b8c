"""Scripts and styles: found by name, loaded by hash, served for ever.

Every address carries a hash and every tag an `integrity`, so a changed file is never taken for
the released one (cryptography.md, Trusting the served code).
"""

from __future__ import annotations

import hashlib
import json
import mimetypes
from base64 import b64encode, urlsafe_b64encode
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from flask import Blueprint, Flask, Response, abort
from markupsafe import Markup

from portal.pages.compression import accepted_encoding, compress
from portal.security import anyone

STATIC = Path(__file__).parent.parent.parent / "static"
FOLDERS = ("css", "dist", "img")
FOREVER = "public, max-age=31536000, immutable"

assets = Blueprint("assets", __name__)


@dataclass(frozen=True)
class Asset:
    """One file below `static/`: its address, the hash it is loaded by, its bytes."""

    address: str
    integrity: str
    mimetype: str
    body: bytes


@cache
def asset(name: str) -> Asset:
    """Read a file below `static/`, once. Raises FileNotFoundError."""
    body = (STATIC / name).read_bytes()
    digest = hashlib.sha384(body).digest()
    mimetype = mimetypes.guess_type(name)[0] or "application/octet-stream"
    # The beginning of the same digest in the same letters: packs to almost nothing beside it.
    address = f"/static/{name}?h={urlsafe_b64encode(digest[:9]).decode()}"
    return Asset(address, f"sha384-{b64encode(digest).decode()}", mimetype, body)


@cache
def published() -> frozenset[str]:
    """The names of the files that are served."""
    files = (path for folder in FOLDERS for path in (STATIC / folder).rglob("*") if path.is_file())
    return frozenset(path.relative_to(STATIC).as_posix() for path in files)


@cache
def compressed(name: str, encoding: str) -> tuple[bytes, str]:
    """A published file's bytes in an encoding of `encoding_for`, and the encoding's name."""
    return compress(asset(name).body, encoding, best=True)


@assets.get("/static/<path:name>")
@anyone
def serve(name: str) -> Response:
    """One released file."""
    if name not in published():
        abort(404)
    body, encoding = compressed(name, accepted_encoding())
    response = Response(body, mimetype=asset(name).mimetype)
    response.headers["Vary"] = "Accept-Encoding"
    response.headers["Cache-Control"] = FOREVER
    if encoding:
        response.headers["Content-Encoding"] = encoding
    return response


def script(name: str) -> Markup:
    """The tag that loads a bundle of `static/dist/`; it runs when the page has been read."""
    file = asset(f"dist/{name}.js")
    return Markup('<script src="{}" integrity="{}" defer></script>').format(
        file.address, file.integrity
    )


def style(name: str) -> Markup:
    """The tag that loads a style sheet of `static/css/`."""
    file = asset(f"css/{name}.css")
    return Markup('<link rel="stylesheet" href="{}" integrity="{}">').format(
        file.address, file.integrity
    )


def worker_attributes(main: str = "worker", **others: str) -> Markup:
    """The attributes of `<html>` that name the scripts workers may be made of, and their hashes.

    `main` is the area's own; the other two are fetched only when somebody chooses a file. others:
    more that an area has, bundle by name.
    """
    names = {"worker": main, "files": "worker-files", "documents": "worker-documents", **others}
    return Markup("").join(
        Markup(' data-{0}="{1}" data-{0}-integrity="{2}"').format(
            name, file.address, file.integrity
        )
        for name, file in ((name, asset(f"dist/{bundle}.js")) for name, bundle in names.items())
    )


def data_block(name: str, value: object) -> Markup:
    """JSON for a script to read: a block of data, which no browser runs."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    safe = Markup(text.replace("<", "\\u003c").replace("&", "\\u0026"))  # noqa: S704
    return Markup('<script type="application/json" id="{}">{}</script>').format(name, safe)


def install_assets(app: Flask) -> None:
    """Let an application's templates name scripts and styles, and serve them."""
    app.register_blueprint(assets)
    app.jinja_env.globals.update(
        script=script, style=style, worker_attributes=worker_attributes, data_block=data_block
    )
