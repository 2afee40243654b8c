"""The pages of the public area."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote

from flask import Blueprint, Response, current_app, g, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from markupsafe import Markup, escape
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from portal.config import config
from portal.database import db
from portal.days import today
from portal.notices.rich_text import clean
from portal.notices.service import fit_folded, shown_notices
from portal.offices.models import Office
from portal.offices.service import (
    Below,
    Listed,
    OfficeUnknown,
    few_offices,
    offices_below,
    public_office,
    the_site,
)
from portal.pages.assets import data_block
from portal.pages.compression import compress_answer
from portal.pages.flows import flow, offered
from portal.pages.texts import texts_for
from portal.security import anyone

TELEPHONE = re.compile(r"(?<![\d-])(\d{3,4}-[\d-]{6,9}\d|1\d{4}|1\d{10})(?![\d-])")

pages = Blueprint("pages", __name__)
pages.after_app_request(compress_answer)


@pages.get("/")
@anyone
def home() -> ResponseReturnValue:
    """The offices; where there are many, those that stand above the others."""
    every = few_offices(db())
    if not every.more:
        return render_template("portal/pages/home.html", every=every)
    return render_template("portal/pages/offices.html", authority=None, listed=_below(None))


@pages.get("/o/<slug>/offices")
@anyone
def offices(slug: str) -> ResponseReturnValue:
    """The offices below one: a way to each by links, without a word typed into an address."""
    authority = public_office(db(), slug)
    listed = _below(authority)
    return render_template("portal/pages/offices.html", authority=authority, listed=listed)


def _below(authority: Office | None) -> Below:
    return offices_below(db(), authority, request.args.get("page", 1, type=int))


@pages.get("/o/<slug>/")
@anyone
def landing(slug: str) -> ResponseReturnValue:
    """Whom this reaches, the fingerprint, three doors."""
    office = public_office(db(), slug)
    notices = shown_notices(db(), office, language(), today())
    folded = fit_folded(notices)
    page = "portal/pages/landing.html"
    return render_template(page, office=office, notices=notices, folded=folded)


@pages.get("/o/<slug>/notices")
@anyone
def notices(slug: str) -> ResponseReturnValue:
    """An office's notices (公告), where they are too many or too long for its landing page."""
    office = public_office(db(), slug)
    listed = shown_notices(db(), office, language(), today())
    return render_template("portal/pages/notices.html", office=office, notices=listed)


@pages.get("/o/<slug>/help")
@anyone
def help(slug: str) -> ResponseReturnValue:
    """What happens to a report, what protects its writer, the law, the privacy notice."""
    return render_template("portal/pages/help.html", office=public_office(db(), slug))


@pages.get("/o/<slug>/report")
@anyone
def report(slug: str) -> ResponseReturnValue:
    """Report something (反映问题)."""
    return _questions(slug, "report")


@pages.get("/o/<slug>/surrender")
@anyone
def surrender(slug: str) -> ResponseReturnValue:
    """Hand something in (上交红包礼品)."""
    return _questions(slug, "surrender")


@pages.get("/o/<slug>/recipient.txt")
@anyone
def recipient(slug: str) -> ResponseReturnValue:
    """The office's recipient, as age's `-R` reads it, for whoever seals without scripts."""
    office = public_office(db(), slug)
    return Response(f"{office.statement['recipient']}\n", mimetype="text/plain")


@pages.get("/mailbox")
@anyone
def mailbox() -> ResponseReturnValue:
    """Read answers with the receipt code (查看回复)."""
    site = the_site(db()).site.hex()
    return render_template("portal/pages/mailbox.html", every=few_offices(db()), site=site)


def _questions(slug: str, kind: str) -> ResponseReturnValue:
    office = public_office(db(), slug)
    questions = offered(flow(kind), office)
    return render_template("portal/pages/report.html", office=office, flow=questions)


@pages.app_context_processor
def page_context() -> dict[str, Any]:
    """What every page knows: its language and mode, its other addresses, the way out."""
    return {
        "lang": language(),
        "elder": bool(g.get("elder", False)),
        "address_in": address_in,
        "leave_url": config().leave_url,
        "texts": texts,
        "offices_to_call": offices_to_call,
    }


def offices_to_call() -> Listed:
    """Whom an error page names: the office of its address, or every one; none if nobody can tell.

    By a session of its own: the request's may be what has failed.
    """
    slug = str((request.view_args or {}).get("slug", ""))
    try:
        with Session(current_app.extensions["qingfeng.reading"]) as session:
            try:
                listed = Listed([public_office(session, slug)])
            except OfficeUnknown:
                listed = few_offices(session)
            session.expunge_all()
    except SQLAlchemyError:
        return Listed([])
    return listed


@pages.app_template_filter()
def rich(html: str) -> Markup:
    """Rich text as it may be shown; cleaned once more, whoever wrote the row."""
    return Markup(clean(html))  # noqa: S704


@pages.app_template_filter()
def dialable(words: str) -> Markup:
    """Words in which telephone numbers can be dialled."""
    link = Markup('<a href="tel:{0}">{0}</a>')
    parts = TELEPHONE.split(words)
    return Markup("").join(
        link.format(part) if at % 2 else escape(part) for at, part in enumerate(parts)
    )


def language() -> str:
    """The page's language, as `lang` and sealed bodies name it."""
    locale = get_locale()
    return "en" if locale and locale.language == "en" else "zh-Hans"


def address_in(lang: str, elder: bool) -> str:
    """This page's address in another language or mode. They are path prefixes.

    A path that is no page of ours is never written back: `//elsewhere` would lead there.
    """
    path = quote(request.path) if request.method == "GET" and request.url_rule else "/"
    return ("/en" if lang == "en" else "") + ("/elder" if elder else "") + path


def texts(page: str) -> Markup:
    """The words that a page's script says, in the page's language."""
    return data_block("texts", texts_for(page))
