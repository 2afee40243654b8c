"""What is asked of every route that names a thing (tests/casework/hidden.py)."""

from __future__ import annotations

import uuid
from base64 import b64encode
from collections.abc import Iterator
from typing import Any, NamedTuple

from portal.days import today
from tests.casework.hidden import ABSENT, SECRET, World

BEARER = {"Authorization": f"Bearer {SECRET}"}
SEALED = b64encode(b"sealed").decode()


class Probe(NamedTuple):
    """Addresses of one route: none of `hidden` is there for whoever asks; `known` are."""

    hidden: list[str]
    known: list[str]
    content: Any = None
    headers: dict[str, str] = {}


def probes(world: World) -> Iterator[tuple[str, Probe]]:
    """A probe for every route that names a thing."""
    yield from _about_reports(world)
    yield from _about_cases(world)
    yield from _about_files(world)
    yield from _about_people(world)
    yield from _about_the_office(world)
    yield from _about_lists(world)


def _each(form: str, ids: list[Any]) -> list[str]:
    return [form.format(id) for id in ids]


def _about_reports(world: World) -> Iterator[tuple[str, Probe]]:
    route, hidden, known = "/casework/reports/<uuid:id>", world.hidden_reports, [world.new]
    answer = {"id": str(uuid.uuid4()), "seq": "1", "sealed": SEALED, "attachments": ""}
    case = {"id": str(uuid.uuid4()), "sealed": SEALED, "recovery": SEALED, "grants": []}
    contents = {"/answers": answer, "/case": case | {"letters": [], "recusals": []}}
    for method, tail in (
        ("GET", ""),
        ("GET", ".json"),
        ("GET", "/sealed"),
        ("POST", "/answers"),
        ("POST", "/case"),
    ):
        form = "/casework/reports/{}" + tail
        probe = Probe(_each(form, hidden), _each(form, known), contents.get(tail))
        yield f"{method} {route}{tail}", probe


def _about_cases(world: World) -> Iterator[tuple[str, Probe]]:
    route, hidden, known = "/casework/cases/<uuid:id>", world.hidden_cases, [world.case.id]
    own = {"reason": "leader", "member": world.name}
    for method, tail, content in (
        ("GET", "", None),
        ("GET", ".json", None),
        ("GET", "/sealed", None),
        ("POST", "/answers", {}),
        ("POST", "/grants", {}),
        ("POST", "/export", {}),
        ("POST", "/papers", {}),
        ("POST", "/split", {}),
        ("POST", "/entries", {}),
        ("POST", "/tasks", {}),
        ("GET", "/transfers.json", None),
        ("POST", "/transfers", {}),
        ("POST", "/passing", {}),
        ("POST", "/transfer-result", {}),
        ("POST", "/letters", {}),
        ("POST", "/rekey", {}),
        ("POST", "/recusals", own | {"rekey": 7}),
        ("DELETE", f"/grants/{world.name}", {}),
        ("DELETE", f"/recusals/{world.name}", {}),
    ):
        form = "/casework/cases/{}" + tail
        probe = Probe(_each(form, hidden), _each(form, known), content)
        yield f"{method} {route}{tail.replace(world.name, '<name>')}", probe


def _about_files(world: World) -> Iterator[tuple[str, Probe]]:
    ours, theirs = world.ours, world.theirs
    of_new, of_case = ours.attachment(world.new), ours.attachment(world.case.report_id)
    foreign_file = theirs.attachment(world.foreign_report)
    hidden = [
        (ABSENT, of_new),
        (world.foreign_report, foreign_file),
        *((report, ours.attachment(report)) for report in world.hidden_reports[2:]),
    ]
    not_its = [(world.new, file) for file in (ABSENT, of_case, ours.attachment(), foreign_file)]
    tail = "/attachments/<uuid:id>/parts/<int:part>"
    form = "/casework/reports/{}/attachments/{}/parts/0"
    for pairs in (hidden, not_its):
        yield (
            f"GET /casework/reports/<uuid:report>{tail}",
            Probe([form.format(*pair) for pair in pairs], [form.format(world.new, of_new)]),
        )
    cases = (world.foreign, world.ungranted, world.recused)
    files = [theirs.attachment(cases[0].report_id)]
    files += [ours.attachment(case.report_id) for case in cases[1:]]
    pairs = [(ABSENT, of_case), *((case.id, file) for case, file in zip(cases, files, strict=True))]
    form = "/casework/cases/{}/attachments/{}/parts/0"
    yield (
        f"GET /casework/cases/<uuid:case>{tail}",
        Probe([form.format(*pair) for pair in pairs], [form.format(world.case.id, of_case)]),
    )
    uploads, own = [ABSENT, theirs.attachment()], ours.attachment()
    for method, tail, made in (
        ("GET", "/parts", "/parts"),
        ("PUT", "/parts/<int:part>", "/parts/7"),
        ("DELETE", "", ""),
    ):
        form = "/casework/attachments/{}" + made
        probe = Probe(_each(form, uploads), _each(form, [own]), b"x", BEARER)
        yield f"{method} /casework/attachments/<uuid:id>{tail}", probe


def _about_people(world: World) -> Iterator[tuple[str, Probe]]:
    ours, theirs = world.ours, world.theirs
    passkeys = [ABSENT, ours.passkey("colleague"), theirs.passkey("registrar")]
    form = "/casework/account/passkeys/{}"
    route = "/casework/account/passkeys/<uuid:id>"
    own = [ours.passkey("registrar")]
    for method, content in (("PATCH", {"label": "x"}), ("DELETE", {"proof": "PROOF"})):
        yield f"{method} {route}", Probe(_each(form, passkeys), _each(form, own), content)
    ids = ["0" * 64, world.sessions["other"], world.sessions["foreign"]]
    form = "/casework/account/sessions/{}"
    yield (
        "DELETE /casework/account/sessions/<id>",
        Probe(_each(form, ids), _each(form, [world.sessions["own"]])),
    )
    subjects = [f"case/{ABSENT}", ours.draft("colleague"), theirs.draft("registrar")]
    form = "/casework/drafts/{}"
    own_draft = [ours.draft("registrar")]
    for method in ("GET", "DELETE"):
        yield (
            f"{method} /casework/drafts/<path:subject>",
            Probe(_each(form, subjects), _each(form, own_draft)),
        )
    files = [60, ours.index_file("colleague", 5), theirs.index_file("registrar", 6)]
    form = "/casework/index/{}"
    yield (
        "GET /casework/index/<int:no>",
        Probe(_each(form, files), _each(form, [ours.index_file("registrar", 7)])),
    )
    tasks = [ABSENT, ours.task(world.case, "colleague"), theirs.task(world.foreign, "registrar")]
    form = "/casework/tasks/{}/answer"
    yield (
        "POST /casework/tasks/<uuid:id>/answer",
        Probe(_each(form, tasks), _each(form, [ours.task(world.case, "helper")]), {}),
    )
    names = ["nobody", "theirs"]
    for method, tail in (("DELETE", ""), ("POST", "/invitation"), ("DELETE", "/invitation")):
        form = "/casework/members/{}" + tail
        yield (
            f"{method} /casework/members/<name>{tail}",
            Probe(_each(form, names), _each(form, ["colleague"])),
        )


def _about_the_office(world: World) -> Iterator[tuple[str, Probe]]:
    ours, theirs = world.ours, world.theirs
    notices = [ABSENT, theirs.notice()]
    notice = {"title": "x", "body": "x", "from_on": today().isoformat(), "until_on": ""}
    for method, content in (("GET", None), ("POST", notice), ("DELETE", None)):
        form = "/casework/notices/{}"
        probe = Probe(_each(form, notices), _each(form, [ours.notice()]), content)
        yield f"{method} /casework/notices/<uuid:id>", probe
    facts = {"name": "x", "address": "x", "letter_box": "x", "phone": "010-5550-0123"}
    first = {"member": "first", "display_name": "x", "role": "administrator"}
    for method, tail, content in (
        ("GET", "", None),
        ("POST", "", facts),
        ("POST", "/publication", {"what": "withdraw"}),
        ("POST", "/invitation", first),
    ):
        form = "/casework/offices/{}" + tail
        probe = Probe(_each(form, ["nowhere1", "stranger"]), _each(form, ["hospital"]), content)
        yield f"{method} /casework/offices/<slug>{tail}", probe
    # A number that the other office's chain has and ours has not.
    form = "/casework/audit/entry/{}.json"
    yield (
        "GET /casework/audit/entry/<int:seq>.json",
        Probe(_each(form, [90, 40]), _each(form, [1])),
    )


def _about_lists(world: World) -> Iterator[tuple[str, Probe]]:
    version = world.theirs.list_version("limits")
    paths = ("limits/9", f"limits/{version}", "nowhere1/0")
    hidden = _each("/casework/lists/{}.json", list(paths))
    yield (
        "GET /casework/lists/<name>/<int:version>.json",
        Probe(hidden, _each("/casework/lists/{}.json", ["limits/0"])),
    )
    for method, content in (("GET", None), ("POST", {"base": "0"})):
        named = Probe(["/casework/lists/nowhere1"], ["/casework/lists/limits"], content)
        yield f"{method} /casework/lists/<name>", named
