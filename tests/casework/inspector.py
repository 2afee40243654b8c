"""A member of an office with their browser: its requests, and its worker under Node."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from crypto import passwords
from portal.days import today
from tests.conftest import Hospital

ROOT = Path(__file__).parent.parent.parent
NODE = shutil.which("node", path=f"{ROOT / '.venv/bin'}{os.pathsep}{os.environ['PATH']}") or "node"
OURS = {"Origin": "https://localhost", "Sec-Fetch-Site": "same-origin"}
HELD: dict[str, str] = {}
HELD_KEY = "1" * 64
JSON = {"Accept": "application/json"}


@cache
def proof_of(passphrase: str, site: bytes, office: str, name: str) -> str:
    """The proof of a passphrase; slow on purpose, so derived once a test run."""
    return passwords.derive(passphrase, site, office, name).proof.hex()


class RefusedError(Exception):
    """The name of the error with which the worker refused."""


class Worker:
    """The worker of the casework pages, or another one by the name of its module."""

    def __init__(self, module: str = "casework") -> None:
        self.process = subprocess.Popen(
            [NODE, ROOT / "tests/casework/serve-worker.mjs", module],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
        )

    def ask(self, op: str, /, **args: Any) -> Any:
        """What an operation gives. Raises RefusedError."""
        return self.tell(op, **args).get("result")

    def tell(self, op: str, /, **args: Any) -> dict[str, Any]:
        """What an operation gives, with what it said on its way. Raises RefusedError."""
        answer = self.answered(op, **args)
        if "error" in answer:
            raise RefusedError(answer["error"])
        return answer

    def answered(self, op: str, /, **args: Any) -> dict[str, Any]:
        """As `tell`, or the name of the `error` with which it refused."""
        assert self.process.stdin and self.process.stdout
        self.process.stdin.write(json.dumps({"name": op, "args": args}) + "\n")
        self.process.stdin.flush()
        answer: dict[str, Any] = json.loads(self.process.stdout.readline())
        return answer

    def close(self) -> None:
        """End the process."""
        with self.process:
            assert self.process.stdin
            self.process.stdin.close()


class Inspector:
    """A member of an office in front of their browser.

    session: what the server told at sign-in. seen: every request body and every answer.
    """

    def __init__(self, client: FlaskClient, hospital: Hospital, role: str = "registrar") -> None:
        self.client, self.hospital, self.role = client, hospital, role
        self.slug = hospital.office.slug
        self.session: dict[str, Any] = {}
        self.seen: list[bytes] = []

    @property
    def passphrase(self) -> str:
        """What the member knows."""
        return self.hospital.welcome(self.role).passphrase

    @property
    def proof(self) -> str:
        """What the member's browser sends instead."""
        return proof_of(self.passphrase, self.hospital.site, self.slug, self.role)

    def request(self, method: str, path: str, **options: Any) -> TestResponse:
        """Ask as our own pages do."""
        token = {"X-CSRF-Token": self.session.get("csrf", "")}
        headers = OURS | JSON | token | options.pop("headers", {})
        answer = self.client.open(f"/casework/{path}", method=method, headers=headers, **options)
        self.seen += [json.dumps(options.get("json", "")).encode(), answer.data]
        return answer

    def get(self, path: str, **options: Any) -> TestResponse:
        """Read."""
        return self.request("GET", path, **options)

    def post(self, path: str, **options: Any) -> TestResponse:
        """Ask for a change."""
        return self.request("POST", path, **options)

    def sign_in(self, proof: str | None = None) -> TestResponse:
        """Sign in, with the right proof unless another is given."""
        form = {"office": self.slug, "name": self.role, "proof": proof or self.proof}
        answer = self.post("session", json=form)
        if answer.status_code == 200:
            self.session = answer.json or {}
        return answer

    def unlock(self, worker: Worker) -> None:
        """Have the worker open the keyring, as the page does after signing in."""
        worker.ask("deriveProof", **self.who, passphrase=self.passphrase)
        worker.ask("openKeyring", sealed_secret=self.session["sealed_secret"], **self.told)

    @property
    def told(self) -> dict[str, Any]:
        """What the server says of keys, which the worker believes nothing of unproved."""
        return {name: self.session[name] for name in ("grants", "office", "earlier", "roster")}

    def resume(self, worker: Worker) -> None:
        """Have the worker take up what an earlier page kept, which is much faster."""
        if self.slug not in HELD:
            self.unlock(worker)
            HELD[self.slug] = worker.ask("hold", key=HELD_KEY)
        worker.ask("restore", **self.who, key=HELD_KEY, held=HELD[self.slug])
        worker.ask("refresh", **self.told)

    @property
    def who(self) -> dict[str, str]:
        """Whose secrets the worker is to open."""
        return {"site": self.session["site"], "office": self.slug, "name": self.role}

    def open(self, worker: Worker, id: object, **changes: Any) -> dict[str, Any]:
        """Open a report in the worker; `changes` are what a server may say instead."""
        documents = changes.get("documents") or self.get(f"reports/{id}.json").json
        args = {
            "documents": documents,
            "office": self.session["office"],
            "today": today().isoformat(),
        }
        view: dict[str, Any] = worker.ask("openReport", **(args | changes))
        return view

    def answer(self, worker: Worker, id: object, text: str) -> TestResponse:
        """Seal an answer to the report that is open, and send it."""
        day = today().isoformat()
        form = worker.ask("sealAnswer", id=str(id), text=text, today=day)
        return self.post(f"reports/{id}/answers", json=form)
