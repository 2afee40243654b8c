"""Rich text that an office may show: a few tags, and links that say nothing of who follows them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from bleach.html5lib_shim import Filter
from bleach.sanitizer import Cleaner

TAGS = frozenset({"p", "br", "strong", "b", "em", "h3", "ul", "ol", "li", "a"})
ADDRESS = re.compile(r"(https?://[^/\\]|tel:\+?[0-9])", re.IGNORECASE)
"""What a link may lead to: another site, named in full, or a telephone."""
REL = "noreferrer noopener"
BLOCK = re.compile(r"<(h3|ul|ol|li|p)\b", re.IGNORECASE)


class _Links(Filter):  # type: ignore[misc]
    """Takes away addresses that are none of ours to give, and adds `rel` to the others."""

    def __iter__(self) -> Iterator[dict[str, Any]]:
        for token in super().__iter__():
            if token["type"] == "StartTag" and token["name"] == "a":
                address = token["data"].get((None, "href"), "").strip()
                kept = {(None, "href"): address, (None, "rel"): REL}
                token["data"] = kept if ADDRESS.match(address) else {}
            yield token


@lru_cache(maxsize=512)
def clean(html: str) -> str:
    """The part of some HTML that may be shown; what it lets through it lets through again.

    It is asked at saving and at showing alike: whoever writes into the database says no more with
    it than whoever writes on the page.
    """
    cleaner = Cleaner(
        tags=TAGS,
        attributes={"a": ["href"]},
        protocols={"http", "https", "tel"},
        strip=True,
        strip_comments=True,
        filters=[_Links],
    )
    cleaned: str = cleaner.clean(html)
    return cleaned


def paragraphs(typed: str) -> str:
    """HTML of what was typed: an empty line begins a paragraph, a line break stays one."""
    blocks = (block.strip() for block in re.split(r"\n[ \t]*\n", typed.replace("\r\n", "\n")))
    cleaned = clean("\n".join(_block(block) for block in blocks if block))
    return re.sub(r"<p>\s*</p>\n?", "", cleaned).strip()


def typed_form(html: str) -> str:
    """What to type for this HTML: `paragraphs` makes the same of it, but for white space."""
    plain = re.sub(r"<br\s*/?>\n?", "\n", html)
    return re.sub(r"\n{3,}", "\n\n", re.sub(r"<p>|</p>", "\n\n", plain)).strip()


def _block(block: str) -> str:
    if BLOCK.search(block):
        return block
    return "<p>" + block.replace("\n", "<br>") + "</p>"
