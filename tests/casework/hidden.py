"""Things that are there and must not be told apart from things that are not.

Every route that names a thing is probed with addresses of what is absent, another office's, not
granted, or taken away by a recusal; and with those of what the member may have, so that a probe
which finds nothing is noticed.
"""

from __future__ import annotations

import hashlib
import uuid
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from casework.audit.service import record
from casework.cases.models import Case, CaseGrant, Recusal
from casework.drafts.models import Draft
from casework.members.factor_models import Passkey
from casework.members.models import Member
from portal.attachments.models import Attachment, Part
from portal.blobs import Blobs
from portal.days import now, today
from portal.notices.models import Notice
from portal.offices.models import Office
from portal.reports.models import Report
from tests.conftest import Hospital

ABSENT = uuid.UUID("00000000-0000-4000-8000-000000000000")
SECRET = "5e" * 32
"""Of every upload here: whoever has it must still belong to the office."""
BEARER = {"Authorization": f"Bearer {SECRET}"}
SEALED = b64encode(b"sealed").decode()
CASTED = ("registrar", "colleague", "investigator", "leader", "secretary")


class Probe(NamedTuple):
    """Addresses of one route: none of `hidden` is there for whoever asks; `known` are."""

    hidden: list[str]
    known: list[str]
    content: Any = None
    headers: dict[str, str] = {}


@dataclass
class House:
    """Rows of an office, made for probing."""

    session: Session
    blobs: Blobs
    hospital: Hospital
    members: dict[str, Member] = field(default_factory=dict)

    @property
    def office(self) -> Office:
        return self.hospital.office

    def report(self, **changes: Any) -> uuid.UUID:
        """A report that has come in."""
        values: dict[str, Any] = {
            "office_id": self.office.id,
            "id": uuid.uuid4(),
            "mailbox_id": None,
            "epoch": 1,
            "channel": "browser",
            "received_on": today(),
            "deliver_on": today(),
            "body": b"sealed",
        }
        self.session.add(report := Report(**values | changes))
        self.session.flush()
        return report.id

    def case(self, granted: tuple[str, ...], recused: tuple[str, ...] = ()) -> Case:
        """A case with its report, granted to some, some of whom are recused."""
        office, id, registrar = self.office.id, uuid.uuid4(), self.members["registrar"].id
        case = Case(
            office_id=office,
            id=id,
            report_id=self.report(body=b"", sha256=b"3" * 32),
            version=1,
            sealed=b"sealed",
            recovery=b"sealed",
            rekey_due=True,
            registered_at=now(),
            registered_by=registrar,
        )
        self.session.add(case)
        of = {"office_id": office, "case_id": id}
        for name in granted:
            values = of | {"member_id": self.members[name].id, "granted_by": registrar}
            self.session.add(CaseGrant(**values, sealed=b"sealed", granted_at=now()))
        for name in recused:
            values = of | {"member_id": self.members[name].id, "recused_by": registrar}
            self.session.add(Recusal(**values, reason="leader", recused_at=now()))
        self.session.flush()
        return case

    def attachment(self, report_id: uuid.UUID | None = None) -> uuid.UUID:
        """A file of one part: of a report, or an upload that nobody has claimed yet."""
        id, name = uuid.uuid4(), uuid.uuid4()
        row = Attachment(
            office_id=self.office.id,
            id=id,
            secret_digest=hashlib.sha256(bytes.fromhex(SECRET)).digest(),
            size=6,
            stored=6,
            begun_on=today(),
            report_id=report_id,
        )
        part = Part(office_id=self.office.id, id=name, attachment_id=id, part=0, sha256=b"2" * 32)
        self.blobs.write(name, b"sealed")
        self.session.add_all([row, part])
        self.session.flush()
        return id

    def notice(self) -> uuid.UUID:
        """A notice of the office."""
        texts = {"zh-Hans": {"title": "通知", "body": ""}}
        self.session.add(
            notice := Notice(office_id=self.office.id, texts=texts, from_on=today(), until_on=None)
        )
        self.session.flush()
        return notice.id

    def passkey(self, name: str) -> uuid.UUID:
        """A passkey of a member."""
        passkey = Passkey(
            office_id=self.office.id,
            member_id=self.members[name].id,
            credential_id=uuid.uuid4().bytes,
            public_key=b"key",
            sign_count=0,
            label="key",
            created_at=now(),
        )
        self.session.add(passkey)
        self.session.flush()
        return passkey.id

    def draft(self, name: str) -> str:
        """What a member is writing; gives its subject."""
        subject = f"case/{uuid.uuid4()}"
        member = self.members[name].id
        values = {"office_id": self.office.id, "member_id": member, "sealed": b"sealed"}
        self.session.add(Draft(**values, subject=subject, saved_at=now()))
        self.session.flush()
        return subject


@dataclass
class World:
    """Two houses; what is asked for in the first."""

    ours: House
    theirs: House
    sessions: dict[str, str]
    """Ids of sessions: `own` is another one of the registrar's, `other` is not, nor `foreign`."""

    def __post_init__(self) -> None:
        ours, theirs = self.ours, self.theirs
        self.new, self.foreign_report = ours.report(), theirs.report()
        self.later = ours.report(deliver_on=today() + timedelta(days=9))
        self.case = ours.case(CASTED)
        self.ungranted = ours.case(())
        self.recused = ours.case(CASTED, CASTED)
        self.foreign = theirs.case(("registrar", "leader", "investigator"))
        self.name = self.ours.members["secretary"].name
        for _ in range(40):
            record(theirs.session, theirs.office.id, "registrar", "lock", now=now())
        record(ours.session, ours.office.id, "registrar", "lock", now=now())
        ours.session.commit()

    @property
    def hidden_reports(self) -> list[uuid.UUID]:
        """Reports that nobody of the first house may open as such."""
        registered = (self.ungranted.report_id, self.recused.report_id)
        return [ABSENT, self.foreign_report, self.later, *registered]

    @property
    def hidden_cases(self) -> list[uuid.UUID]:
        """Cases that nobody of the first house may open."""
        return [ABSENT, self.foreign.id, self.ungranted.id, self.recused.id]


def probes(world: World) -> Iterator[tuple[str, Probe]]:
    """A probe for every route that names a thing."""
    yield from _about_reports(world)
    yield from _about_cases(world)
    yield from _about_files(world)
    yield from _about_people(world)
    yield from _about_the_office(world)


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
