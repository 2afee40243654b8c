"""Sealed reports reach those who may open them, when they are due, and nobody else."""

from __future__ import annotations

import re
import uuid
from base64 import b64decode
from datetime import date, timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from casework.intake.service import PAGE
from crypto import age, keys
from crypto.padding import pad_file
from portal.days import today
from portal.reports.models import Report
from tests.casework.conftest import Receive
from tests.casework.inspector import Inspector
from tests.conftest import Hospital
from tests.reporter import Reporter

PATHS = ("reports/{}.json", "reports/{}", "reports/{}/sealed")


def test_a_registrar_sees_a_new_report(
    registrar: Inspector, receive: Receive, reporter: Reporter
) -> None:
    id = receive()
    registrar.sign_in()
    answer = registrar.get("reports.json").json
    assert (answer["pages"], answer["total"]) == (1, 1)
    (row,) = answer["reports"]
    assert (row["id"], row["mailbox_id"]) == (str(id), reporter.mailbox_id.hex())
    assert (row["channel"], row["answers"], row["messages"]) == ("browser", 0, 0)


@pytest.mark.parametrize("path", PATHS)
def test_a_report_of_another_office_is_not_found_like_one_that_does_not_exist(
    outsider: Inspector, receive: Receive, path: str
) -> None:
    outsider.sign_in()
    theirs, none = outsider.get(path.format(receive())), outsider.get(path.format(uuid.uuid4()))
    assert theirs.status_code == none.status_code == 404
    assert theirs.data == none.data
    assert theirs.headers == none.headers


@pytest.mark.parametrize("path", PATHS)
def test_a_member_without_keys_finds_no_report(
    investigator: Inspector, receive: Receive, path: str
) -> None:
    id = receive()
    investigator.sign_in()
    assert investigator.get(path.format(id)).status_code == 404
    assert investigator.get("reports.json").json["reports"] == []
    assert investigator.session["grants"] == []


@pytest.mark.parametrize("path", PATHS)
def test_a_report_for_later_does_not_exist_yet(
    registrar: Inspector, receive: Receive, path: str
) -> None:
    id = receive(deliver_on=today() + timedelta(days=1))
    registrar.sign_in()
    assert registrar.get(path.format(id)).status_code == 404
    assert registrar.get("reports.json").json["reports"] == []


def test_the_list_comes_in_pages_with_the_newest_day_first(
    registrar: Inspector, receive: Receive, session: Session
) -> None:
    body = b"sealed"
    days = [today() - timedelta(days=n % 7) for n in range(PAGE + 3)]
    for day in days:
        receive(body=body, deliver_on=day)
    registrar.sign_in()
    first, second = (registrar.get(f"reports.json?page={n}").json for n in (1, 2))
    assert [len(page["reports"]) for page in (first, second)] == [PAGE, 3]
    listed = [row["deliver_on"] for row in first["reports"] + second["reports"]]
    assert listed == sorted((day.isoformat() for day in days), reverse=True)


def test_a_file_of_another_tool_is_given_out_as_it_was_sealed(
    registrar: Inspector, receive: Receive, hospital: Hospital
) -> None:
    identity = keys.reading_half("epoch", hospital.epoch_secret)
    sealed = age.seal("用别的工具写的".encode(), [identity.recipient])
    id = receive(body=pad_file(sealed), mailbox=None)
    registrar.sign_in()
    saved = registrar.get(f"reports/{id}/sealed")
    assert saved.data == sealed
    assert saved.headers["Content-Disposition"].endswith('.age"')
    report = registrar.get(f"reports/{id}.json").json["report"]
    assert b64decode(report["sealed"]) == sealed
    assert (report["channel"], report["mailbox_id"]) == ("file", None)


def test_an_empty_list_says_what_will_appear_there(
    registrar: Inspector, investigator: Inspector
) -> None:
    lists = ((registrar, "", "还没有来件"), (investigator, "cases", "现在没有分给您的案件"))
    for member, path, words in lists:
        member.sign_in()
        assert words in member.get(path, headers={"Accept": "text/html"}).text


def test_a_browsers_services_are_kept_from_opened_words(
    registrar: Inspector, receive: Receive
) -> None:
    id = receive(body=b"sealed")
    registrar.sign_in()
    page = registrar.get(f"reports/{id}", headers={"Accept": "text/html"}).text
    (field,) = re.findall(r"<textarea[^>]*>", page)
    for service in ('spellcheck="false"', 'autocomplete="off"', 'writingsuggestions="false"'):
        assert service in field
    assert re.search(r'<div id="work"[^>]* translate="no"', page)


def opened_on(session: Session, id: uuid.UUID) -> date | None:
    session.expire_all()
    day = session.scalar(select(Report.opened_on).where(Report.id == id))
    session.rollback()
    return day


def test_a_reporter_can_be_told_the_day_of_the_first_opening(
    registrar: Inspector, receive: Receive, session: Session
) -> None:
    id = receive()
    registrar.sign_in()
    registrar.get("reports.json")
    assert opened_on(session, id) is None
    registrar.get(f"reports/{id}.json")
    assert opened_on(session, id) == today()


def test_a_later_opening_changes_nothing(
    registrar: Inspector, receive: Receive, session: Session
) -> None:
    id = receive()
    yesterday = today() - timedelta(days=1)
    session.execute(update(Report).values(opened_on=yesterday))
    session.commit()
    registrar.sign_in()
    registrar.get(f"reports/{id}.json")
    assert opened_on(session, id) == yesterday


def test_who_cannot_open_a_report_has_not_opened_it(
    registrar: Inspector, outsider: Inspector, receive: Receive, session: Session
) -> None:
    id = receive()
    outsider.sign_in()
    outsider.get(f"reports/{id}.json")
    registrar.sign_in()
    registrar.post("session/lock")
    assert registrar.get(f"reports/{id}.json").status_code == 200
    assert opened_on(session, id) is None
