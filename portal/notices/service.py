"""What can be asked about notices."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from portal.notices.models import Notice
from portal.offices.models import Office

MOST_SHOWN = 20
"""Notices that a page shows; the newest."""
MOST_FOLDED = 3
MOST_LETTERS = 2500
"""So many notices, and so many letters of HTML, are folded up on the landing page itself."""


@dataclass(frozen=True)
class Shown:
    """A notice in one language. body: HTML, cleaned."""

    title: str
    body: str


def shown_notices(session: Session, office: Office, language: str, today: date) -> list[Shown]:
    """The notices of a day, the latest first, in a language; in Chinese where it has no other."""
    query = (
        select(Notice)
        .where(
            Notice.office_id == office.id,
            Notice.from_on <= today,
            or_(Notice.until_on.is_(None), Notice.until_on >= today),
        )
        .order_by(Notice.from_on.desc(), Notice.id)
        .limit(MOST_SHOWN)
    )
    return [in_language(notice, language) for notice in session.scalars(query)]


def in_language(notice: Notice, language: str) -> Shown:
    """A notice in a language; in Chinese where it has no title in that one."""
    said = notice.texts.get(language, {})
    told = said if said.get("title") else notice.texts["zh-Hans"]
    return Shown(told["title"], told["body"])


def fit_folded(notices: list[Shown]) -> bool:
    """Whether notices are few and short enough to stand folded up on the landing page."""
    letters = sum(len(notice.title) + len(notice.body) for notice in notices)
    return len(notices) <= MOST_FOLDED and letters <= MOST_LETTERS
