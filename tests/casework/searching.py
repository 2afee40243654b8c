"""A member's index, as the page that searches has it: fetched, opened, searched, kept."""

from __future__ import annotations

from base64 import b64encode
from typing import Any

from werkzeug.test import TestResponse

from tests.casework.cases import CaseWorker
from tests.casework.inspector import Worker

ANYTHING = {"stage": "", "kind": ""}


class Searcher:
    """A member in front of the page to search on. kept: what their browser remembers."""

    def __init__(self, who: CaseWorker, worker: Worker) -> None:
        self.who, self.worker, self.kept = who, worker, ""

    def told(self, path: str) -> dict[str, Any]:
        """What the server answers."""
        return self.who.get(path).json or {}

    def begin(self) -> list[int]:
        """Begin with what the server lists; tells which files are older than they were here."""
        self.who.sit_down(self.worker)
        self.files = self.told("index.json")["files"]
        older: list[int] = self.worker.ask("beginIndex", files=self.files, kept=self.kept)
        return older

    def take(self, no: int) -> bool:
        """Fetch and open a file."""
        return self.take_up(no, self.who.get(f"index/{no}").data)

    def take_up(self, no: int, sealed: bytes) -> bool:
        """Open what came as a file."""
        given = {"$base64": b64encode(sealed).decode()}
        return bool(self.worker.ask("takeIndexFile", no=no, sealed=given))

    def settle(self) -> dict[str, Any]:
        """Say which cases there are."""
        rows = self.told("cases/ids.json")["cases"]
        names = ("id", "version", "entries", "stage")
        listed = [dict(zip(names, row, strict=False)) | {"numbers": ""} for row in rows]
        standing: dict[str, Any] = self.worker.ask("settleIndex", listed=listed)
        return standing

    def catch_up(self) -> None:
        """Put in what is missing, and keep it."""
        self.keep()
        while ids := self.worker.ask("missingFromIndex"):
            rows = self.told(f"cases/rows.json?of={','.join(ids)}")["cases"]
            self.worker.ask("indexRows", asked=ids, rows=rows)
            self.keep()

    @property
    def at_rest(self) -> list[dict[str, int]]:
        """The files that the server lists."""
        found: list[dict[str, int]] = self.told("index.json")["files"]
        return found

    def keep(self) -> None:
        """Keep every file that has changed."""
        while (file := self.worker.ask("nextIndexFile")) is not None:
            answer = self.put(file)
            if answer.status_code == 409:
                self.take(file["no"])
                continue
            assert answer.status_code == 200, answer.json
            self.kept = self.worker.ask("indexFileKept", no=file["no"], version=file["version"])

    def put(self, file: dict[str, Any]) -> TestResponse:
        """Send one file."""
        form = {"version": str(file["version"]), "sealed": file["sealed"]}
        return self.who.request("PUT", f"index/{file['no']}", json=form)

    def sit_down(self) -> dict[str, Any]:
        """Open the whole index as the page does, and put in what is missing."""
        self.begin()
        for file in self.files:
            self.take(file["no"])
        standing = self.settle()
        self.catch_up()
        return standing

    def open_case(self, case: str) -> None:
        """Open a case, as its page does: one file of the index is read and kept."""
        documents = self.who.documents(case)
        view = self.who.open_case(self.worker, case, documents=documents)
        self.begin()
        place = self.worker.ask("placeInIndex", id=case)
        for file in self.files:
            if file["no"] == place:
                self.take(place)
        if self.worker.ask("indexCase", documents=documents, view=view):
            self.keep()

    def find(self, query: str, **asked: str) -> list[str]:
        """The ids of the cases that a query finds."""
        found = self.worker.ask("searchIndex", query=query, **(ANYTHING | asked))
        return [hit["id"] for hit in found["hits"]]
