"""What every page of this area knows."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import Flask, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import format_date, get_locale
from markupsafe import Markup

from casework.navigation import navigation
from casework.texts import texts_for
from portal.pages.assets import data_block
from portal.security import anyone


def install_pages(app: Flask) -> None:
    """Give an application's templates their words, and its root an address."""
    app.context_processor(page_context)
    app.add_template_filter(day)
    app.add_url_rule("/", "root", root)


@anyone
def root() -> ResponseReturnValue:
    """The way in."""
    return redirect(url_for("today.page"), 303)


def page_context() -> dict[str, Any]:
    """The page's language, its other language, the words of its script."""
    lang = page_language()
    return {
        "lang": lang,
        "other_language": other_language(lang),
        "texts": texts,
        "navigation": navigation,
    }


def page_language() -> str:
    """The page's language, as `lang` names it."""
    locale = get_locale()
    return "en" if locale and locale.language == "en" else "zh-Hans"


def other_language(lang: str) -> tuple[str, str]:
    """Address and name of this page in the other language."""
    other = "zh-Hans" if lang == "en" else "en"
    return f"{own_address()}?language={other}", "中文" if other == "zh-Hans" else "English"


def own_address() -> str:
    """This page's address, made anew from the route: a path that matched none is a stranger's."""
    if request.endpoint is None:
        return url_for("intake.queue")
    return url_for(request.endpoint, **(request.view_args or {}))


def texts(page: str) -> Markup:
    """The words that a page's script says, in the page's language."""
    return data_block("texts", texts_for(page))


def day(date: date) -> str:
    """A date as a ledger writes it."""
    return str(format_date(date, "MMMM d" if page_language() == "en" else "M月d日"))
