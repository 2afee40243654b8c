"""Who is asking: the session behind a request, and requests from elsewhere refused."""

from __future__ import annotations

import functools
import hmac
from collections.abc import Callable, Collection
from contextlib import suppress
from dataclasses import dataclass
from typing import ParamSpec, TypeAlias
from urllib.parse import urlsplit

from flask import Response, g, request
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import SQLAlchemyError

from casework.database import reading, writing
from casework.members import sessions
from casework.members.factors import lacks_factor
from casework.members.models import Member, SignedInSession
from portal.days import now
from portal.offices.models import Office

COOKIE = "__Host-qingfeng-casework"
SAFE = ("GET", "HEAD", "OPTIONS")
LANGUAGES = {"zh-Hans": "zh_Hans", "en": "en"}
P = ParamSpec("P")
Guarded: TypeAlias = Callable[P, ResponseReturnValue]


class NotSignedIn(Exception):
    """The request comes without a session that still lasts."""


class NotFromHere(Exception):
    """The request was made by another site's page, or without the session's token."""


class NotForYou(Exception):
    """Members of other roles do this, or a leader has not vouched for this member's keys yet."""


class SecondFactorNeeded(Exception):
    """The office asks for a second factor, and this member has none yet."""


class SessionLocked(Exception):
    """The session is locked: whoever asks has not proved the passphrase since."""


@dataclass(frozen=True)
class SignedIn:
    """Who is asking: their session, themselves, their office; `key` is null while locked."""

    session: SignedInSession
    member: Member
    office: Office
    key: bytes | None


def signed_in(view: Callable[P, ResponseReturnValue]) -> Callable[P, ResponseReturnValue]:
    """Mark a view as open to members only, and refuse everybody else.

    A locked session may look, and change nothing. Raises NotSignedIn, NotFromHere, SessionLocked,
    and SecondFactorNeeded before anything else is said.
    """

    @functools.wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
        if lacks_factor(reading(), me().office, me().member):
            raise SecondFactorNeeded
        return view(*args, **kwargs)

    return _open_to("signed_in", own_account(guarded))


def own_account(view: Callable[P, ResponseReturnValue]) -> Callable[P, ResponseReturnValue]:
    """As `signed_in`, for what a member without the second factor may do: add one, and little else.

    Raises NotSignedIn, NotFromHere, SessionLocked.
    """

    @functools.wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
        if request.method not in SAFE and me().key is None:
            raise SessionLocked
        return view(*args, **kwargs)

    return _open_to("own_account", signed_in_or_locked(guarded))


def signed_in_or_locked(
    view: Callable[P, ResponseReturnValue],
) -> Callable[P, ResponseReturnValue]:
    """As `signed_in`, for what a member may do while locked. Raises NotSignedIn, NotFromHere."""

    @functools.wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
        _check_token(me().session)
        return view(*args, **kwargs)

    return _open_to("signed_in_or_locked", guarded)


def only(
    *roles: str, vouched: bool = True
) -> Callable[[Callable[P, ResponseReturnValue]], Guarded[P]]:
    """Mark a view as open to members of these roles, and refuse everybody else as `signed_in` does.

    Nobody but an administrator, or the first leader of an office that has no keys yet, is anybody
    before a leader has vouched for their keys; vouched=False is for recovery, when no leader is
    left to do so. Raises NotForYou, before anything is looked up.
    """

    def mark(view: Callable[P, ResponseReturnValue]) -> Guarded[P]:
        @functools.wraps(view)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
            if not may_act(me(), roles, vouched=vouched):
                raise NotForYou
            return view(*args, **kwargs)

        return _open_to(roles, signed_in(guarded))

    return mark


def _open_to(audience: str | tuple[str, ...], guarded: Guarded[P]) -> Guarded[P]:
    """Declare whom a view is open to: tests/casework/routes.py says the same, or a test fails."""
    guarded.audience = audience  # type: ignore[attr-defined]
    return guarded


def may_act(who: SignedIn, roles: Collection[str], *, vouched: bool = True) -> bool:
    """Whether a member acts in one of these roles. vouched: only with keys that are vouched for."""
    held = set(roles) & set(who.member.roles)
    fit = not vouched or who.member.is_rostered or not who.office.is_set_up
    return bool(held) and (fit or held == {"administrator"})


def me() -> SignedIn:
    """Who is asking. Raises NotSignedIn."""
    found = find_me()
    if found is None:
        raise NotSignedIn
    return found


def find_me() -> SignedIn | None:
    """Who is asking, if it is a member."""
    if "me" not in g:
        g.me = _recognise()
    found: SignedIn | None = g.me
    return found


def _recognise() -> SignedIn | None:
    token = request.cookies.get(COOKIE, "")
    row = sessions.session_of(reading(), token)
    if row is None or row.is_over(now()):
        return None
    if row.is_stale(now()):
        with writing() as session:
            row = sessions.touch(session, row, now())
    if row is None:
        return None
    member = reading().get(Member, (row.office_id, row.member_id))
    if member is None or member.left_at is not None:
        return None
    office = reading().get_one(Office, row.office_id)
    return SignedIn(row, member, office, row.unlock_key(token, now()))


def refuse_foreign_requests() -> None:
    """Let only our own pages ask for changes. Raises NotFromHere."""
    if request.method in SAFE:
        return
    origin, site = request.headers.get("Origin"), request.headers.get("Sec-Fetch-Site")
    known = origin is not None or site is not None
    if not (known and _is_ours(origin) and site in (None, "same-origin")):
        raise NotFromHere


def _is_ours(origin: str | None) -> bool:
    try:
        return origin is None or urlsplit(origin).netloc == request.host
    except ValueError:
        return False


def _check_token(session: SignedInSession) -> None:
    if request.method in SAFE:
        return
    given = request.headers.get("X-CSRF-Token", "")
    if not hmac.compare_digest(given.encode(), session.csrf.encode()):
        raise NotFromHere


def give_cookie(response: Response, token: str) -> Response:
    """Hand a new session to the browser; it ends with the browser at the latest."""
    response.set_cookie(COOKIE, token, path="/", secure=True, httponly=True, samesite="Strict")
    return response


def take_cookie(response: Response) -> Response:
    """Take the session away from the browser."""
    response.delete_cookie(COOKIE, path="/", secure=True, httponly=True, samesite="Strict")
    return response


def language() -> str:
    """The language asked for: chosen on this page, else kept in the session, else the browser's.

    An error page asks too, when the database may be what has failed: then nobody is known.
    """
    chosen = request.args.get("language", "")
    if chosen not in LANGUAGES:
        with suppress(SQLAlchemyError):
            found = find_me()
            chosen = found.session.language if found else chosen
    if chosen not in LANGUAGES:
        chosen = request.accept_languages.best_match(("zh", "zh-CN", "zh-TW", "en"), "zh")
    return "en" if chosen == "en" else "zh_Hans"
