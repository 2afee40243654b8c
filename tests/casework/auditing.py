"""What an auditor's browser finds, and what somebody who writes to the database leaves there."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.audit.models import AuditEntry, SignedHead
from crypto.keys import signing_half, verify_key
from crypto.statements import sign
from portal.days import now, today
from tests.casework.inspector import Inspector, Worker
from tests.conftest import Hospital


def checked(auditor: Inspector, worker: Worker) -> dict[str, Any]:
    """What became of the chain: what is wrong, how far it is signed, how much proves nothing."""
    after = signed = unproved = 0
    while True:
        page = auditor.get(f"audit/entries.json?from={after}").json
        if after == 0:
            worker.ask("beginChain", office=page["office"])
        found = worker.ask("checkPage", **page)
        after += len(page["entries"])
        signed, unproved = max(signed, found["signed"]), unproved + found["unproved"]
        if found["broken"] is not None or after >= page["end"]["seq"]:
            return {"broken": found["broken"], "signed": signed, "unproved": unproved}


def keep_forged(session: Session, hospital: Hospital, secret: bytes, **changes: Any) -> None:
    """Keep a head of the chain's end in any name, signed by any key, without a browser."""
    key = signing_half("member", secret)
    mine = AuditEntry.office_id == hospital.office.id
    entry = session.scalars(select(AuditEntry).where(mine).order_by(AuditEntry.seq.desc())).first()
    assert entry is not None
    head = {
        "type": "qingfeng/head",
        "site": hospital.site.hex(),
        "office": hospital.office.slug,
        "seq": entry.seq,
        "digest": entry.digest.hex(),
        "member": "leader",
        "verify_key": verify_key(key).hex(),
        "signed_on": today().isoformat(),
    }
    row = SignedHead(
        office_id=hospital.office.id,
        member_id=hospital.setup.leader.member.id,
        seq=entry.seq,
        statement=sign("head", head | changes, key),
        signed_at=now(),
    )
    session.add(row)
    session.commit()
