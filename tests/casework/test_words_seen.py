"""Words that were read here once are the words: no others are answered or registered later."""

from __future__ import annotations

import uuid
from base64 import b64encode
from typing import Any

import pytest

from crypto import keys
from tests.casework.cases import CaseWorker
from tests.casework.conftest import Receive
from tests.casework.inspector import RefusedError, Worker
from tests.reporter import Reporter

# What a browser makes of documents does not depend on the database they come from.
pytestmark = pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
Documents = dict[str, Any]


@pytest.fixture
def documents(at_desk: CaseWorker, worker: Worker, receive: Receive) -> Documents:
    """A report, as the server gives it out."""
    at_desk.sit_down(worker)
    found: Documents = at_desk.get(f"reports/{receive()}.json").json
    return found


@pytest.fixture
def keepers(documents: Documents, reporter: Reporter) -> Documents:
    """The same words under the same ids, with the keeper as the reporter."""
    id = uuid.UUID(documents["report"]["id"])
    secret = keys.new_secret()
    me = {
        "recipient": str(keys.reading_half("reporter", secret).recipient),
        "verify_key": keys.verify_key(keys.signing_half("reporter", secret)).hex(),
    }
    sealed = reporter.seal(reporter.body(id, "术前有人要红包", reporter=me))
    return documents | {"report": documents["report"] | {"sealed": b64encode(sealed).decode()}}


def test_a_report_read_again_has_the_same_reporter(
    at_desk: CaseWorker, worker: Worker, documents: Documents, keepers: Documents
) -> None:
    id = documents["report"]["id"]
    assert at_desk.open(worker, id, documents=documents)["closed"] == ""
    with pytest.raises(RefusedError, match="CaseForged"):
        at_desk.open(worker, id, documents=keepers)
    with pytest.raises(RefusedError, match="NotAnswerable"):
        worker.ask("sealAnswer", id=id, text="", today=at_desk.now["today"])
    assert at_desk.open(worker, id, documents=documents)["closed"] == ""


def test_only_what_was_opened_is_registered(
    at_desk: CaseWorker, worker: Worker, documents: Documents, keepers: Documents
) -> None:
    at_desk.open(worker, "", documents=documents)
    with pytest.raises(RefusedError, match="CaseForged"):
        worker.ask("registerCase", documents=keepers, members=["registrar"], **at_desk.now)
    assert worker.ask("registerCase", documents=documents, members=["registrar"], **at_desk.now)


def test_nothing_is_registered_that_nobody_opened(
    at_desk: CaseWorker, worker: Worker, documents: Documents
) -> None:
    with pytest.raises(RefusedError, match="CaseForged"):
        worker.ask("registerCase", documents=documents, members=["registrar"], **at_desk.now)


def test_the_list_says_which_report_is_another_now(
    at_desk: CaseWorker,
    worker: Worker,
    receive: Receive,
    documents: Documents,
    keepers: Documents,
) -> None:
    at_desk.open(worker, "", documents=documents)
    other = at_desk.get(f"reports/{receive('别的事')}.json").json
    rows = [keepers["report"], other["report"], documents["report"]]
    headings = worker.tell("openHeadings", rows=rows)["progress"]
    assert [heading["failure"] for heading in headings] == ["CaseForged", "", ""]


def test_a_heading_alone_is_not_what_a_person_has_read(
    at_desk: CaseWorker, worker: Worker, documents: Documents, keepers: Documents
) -> None:
    worker.ask("openHeadings", rows=[keepers["report"]])
    assert at_desk.open(worker, "", documents=documents)["closed"] == ""


def test_words_are_remembered_on_the_next_page_and_day(
    at_desk: CaseWorker, worker: Worker, documents: Documents, keepers: Documents
) -> None:
    at_desk.open(worker, "", documents=documents)
    kept = worker.ask("keepCases", kept=None)
    at_desk.sit_down(worker)
    worker.ask("recallCases", kept=kept)
    with pytest.raises(RefusedError, match="CaseForged"):
        at_desk.open(worker, "", documents=keepers)
    assert at_desk.open(worker, "", documents=documents)["closed"] == ""


def test_a_swapped_row_leaves_the_memory_as_it_was(
    at_desk: CaseWorker, worker: Worker, receive: Receive, documents: Documents
) -> None:
    other = at_desk.get(f"reports/{receive('别的事')}.json").json
    swapped = documents | {"report": documents["report"] | {"sealed": other["report"]["sealed"]}}
    assert at_desk.open(worker, "", documents=swapped)["closed"] == "swapped"
    assert at_desk.open(worker, "", documents=documents)["closed"] == ""


def test_letters_and_answers_do_not_change_the_words(
    at_desk: CaseWorker, worker: Worker, documents: Documents
) -> None:
    id = documents["report"]["id"]
    for _ in range(2):
        assert at_desk.open(worker, id)["closed"] == ""
        assert at_desk.answer(worker, id, "答复").status_code == 201


def test_a_case_has_the_words_that_were_read_as_a_report(
    at_desk: CaseWorker,
    worker: Worker,
    documents: Documents,
    keepers: Documents,
) -> None:
    id = documents["report"]["id"]
    at_desk.open(worker, id, documents=keepers)
    kept = worker.ask("keepCases", kept=None)
    case = at_desk.registered(worker, id, "registrar")
    at_desk.sit_down(worker)
    assert at_desk.open_case(worker, case)["closed"] == ""
    worker.ask("recallCases", kept=kept)
    with pytest.raises(RefusedError, match="CaseForged"):
        worker.ask("openCase", documents=at_desk.documents(case), **at_desk.now)


def test_a_case_is_no_report_again(
    at_desk: CaseWorker, worker: Worker, documents: Documents
) -> None:
    case = at_desk.registered(worker, documents["report"]["id"], "registrar")
    at_desk.open_case(worker, case)
    with pytest.raises(RefusedError, match="CaseForged"):
        at_desk.open(worker, "", documents=documents)
