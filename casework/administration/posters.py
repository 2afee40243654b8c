"""Posters: an address that says where it hangs, as a QR code, and what must be printed beside it.

The fingerprints come from the office's own rows. Whoever prints holds them against the sheets of
the set-up: from then on the paper vouches for the page, not the other way round.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, urlencode, urlsplit

import segno

from portal.config import Config
from portal.offices.models import Office

SIZES = ("a4", "a5", "card")
"""A4 (210 × 297 mm), A5 (148 × 210 mm), and a card for a table or a counter (105 × 148 mm)."""


@dataclass(frozen=True)
class Poster:
    """One poster. department: where it hangs; empty for a poster that hangs anywhere.

    address: what the QR code holds. short: what is typed by hand. code: the QR code, a data: URL
    of SVG in black on white with its quiet zone.
    """

    department: str
    address: str
    short: str
    code: str


def portal_address(config: Config, scheme: str, host: str) -> str:
    """What the public's addresses begin with: as configured, else the first portal host.

    scheme, host: of the request; both areas are served on one port where nothing is configured.
    """
    if config.portal_address:
        return config.portal_address
    port = urlsplit(f"//{host}").port
    return f"{scheme}://{config.portal_hosts[0]}{f':{port}' if port else ''}"


def make_poster(office: Office, base: str, department: str = "") -> Poster:
    """The poster of an office that has its keys; the fragment as in cryptography.md."""
    page = f"{base}/o/{office.slug}/"
    authority = office.shown_authority
    known = {
        "f": office.fingerprint,
        "a": authority.fingerprint if authority else "",
        "w": department,
    }
    fragment = urlencode({name: text for name, text in known.items() if text}, quote_via=quote)
    address = f"{page}#{fragment}"
    return Poster(department, address, page.partition("://")[2], qr_code(address))


def qr_code(text: str) -> str:
    """A text as a QR code of error level H: a third of it may be torn off or stuck over."""
    code = segno.make(text, error="h", micro=False, boost_error=False)
    return str(code.svg_data_uri(border=4, dark="#000", light="#fff", omitsize=True))
