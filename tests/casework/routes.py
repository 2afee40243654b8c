"""Whom every route of the office's area is for. A route that is not here fails a test."""

from __future__ import annotations

from casework.members.models import ROLES

ANYONE = "anyone"
LOCKED = "signed_in_or_locked"
"""Members, though their session is locked."""
OWN = "own_account"
"""Members, though they have no second factor yet."""
MEMBERS = "signed_in"
KEYHOLDERS = ("registrar", "leader")
CASEWORKERS = ("registrar", "investigator", "leader", "secretary")
HELPER = ("helper",)
LEADER = ("leader",)
AUDITOR = ("auditor",)
ADMINISTRATOR = ("administrator",)
STAFF = ("leader", "administrator")
Audience = str | tuple[str, ...]

ROUTES: dict[str, Audience] = {
    "GET /": ANYONE,
    "GET /static/<path:name>": ANYONE,
    "GET /casework/sign-in": ANYONE,
    "GET /casework/viewer": ANYONE,
    "POST /casework/session": ANYONE,
    "POST /casework/session/second-factor": ANYONE,
    "GET /casework/invitation": ANYONE,
    "POST /casework/invitation": ANYONE,
    "POST /casework/invitation/factor": ANYONE,
    "POST /casework/invitation/look": ANYONE,
    "DELETE /casework/session": LOCKED,
    "POST /casework/session/lock": LOCKED,
    "POST /casework/session/seen": LOCKED,
    "POST /casework/session/unlock": LOCKED,
    "POST /casework/session/unlock/passkey": LOCKED,
    "PUT /casework/drafts/<path:subject>": LOCKED,
    "GET /casework/session": OWN,
    "GET /casework/account": OWN,
    "GET /casework/account.json": OWN,
    "POST /casework/account/codes": OWN,
    "POST /casework/account/factors": OWN,
    "POST /casework/account/factors/new": OWN,
    "DELETE /casework/account/passkeys/<uuid:id>": OWN,
    "PATCH /casework/account/passkeys/<uuid:id>": OWN,
    "POST /casework/account/passphrase": OWN,
    "POST /casework/account/proof": OWN,
    "DELETE /casework/account/sessions": OWN,
    "DELETE /casework/account/sessions/<id>": OWN,
    "DELETE /casework/account/totp": OWN,
    "GET /casework/": MEMBERS,
    "GET /casework/how-to": MEMBERS,
    "POST /casework/members/me/sealed-secret": MEMBERS,
    "GET /casework/drafts/<path:subject>": MEMBERS,
    "DELETE /casework/drafts/<path:subject>": MEMBERS,
    "GET /casework/audit/head.json": MEMBERS,
    "GET /casework/audit/entry/<int:seq>.json": MEMBERS,
    "GET /casework/reports.json": MEMBERS,
    "GET /casework/reports/<uuid:id>": MEMBERS,
    "GET /casework/reports/<uuid:id>.json": MEMBERS,
    "GET /casework/reports/<uuid:id>/sealed": MEMBERS,
    "POST /casework/reports/<uuid:id>/answers": MEMBERS,
    "GET /casework/reports/<uuid:report>/attachments/<uuid:id>/parts/<int:part>": MEMBERS,
    "POST /casework/attachments": MEMBERS,
    "DELETE /casework/attachments/<uuid:id>": MEMBERS,
    "GET /casework/attachments/<uuid:id>/parts": MEMBERS,
    "PUT /casework/attachments/<uuid:id>/parts/<int:part>": MEMBERS,
    "GET /casework/today": MEMBERS,
    "GET /casework/today.json": MEMBERS,
    "GET /casework/cases": MEMBERS,
    "GET /casework/cases.json": MEMBERS,
    "GET /casework/cases/<uuid:id>": MEMBERS,
    "GET /casework/cases/<uuid:id>.json": MEMBERS,
    "GET /casework/cases/<uuid:id>/sealed": MEMBERS,
    "POST /casework/cases/<uuid:id>/export": MEMBERS,
    "POST /casework/cases/<uuid:id>/papers": MEMBERS,
    "GET /casework/cases/<uuid:case>/attachments/<uuid:id>/parts/<int:part>": MEMBERS,
    "POST /casework/cases/<uuid:id>/recusals": MEMBERS,
    "POST /casework/cases/<uuid:id>/entries": CASEWORKERS,
    "POST /casework/cases/<uuid:id>/tasks": CASEWORKERS,
    "GET /casework/tasks": HELPER,
    "GET /casework/tasks.json": HELPER,
    "POST /casework/tasks/<uuid:id>/answer": HELPER,
    "GET /casework/cases/<uuid:id>/transfers.json": CASEWORKERS,
    "POST /casework/cases/<uuid:id>/transfers": KEYHOLDERS,
    "POST /casework/cases/<uuid:id>/passing": KEYHOLDERS,
    "GET /casework/cases/passed.json": KEYHOLDERS,
    "POST /casework/cases/<uuid:id>/transfer-result": KEYHOLDERS,
    "GET /casework/reports/new": KEYHOLDERS,
    "POST /casework/reports": KEYHOLDERS,
    "POST /casework/reports/<uuid:id>/case": KEYHOLDERS,
    "GET /casework/cases/due.json": KEYHOLDERS,
    "POST /casework/cases/<uuid:id>/answers": KEYHOLDERS,
    "POST /casework/cases/<uuid:id>/grants": KEYHOLDERS,
    "POST /casework/cases/<uuid:id>/split": KEYHOLDERS,
    "DELETE /casework/cases/<uuid:id>/grants/<name>": KEYHOLDERS,
    "POST /casework/cases/<uuid:id>/letters": KEYHOLDERS,
    "POST /casework/cases/<uuid:id>/rekey": KEYHOLDERS,
    "DELETE /casework/cases/<uuid:id>/recusals/<name>": LEADER,
    "GET /casework/cases/handover": LEADER,
    "GET /casework/cases/handover.json": LEADER,
    "POST /casework/cases/handover": LEADER,
    "GET /casework/declarations": CASEWORKERS,
    "GET /casework/declarations.json": CASEWORKERS,
    "PUT /casework/declarations": CASEWORKERS,
    "GET /casework/search": CASEWORKERS,
    "GET /casework/index.json": CASEWORKERS,
    "GET /casework/index/<int:no>": CASEWORKERS,
    "PUT /casework/index/<int:no>": CASEWORKERS,
    "GET /casework/cases/ids.json": CASEWORKERS,
    "GET /casework/cases/rows.json": CASEWORKERS,
    "GET /casework/papers": CASEWORKERS,
    "GET /casework/lists.json": CASEWORKERS,
    "GET /casework/lists/<name>/<int:version>.json": CASEWORKERS,
    "GET /casework/lists": LEADER,
    "GET /casework/lists/<name>": LEADER,
    "POST /casework/lists/<name>": LEADER,
    "GET /casework/set-up": LEADER,
    "POST /casework/keyring/setup": LEADER,
    "GET /casework/recovery": LEADER,
    "GET /casework/keyring/recovery.json": LEADER,
    "POST /casework/keyring/recovery": LEADER,
    "POST /casework/keyring/recovery/grants": LEADER,
    "POST /casework/keyring/roster": LEADER,
    "POST /casework/keyring/rotation": LEADER,
    "POST /casework/keyring/renewal": LEADER,
    "GET /casework/members": STAFF,
    "GET /casework/members.json": STAFF,
    "POST /casework/members": STAFF,
    "DELETE /casework/members/<name>": STAFF,
    "POST /casework/members/<name>/invitation": STAFF,
    "DELETE /casework/members/<name>/invitation": STAFF,
    "GET /casework/audit": AUDITOR,
    "GET /casework/audit/acts.json": AUDITOR,
    "GET /casework/audit/entries.json": AUDITOR,
    "POST /casework/audit/exports": AUDITOR,
    "GET /casework/calendar": ADMINISTRATOR,
    "POST /casework/calendar": ADMINISTRATOR,
    "POST /casework/calendar/preview": ADMINISTRATOR,
    "GET /casework/notices": ADMINISTRATOR,
    "POST /casework/notices": ADMINISTRATOR,
    "POST /casework/notices/preview": ADMINISTRATOR,
    "GET /casework/notices/<uuid:id>": ADMINISTRATOR,
    "POST /casework/notices/<uuid:id>": ADMINISTRATOR,
    "DELETE /casework/notices/<uuid:id>": ADMINISTRATOR,
    "GET /casework/offices": ADMINISTRATOR,
    "POST /casework/offices": ADMINISTRATOR,
    "GET /casework/offices/<slug>": ADMINISTRATOR,
    "POST /casework/offices/<slug>": ADMINISTRATOR,
    "POST /casework/offices/<slug>/invitation": ADMINISTRATOR,
    "POST /casework/offices/<slug>/publication": ADMINISTRATOR,
    "GET /casework/posters": STAFF,
    "GET /casework/posters/print": STAFF,
    "GET /casework/settings": ADMINISTRATOR,
    "POST /casework/settings": ADMINISTRATOR,
}


def audience_of(route: str) -> Audience:
    """Whom a route is for, as the table says."""
    return ROUTES[route]


def roles_of(audience: Audience) -> frozenset[str]:
    """The roles that a route lets in."""
    return frozenset(audience if isinstance(audience, tuple) else ROLES)
