"""Answers as small as the reader takes them: brotli, or gzip on plain-HTTP onion addresses."""

from __future__ import annotations

import gzip
from functools import lru_cache

import brotli
from flask import Response, request

WORTH_IT = 600
MIMETYPES = ("text/html", "text/plain", "application/json")


def encoding_for(accepted: str) -> str:
    """The best encoding that an Accept-Encoding header allows: `br`, `gzip` or none ('')."""
    names = {part.partition(";")[0].strip() for part in accepted.split(",")}
    return "br" if "br" in names else "gzip" if "gzip" in names else ""


def compress(body: bytes, encoding: str, *, best: bool = False) -> tuple[bytes, str]:
    """The bytes in this encoding, and its name; as they are where it is not worth it."""
    if len(body) < WORTH_IT or not encoding:
        return body, ""
    if encoding == "br":
        return bytes(brotli.compress(body, quality=11 if best else 5)), encoding
    return gzip.compress(body, 9 if best else 6, mtime=0), encoding


@lru_cache(maxsize=256)
def compress_once(body: bytes, encoding: str) -> tuple[bytes, str]:
    """As `compress`, at its best: what is the same for everybody is compressed once and kept."""
    return compress(body, encoding, best=True)


def accepted_encoding() -> str:
    """The best encoding that this request allows."""
    return encoding_for(request.headers.get("Accept-Encoding", ""))


def compress_answer(response: Response) -> Response:
    """Compress a page or a document on its way out.

    Only answers to GET: they hold no secret that their length could betray.
    """
    if request.method != "GET" or response.mimetype not in MIMETYPES:
        return response
    method = compress if "Authorization" in request.headers else compress_once
    body, encoding = method(response.get_data(), accepted_encoding())
    response.headers["Vary"] = "Accept-Encoding"
    if encoding:
        response.set_data(body)
        response.headers["Content-Encoding"] = encoding
    return response
