"""Members with cases: what their browsers do, through the worker and over HTTP."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from werkzeug.test import TestResponse

from crypto import keys, statements
from portal.days import today
from tests.casework.inspector import HELD_KEY, Inspector, Worker
from tests.conftest import Hospital

Words = dict[str, Any] | None
HELD_BY: dict[tuple[str, str], str] = {}


def roster_of(hospital: Hospital, **changes: Any) -> dict[str, Any]:
    """The roster of the cast, signed by its leader; `changes` are what somebody else may say."""
    trust = keys.reading_half("trust", hospital.setup.trust)
    people = (
        hospital.setup.leader,
        hospital.registrar,
        hospital.investigator,
        *hospital.others.values(),
    )
    leader = keys.signing_half("member", hospital.setup.leader.secret)
    body = {
        "site": hospital.site.hex(),
        "office": hospital.office.slug,
        "version": 1,
        "epoch": 1,
        "members": [
            {
                "name": one.member.name,
                "display_name": one.member.display_name,
                "roles": one.member.roles,
                "recipient": one.member.recipient,
                "verify_key": one.member.verify_key.hex(),
                "joined_on": today().isoformat(),
                "left_on": "",
            }
            for one in people
        ],
        "recovery": str(trust.recipient),
        "leader": keys.verify_key(leader).hex(),
        "issued_on": today().isoformat(),
        "expires_on": (today() + timedelta(days=90)).isoformat(),
        **changes,
    }
    return statements.sign("roster", body, leader)


class CaseWorker(Inspector):
    """A member of the office who may have to do with cases."""

    def sit_down(self, worker: Worker) -> None:
        """Sign in and unlock, or take up what an earlier page of this member kept."""
        if not self.session:
            assert self.sign_in().status_code == 200
            if not self.session.get("roster"):
                self.vouch()
        kept = HELD_BY.get((self.slug, self.role))
        if kept is None:
            self.unlock(worker)
            kept = HELD_BY[self.slug, self.role] = worker.ask("hold", key=HELD_KEY)
        worker.ask("restore", **self.who, key=HELD_KEY, held=kept)
        worker.ask("refresh", **self.told)

    def vouch(self) -> None:
        """What a leader's browser has signed."""
        office = self.session["office"]
        trust = keys.reading_half("trust", self.hospital.setup.trust)
        digest = statements.recovery_digest(str(trust.recipient))
        root = keys.signing_half("trust", self.hospital.setup.trust)
        charter = {k: v for k, v in office["charter"].items() if k != "signature"}
        signed = statements.sign("charter", charter | {"recovery": digest}, root)
        self.session["office"] = office | {"charter": signed}
        self.session |= {"roster": roster_of(self.hospital), "earlier": []}

    @property
    def now(self) -> dict[str, Any]:
        """What every question to the worker about a case says beside it."""
        return {"office": self.session["office"], "today": today().isoformat()}

    def registration(self, worker: Worker, id: object, *members: str) -> dict[str, Any]:
        """What this member's browser would register a report with."""
        documents = self.get(f"reports/{id}.json").json
        self.open(worker, id, documents=documents)
        form: dict[str, Any] = worker.ask(
            "registerCase", documents=documents, members=list(members), **self.now
        )
        return form | {"recusals": []}

    def register(self, worker: Worker, id: object, *members: str, **changes: Any) -> TestResponse:
        """Register a report as a case for these members."""
        self.sit_down(worker)
        form = self.registration(worker, id, *members) | changes
        return self.post(f"reports/{id}/case", json=form)

    def registered(self, worker: Worker, id: object, *members: str, **changes: Any) -> str:
        """The id of the case that a report has become."""
        answer = self.register(worker, id, *members, **changes)
        assert answer.status_code == 201, answer.json
        return str((answer.json or {})["id"])

    def documents(self, case: str) -> dict[str, Any]:
        """A case as the server gives it out."""
        answer = self.get(f"cases/{case}.json")
        assert answer.status_code == 200, answer.json
        return answer.json or {}

    def open_case(self, worker: Worker, case: str, **changes: Any) -> dict[str, Any]:
        """Open a case in the worker; `documents` may be what a server says instead."""
        self.sit_down(worker)
        documents = changes.pop("documents", None) or self.documents(case)
        view: dict[str, Any] = worker.ask("openCase", documents=documents, **(self.now | changes))
        return view

    def entry(
        self,
        worker: Worker,
        case: str,
        kind: str,
        words: dict[str, Any] | None = None,
        **facts: Any,
    ) -> dict[str, Any]:
        """What this member's browser would write into a case."""
        self.sit_down(worker)
        said = {"kind": kind, "facts": facts, "words": words or {}, "now": "2026-11-23T02:00:00Z"}
        form: dict[str, Any] = worker.ask("writeEntry", documents=self.documents(case), **said)
        return form

    def write(
        self,
        worker: Worker,
        case: str,
        kind: str,
        words: dict[str, Any] | None = None,
        **facts: Any,
    ) -> TestResponse:
        """Write an entry into a case."""
        form = self.entry(worker, case, kind, words, **facts)
        return self.post(f"cases/{case}/entries", json=form)

    def written(
        self,
        worker: Worker,
        case: str,
        kind: str,
        words: dict[str, Any] | None = None,
        **facts: Any,
    ) -> str:
        """The id of an entry that was written."""
        form = self.entry(worker, case, kind, words, **facts)
        answer = self.post(f"cases/{case}/entries", json=form)
        assert answer.status_code == 201, answer.json
        return str(form["id"])

    def decide(self, worker: Worker, case: str, on: str, verdict: str = "approved") -> TestResponse:
        """Decide what a colleague asks for."""
        return self.write(worker, case, "decision", on=on, verdict=verdict)

    def rekeyed(
        self, worker: Worker, case: str, *members: str, recused: tuple[str, ...] = ()
    ) -> dict[str, Any]:
        """A case under a new secret, for these members of those who have access."""
        self.sit_down(worker)
        documents = self.documents(case)
        without = [one["name"] for one in documents["access"] if one["name"] not in members]
        change = {"without": without, "recused": list(recused)}
        form: dict[str, Any] = worker.ask("rekeyCase", documents=documents, **change, **self.now)
        return form

    def grant(self, worker: Worker, case: str, *members: str) -> TestResponse:
        """Let further members open a case."""
        self.sit_down(worker)
        form = self.access(worker, case, granted=list(members))
        return self.post(f"cases/{case}/grants", json=form)

    def access(self, worker: Worker, case: str, **change: list[str]) -> dict[str, Any]:
        """A case whose registration says who has access from now on."""
        documents = self.documents(case)
        form: dict[str, Any] = worker.ask(
            "changeAccess", documents=documents, **change, today=self.now["today"]
        )
        return form

    def lift(self, worker: Worker, case: str, name: str) -> TestResponse:
        """Undo a recusal."""
        self.sit_down(worker)
        form = self.access(worker, case, lifted=[name])
        return self.request("DELETE", f"cases/{case}/recusals/{name}", json=form)

    def withdraw(self, worker: Worker, case: str, name: str, *left: str) -> TestResponse:
        """Take a member's grant; these are left."""
        form = self.rekeyed(worker, case, *left)
        return self.request("DELETE", f"cases/{case}/grants/{name}", json=form)

    def recuse(self, worker: Worker, case: str, name: str, reason: str, *left: str) -> TestResponse:
        """Recuse a member; these are left, under a new secret. Of nobody: without one."""
        rekey = self.rekeyed(worker, case, *left, recused=(name,)) if left else None
        form = {"member": name, "reason": reason, "rekey": rekey}
        return self.post(f"cases/{case}/recusals", json=form)
