"""Writing notices: what is stored of them is cleaned, and a day decides whether they are shown."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from html.parser import HTMLParser
from typing import Any, Self

from flask_babel import lazy_gettext
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from casework.administration.forms import Given
from casework.audit.service import record
from portal.notices.models import Notice
from portal.notices.rich_text import clean, paragraphs
from portal.offices.models import Office

_ = lazy_gettext
MOST_LETTERS = 20_000
MOST_NOTICES = 100
"""Of one office, with those that are over; so many stand on one page."""
TITLE = 80
NO_TITLE = _("写了英文内容，请也写英文标题")
DAYS_TURNED = _("最后一天在第一天之前，请改一下")


class NoticesFull(Exception):
    """The office has as many notices as it may: an old one is deleted before a new one."""


class NoticeUnknown(Exception):
    """The office has no such notice."""


@dataclass(frozen=True)
class NoticeForm:
    """A notice as it is to be. texts: as in `Notice.texts`, cleaned."""

    texts: dict[str, dict[str, str]]
    from_on: date
    until_on: date | None

    @classmethod
    def from_request(cls, today: date) -> Self:
        """Read `POST /casework/notices` and those below. Raises FieldsWrong."""
        given = Given()
        texts = {"zh-Hans": _text(given, "", needed=True)}
        english = _text(given, "_en")
        if any(english.values()):
            texts["en"] = english
            if not english["title"]:
                given.wrong["title_en"] = NO_TITLE
        first, last = given.day("from_on", needed=True), given.day("until_on")
        if first and last and last < first:
            given.wrong["until_on"] = DAYS_TURNED
        given.check()
        return cls(texts, first or today, last)


def _text(given: Given, suffix: str, *, needed: bool = False) -> dict[str, str]:
    title = given.line(f"title{suffix}", TITLE, needed=needed)
    return {"title": title, "body": paragraphs(given.words(f"body{suffix}", MOST_LETTERS))}


def all_notices(session: Session, office: Office) -> Sequence[Notice]:
    """Every notice of an office, the latest first."""
    query = select(Notice).where(Notice.office_id == office.id)
    return session.scalars(query.order_by(Notice.from_on.desc(), Notice.id)).all()


def find_notice(session: Session, office: Office, id: uuid.UUID) -> Notice:
    """One of an office's notices. Raises NoticeUnknown."""
    notice = session.get(Notice, (office.id, id))
    if notice is None:
        raise NoticeUnknown
    return notice


def write_notice(
    session: Session,
    office: Office,
    form: NoticeForm,
    id: uuid.UUID | None = None,
    *,
    by: str,
    now: datetime,
) -> Notice:
    """Write a notice, or write one anew. The caller commits. Raises NoticeUnknown, NoticesFull."""
    notice = find_notice(session, office, id) if id else _new_notice(session, office)
    notice.texts, notice.from_on, notice.until_on = form.texts, form.from_on, form.until_on
    session.add(notice)
    record(session, office.id, by, "notice_write", str(notice.id), now=now)
    return notice


def _new_notice(session: Session, office: Office) -> Notice:
    mine = select(func.count()).select_from(Notice).where(Notice.office_id == office.id)
    if (session.scalar(mine) or 0) >= MOST_NOTICES:
        raise NoticesFull
    return Notice(office_id=office.id, id=uuid.uuid4())


def remove_notice(
    session: Session, office: Office, id: uuid.UUID, *, by: str, now: datetime
) -> None:
    """Take a notice away for good. The caller commits. Raises NoticeUnknown."""
    session.delete(find_notice(session, office, id))
    record(session, office.id, by, "notice_remove", str(id), now=now)


class _Tree(HTMLParser):
    """Elements as `[name, address, children]`, for a page that never sets HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.top: list[Any] = ["", "", []]
        self.open = [self.top]
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element: list[Any] = [tag, dict(attrs).get("href") or "", []]
        self.open[-1][2].append(element)
        if tag != "br":
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        if len(self.open) > 1:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1][2].append(data)


def preview(typed: str) -> list[Any]:
    """What was typed as it will be shown: texts and elements `[name, address, children]`."""
    children: list[Any] = _Tree(clean(paragraphs(typed))).top[2]
    return children
