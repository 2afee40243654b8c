"""A member finds what they may open, by its words; the server neither hears nor stores any."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.members.joining import forget_keys
from casework.members.models import Member
from casework.search.models import IndexFile
from crypto.padding import attachment_size
from tests.casework.cases import CaseWorker
from tests.casework.conftest import Receive
from tests.casework.inspector import Worker
from tests.casework.searching import Searcher

WORDS = "骨科赵主任术前收了两千元红包，zqsentinel-Kx4"
OTHER = "药剂科的人拿药商回扣 20,000 元"


@pytest.fixture
def searcher(at_desk: CaseWorker, worker: Worker) -> Searcher:
    """The registrar on the page to search on."""
    return Searcher(at_desk, worker)


@pytest.fixture
def case(at_desk: CaseWorker, receive: Receive, worker: Worker) -> str:
    """A case that the registrar, the leader and the investigator may open."""
    return at_desk.registered(worker, receive(WORDS), "registrar", "leader", "investigator")


def test_cases_are_found_by_words_of_their_reports(
    searcher: Searcher, case: str, receive: Receive
) -> None:
    other = searcher.who.registered(searcher.worker, receive(OTHER), "registrar")
    assert searcher.sit_down()["missing"] == 2
    for query in ("红包", "赵主任", "骨", "骨科 红包", "ZQSENTINEL", "ｚｑsentinel-kx4", WORDS):
        assert searcher.find(query) == [case], query
    for query in ("20000", "20,000", "药商回扣"):
        assert searcher.find(query) == [other], query
    assert searcher.find("骨科 药商") == []
    assert set(searcher.find("", stage="assessment")) == {case, other}
    assert searcher.find("红包", stage="archived") == []
    assert searcher.find("") == []


def test_what_was_put_in_stays_in(searcher: Searcher, case: str) -> None:
    searcher.sit_down()
    standing = searcher.sit_down()
    assert (standing["indexed"], standing["missing"]) == (1, 0)
    assert searcher.find("红包") == [case]


def test_letters_are_found_once_the_case_was_opened(
    searcher: Searcher, case: str, leader: CaseWorker
) -> None:
    searcher.sit_down()
    documents = searcher.who.documents(case)
    searcher.who.open_case(searcher.worker, case, documents=documents)
    form = searcher.worker.ask(
        "sealAnswer", id=case, text="答复里的话", today=searcher.who.now["today"]
    )
    assert searcher.who.post(f"cases/{case}/answers", json=form).status_code == 201
    searcher.sit_down()
    assert searcher.find("答复里的话") == []
    searcher.open_case(case)
    searcher.sit_down()
    assert searcher.find("答复里的话") == [case]


def test_nothing_at_rest_or_on_the_way_says_a_word(
    searcher: Searcher, case: str, session: Session
) -> None:
    searcher.sit_down()
    searcher.open_case(case)
    searcher.find("zqsentinel")
    files = session.scalars(select(IndexFile)).all()
    assert files
    for needle in ("zqsentinel", "骨科"):
        assert not any(needle.encode() in file.sealed for file in files)
        assert not any(needle.encode() in each for each in searcher.who.seen)
    assert all(attachment_size(len(file.sealed)) >= 16384 for file in files)
    assert len({len(file.sealed) for file in files}) == 1


def test_whoever_is_recused_finds_the_case_no_more(
    searcher: Searcher, case: str, leader: CaseWorker, worker: Worker
) -> None:
    theirs = Searcher(leader, worker)
    theirs.sit_down()
    assert theirs.find("红包") == [case]
    before = {file["no"]: file["version"] for file in theirs.files}
    answer = searcher.who.recuse(worker, case, "leader", "declared", "registrar", "investigator")
    assert answer.status_code == 201, answer.json
    theirs.sit_down()
    assert theirs.find("红包") == []
    # Nor does the file that is kept from now on hold it.
    theirs.begin()
    changed = [file for file in theirs.files if file["version"] > before.get(file["no"], 0)]
    assert changed
    assert all(theirs.take(file["no"]) for file in changed)
    assert theirs.settle()["indexed"] == 0
    searcher.sit_down()
    assert searcher.find("红包") == [case]


def test_an_index_is_its_members_alone(
    searcher: Searcher, case: str, leader: CaseWorker, worker: Worker
) -> None:
    searcher.sit_down()
    (file,) = searcher.at_rest
    sealed = searcher.who.get(f"index/{file['no']}").data
    theirs = Searcher(leader, worker)
    theirs.begin()
    assert theirs.files == []
    assert leader.get(f"index/{file['no']}").status_code == 404
    assert not theirs.take_up(file["no"], sealed)
    assert theirs.settle()["indexed"] == 0


def test_a_file_counts_in_its_own_place_only(searcher: Searcher, case: str) -> None:
    searcher.sit_down()
    (file,) = searcher.at_rest
    sealed = searcher.who.get(f"index/{file['no']}").data
    searcher.begin()
    assert not searcher.take_up((file["no"] + 1) % 16, sealed)
    assert not searcher.take_up(file["no"], sealed[:-1] + bytes([sealed[-1] ^ 1]))
    assert searcher.take_up(file["no"], sealed)


def test_an_older_index_is_noticed_and_mended(searcher: Searcher, case: str) -> None:
    searcher.sit_down()
    (file,) = searcher.at_rest
    first = searcher.who.get(f"index/{file['no']}").data
    searcher.worker.ask("indexFileKept", no=file["no"], version=1)
    searcher.kept = searcher.worker.ask("indexFileKept", no=file["no"], version=5)
    assert searcher.begin() == [file["no"]]
    assert searcher.take_up(file["no"], first)
    searcher.settle()
    assert searcher.find("红包") == [case]
    searcher.catch_up()
    assert searcher.begin() == []


def test_two_tabs_at_once_lose_nothing(searcher: Searcher, case: str, receive: Receive) -> None:
    """Both begin with an empty index; the second finds a newer file and merges."""
    tab = Worker()
    second = Searcher(searcher.who, tab)
    searcher.begin()
    searcher.settle()
    searcher.who.sit_down(tab)
    tab.ask("beginIndex", files=[], kept="")
    second.settle()
    other = searcher.who.registered(searcher.worker, receive(OTHER), "registrar")
    searcher.sit_down()
    assert set(searcher.find("", stage="assessment")) == {case, other}
    second.catch_up()
    searcher.sit_down()
    assert searcher.find("红包") == [case]
    assert searcher.find("药商") == [other]
    tab.close()


@pytest.mark.parametrize("version", ["1", "3"])
def test_only_the_next_version_is_kept(searcher: Searcher, case: str, version: str) -> None:
    searcher.sit_down()
    (file,) = searcher.at_rest
    assert file["version"] == 1
    searcher.worker.ask("beginIndex", files=[], kept="")
    searcher.settle()
    ids = searcher.worker.ask("missingFromIndex")
    rows = searcher.told(f"cases/rows.json?of={ids[0]}")["cases"]
    searcher.worker.ask("indexRows", asked=ids, rows=rows)
    sealed = searcher.worker.ask("nextIndexFile")
    answer = searcher.put(sealed | {"version": version})
    assert (answer.status_code, (answer.json or {})["error"]) == (409, "index_changed")
    assert searcher.put(sealed | {"version": "2"}).status_code == 200


def test_what_is_no_index_file_is_refused(searcher: Searcher, case: str) -> None:
    searcher.sit_down()
    (file,) = searcher.at_rest
    put = searcher.who.request
    for no, form, error in (
        (64, {"version": "1", "sealed": "AAAA"}, "index_unknown"),
        (0, {"version": "0", "sealed": "AAAA"}, "form_invalid"),
        (0, {"version": "1"}, "form_invalid"),
        (0, {"version": "1", "sealed": "AAAA"}, "not_sealed"),
    ):
        answer = put("PUT", f"index/{no}", json=form)
        assert (answer.json or {})["error"] == error, form
    assert searcher.who.get("cases/rows.json?of=1").status_code == 400
    many = ",".join([case] * 21)
    assert searcher.who.get(f"cases/rows.json?of={many}").status_code == 400
    assert file["no"] < 16


def test_lists_and_rows_hold_only_what_one_may_open(
    searcher: Searcher, case: str, secretary: CaseWorker
) -> None:
    searcher.who.sit_down(searcher.worker)
    listed = searcher.told("cases/ids.json")["cases"]
    assert [row[:4] for row in listed] == [[case, 1, 0, "assessment"]]
    secretary.sign_in()
    assert secretary.get("cases/ids.json").json == {"cases": []}
    assert secretary.get(f"cases/rows.json?of={case}").json == {"cases": []}


def test_an_index_ends_with_the_keys_it_is_sealed_to(
    searcher: Searcher, case: str, leader: CaseWorker, worker: Worker, session: Session
) -> None:
    searcher.sit_down()
    Searcher(leader, worker).sit_down()
    registrar = searcher.who.hospital.registrar.member
    owners = select(IndexFile.member_id)
    assert registrar.id in session.scalars(owners).all()
    forget_keys(session, session.get_one(Member, (registrar.office_id, registrar.id)))
    session.commit()
    left = session.scalars(owners).all()
    assert left
    assert registrar.id not in left
