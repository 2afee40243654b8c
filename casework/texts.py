"""The words that scripts say in this area; they are in the catalogue like all others."""

from __future__ import annotations

from flask_babel import LazyString, lazy_gettext

_ = lazy_gettext
PAGES: dict[str, dict[str, LazyString]] = {"sign_in": {}, "queue": {}, "report": {}}


def texts_for(page: str) -> dict[str, str]:
    """The words of one page's script in the language of this request."""
    return {key: str(text) for key, text in PAGES[page].items()}
