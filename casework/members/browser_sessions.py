"""A session as a browser has it: how it begins, what it is told of it, how it ends."""

from __future__ import annotations

from typing import Any

from flask import make_response, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from casework.audit.heads import head_document
from casework.audit.service import record
from casework.database import reading
from casework.keyring.documents import keyring_document
from casework.members import sessions
from casework.members.factors import factors_of, is_required
from casework.members.models import IDLE, Member, SignedInSession
from casework.members.sign_in import unlocking
from casework.members.sign_in_client import client_of
from casework.members.sign_in_failures import forgive
from casework.pages import page_language
from casework.security import COOKIE, SignedIn, give_cookie
from portal.days import now
from portal.offices.models import Office
from portal.offices.service import office_document, the_site
from portal.scope import scope


def begin_session(session: Session, member: Member, *, factor: str) -> sessions.NewSession:
    """Begin a member's session; one that the browser still had ends. The caller commits."""
    language = page_language()
    before = sessions.session_of(session, request.cookies.get(COOKIE, ""))
    if before is not None:
        end_session(session, before)
    scope(session, office=member.office_id)  # the session before may have been of another one
    failures = forgive(session, office_of(member).slug, member.name)
    client = client_of(request.user_agent.string)
    new = sessions.open_session(session, member, language, now(), client)
    mine = member.office_id, member.name, "sign_in"
    record(session, *mine, now=now(), factor=factor, failures=failures)
    return new


def welcome(new: sessions.NewSession, member: Member, **more: object) -> ResponseReturnValue:
    """Hand a session that has just begun to the browser. more: what else it is told, once."""
    reading().commit()  # a recovery code has been used since this request began to read
    who = SignedIn(new.row, member, office_of(member), new.row.unlock_key(new.token, now()))
    return give_cookie(make_response(session_document(who) | more), new.token)


def end_session(session: Session, row: SignedInSession) -> None:
    """Sign a session out, whoever's it is: the browser may have had another member's."""
    member = session.get_one(Member, (row.office_id, row.member_id))
    sessions.sign_out(session, row)
    record(session, row.office_id, member.name, "sign_out", now=now())


def session_document(who: SignedIn) -> dict[str, Any]:
    """What a member's browser is told: sealed secrets, public facts, the unlock key."""
    return {
        "csrf": who.session.csrf,
        "site": the_site(reading()).site.hex(),
        "idle_minutes": IDLE.seconds // 60,
        "locked": who.key is None,
        "key": who.key.hex() if who.key else None,
        "member": {
            "name": who.member.name,
            "display_name": who.member.display_name,
            "roles": who.member.roles,
        },
        "office": office_document(who.office),
        "second_factor": "required" if is_required(who.office) else "optional",
        "factors": _factors(who),
        **keyring_document(reading(), who.office, who.member),
        "audit": head_document(reading(), who.office.id),
    }


def _factors(who: SignedIn) -> dict[str, int | bool]:
    factors = factors_of(reading(), who.member)
    return factors.document | {"unlocking": len(unlocking(reading(), who.member))}


def office_of(member: Member) -> Office:
    """The office that a member belongs to."""
    return reading().get_one(Office, member.office_id)
