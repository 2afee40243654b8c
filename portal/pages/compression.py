"""Answers as small as the reader takes them: brotli, or gzip on plain-HTTP onion addresses."""

from __future__ import annotations

import gzip

import brotli
from flask import Response, request

WORTH_IT = 600
MIMETYPES = ("text/html", "text/plain", "application/json")


def compress(body: bytes, accepted: str, *, best: bool = False) -> tuple[bytes, str]:
    """Compress for an Accept-Encoding header; gives the bytes and the encoding's name or ''."""
    names = {part.partition(";")[0].strip() for part in accepted.split(",")}
    if len(body) < WORTH_IT:
        return body, ""
    if "br" in names:
        return bytes(brotli.compress(body, quality=11 if best else 5)), "br"
    if "gzip" in names:
        return gzip.compress(body, 9 if best else 6, mtime=0), "gzip"
    return body, ""


def compress_answer(response: Response) -> Response:
    """Compress a page or a document on its way out.

    Only answers to GET: they hold no secret that their length could betray.
    """
    if request.method != "GET" or response.mimetype not in MIMETYPES:
        return response
    body, encoding = compress(response.get_data(), request.headers.get("Accept-Encoding", ""))
    response.headers["Vary"] = "Accept-Encoding"
    if encoding:
        response.set_data(body)
        response.headers["Content-Encoding"] = encoding
    return response
