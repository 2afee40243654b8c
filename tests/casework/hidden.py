"""Things that are there and must not be told apart from things that are not.

Every route that names a thing is probed with addresses of what is absent, another office's, not
granted, or taken away by a recusal; and with those of what the member may have, so that a probe
which finds nothing is noticed.
"""

from __future__ import annotations

import hashlib
import uuid
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session

from casework.audit.service import record
from casework.cases.models import Case, CaseGrant, Recusal
from casework.deadlines.models import Deadline
from casework.drafts.models import Draft
from casework.lists.models import OfficeList
from casework.members.factor_models import Passkey
from casework.members.models import Member
from casework.search.models import IndexFile
from casework.tasks.models import Task
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
CASTED = ("registrar", "colleague", "investigator", "leader", "secretary")


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

    def deadline(self, case: Case) -> None:
        """Something of a case that was due yesterday."""
        on = today() - timedelta(days=1)
        of = {"office_id": case.office_id, "case_id": case.id, "kind": "reply"}
        values = {"begun_on": on, "due_on": on, "counted": None, "provisional": False}
        self.session.add(Deadline(**of, **values, entry_id=None, met_on=None))

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

    def list_version(self, name: str) -> int:
        """A list that the office has changed; gives its version."""
        values = {"office_id": self.office.id, "set_by": self.members["registrar"].id}
        self.session.add(OfficeList(**values, name=name, version=1, value={}, set_at=now()))
        self.session.flush()
        return 1

    def task(self, case: Case, name: str) -> uuid.UUID:
        """What a member is asked about a case."""
        values = {"office_id": self.office.id, "case_id": case.id, "entry_id": uuid.uuid4()}
        values |= {"member_id": self.members[name].id, "asked_on": today(), "due_on": today()}
        task = Task(**values, id=uuid.uuid4(), sealed=b"sealed")
        self.session.add(task)
        self.session.flush()
        return task.id

    def draft(self, name: str) -> str:
        """What a member is writing; gives its subject."""
        subject = f"case/{uuid.uuid4()}"
        member = self.members[name].id
        values = {"office_id": self.office.id, "member_id": member, "sealed": b"sealed"}
        self.session.add(Draft(**values, subject=subject, saved_at=now()))
        self.session.flush()
        return subject

    def index_file(self, name: str, no: int) -> int:
        """A file of a member's index; gives its number."""
        member = self.members[name].id
        values = {"office_id": self.office.id, "member_id": member, "no": no, "version": 1}
        self.session.add(IndexFile(**values, sealed=b"sealed"))
        self.session.flush()
        return no


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
        for case in (self.case, self.ungranted, self.recused):
            ours.deadline(case)
        theirs.deadline(self.foreign)
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
