"""A sealed file arrives whole, part by part, or is refused with what to do next."""

from __future__ import annotations

import dataclasses
import hashlib
import uuid
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import insert, update
from sqlalchemy.orm import Session

import portal
from crypto import age, padding, work
from portal.attachments.limits import MOST_WAITING
from portal.attachments.models import Attachment
from portal.blobs import Blobs
from portal.config import Config
from portal.days import today
from tests.conftest import Hospital
from tests.portal.attachments.conftest import LARGE, Uploading, content, kept, row
from tests.reporter import Reporter
from tests.uploader import PART, Uploader, sealed_file


def refused(answer: object) -> tuple[int, str]:
    return answer.status_code, answer.json["error"]  # type: ignore[attr-defined]


def test_a_file_arrives_whole(uploader: Uploading, session: Session, store: Blobs) -> None:
    sender = uploader(LARGE)
    assert sender.begin().json == {"parts": 10}
    for part in range(10):
        assert (sender.put(part).status_code, sender.put(part).json) == (201, {"part": part})
    assert content(session, store, sender.id) == LARGE
    told = [piece["part"] for piece in sender.parts().json["parts"]]
    assert told == list(range(10))


def test_beginning_twice_is_answered_as_the_first_time(uploader: Uploading) -> None:
    sender = uploader()
    first, again = sender.begin(), sender.begin(challenge="00" * 32)
    assert (first.status_code, first.json) == (again.status_code, again.json) == (201, {"parts": 1})


@pytest.mark.parametrize("changed", ["secret", "sealed", "office"])
def test_another_upload_under_the_same_id_is_refused(uploader: Uploading, changed: str) -> None:
    sender = uploader()
    sender.begin()
    others = {"secret": b"2" * 32, "sealed": sealed_file(9000), "office": "stranger"}
    other = dataclasses.replace(sender, **{changed: others[changed]})
    assert refused(other.begin()) == (409, "id_taken")


@pytest.mark.parametrize(
    ("field", "value", "status", "error"),
    [
        ("id", "no-id", 400, "form_invalid"),
        ("secret", "AB" * 32, 400, "form_invalid"),
        ("size", "5755", 400, "form_invalid"),
        ("size", "000000005756", 400, "size_wrong"),
        ("size", "000000000000", 400, "size_wrong"),
        ("size", "999999999999", 413, "attachment_too_large"),
        ("office", "nowhere".ljust(40), 404, "office_unknown"),
        ("challenge", "00" * 32, 403, "challenge_expired"),
    ],
)
def test_what_cannot_be_taken_is_refused_before_it_is_sent(
    uploader: Uploading, session: Session, field: str, value: str, status: int, error: str
) -> None:
    sender = uploader()
    answer = sender.begin(**{field: value})
    assert refused(answer) == (status, error)
    assert answer.json["message"]
    assert row(session, sender.id) is None


def test_work_for_another_size_is_none(uploader: Uploading) -> None:
    size = padding.sealed_size(8192)
    # One work in sixteen done for something else would do here by chance: take one that would not.
    sender = next(sender for sender in iter(uploader, None) if not would_do(sender, size))
    assert refused(sender.begin(size=f"{size:012}")) == (403, "work_missing")


def would_do(sender: Uploader, size: int) -> bool:
    """Whether the work for the sender's own file happens to do for one of another size."""
    digest = hashlib.sha256(sender.secret + size.to_bytes(8, "big")).digest()
    form = sender.form()
    challenge, solution = bytes.fromhex(form["challenge"]), bytes.fromhex(form["solution"])
    return work.solved(challenge, sender.id.bytes, digest, solution, challenge[4])


def test_the_largest_file_may_be_as_large_as_the_settings_say(
    settings: Config, client: FlaskClient, uploader: Uploading
) -> None:
    app = portal.create_app(dataclasses.replace(settings, attachment_mib=1))
    largest, more = padding.sealed_size(PART), padding.sealed_size(padding.padme(PART + 1))
    sender = uploader()
    sender.client = app.test_client()
    answers = []
    for size in (largest, more):
        sender.id, sender.sealed = uuid.uuid4(), bytes(size)
        answers.append(sender.begin())
    app.extensions["qingfeng.engine"].dispose()
    assert [answer.status_code for answer in answers] == [201, 413]
    assert answers[1].json["error"] == "attachment_too_large"


def test_other_bytes_for_a_part_that_is_there_are_refused(
    uploader: Uploading, session: Session, store: Blobs
) -> None:
    sender = uploader()
    sender.send()
    other = sender.sealed[:-1] + b"\0"
    assert refused(sender.put(0, other)) == (409, "part_differs")
    assert content(session, store, sender.id) == sender.sealed
    assert len(kept(store)) == 1


@pytest.mark.parametrize("part", [0, 1, 9, 10, 2**40])
def test_a_part_of_the_wrong_length_is_refused(
    uploader: Uploading, store: Blobs, part: int
) -> None:
    sender = uploader(LARGE)
    sender.begin()
    assert refused(sender.put(part, LARGE[: PART - 1])) == (400, "size_wrong")
    assert refused(sender.put(part, b"")) == (400, "size_wrong")
    assert kept(store) == set()


def test_no_part_follows_a_file_that_fills_its_last_one(
    uploader: Uploading, session: Session
) -> None:
    sender = uploader(LARGE)
    sender.begin()
    session.execute(update(Attachment).values(size=2 * PART))
    session.commit()
    assert refused(sender.put(2, b"")) == (400, "size_wrong")


def test_a_part_that_is_too_large_is_refused(uploader: Uploading, store: Blobs) -> None:
    sender = uploader(LARGE)
    sender.begin()
    assert refused(sender.put(0, LARGE[: PART + 1])) == (413, "too_large")
    assert kept(store) == set()


def test_a_file_that_is_not_sealed_is_refused(uploader: Uploading, store: Blobs) -> None:
    sender = uploader()
    sender.begin()
    plain = "主任要红包".encode().ljust(len(sender.sealed))
    assert refused(sender.put(0, plain)) == (400, "not_sealed")
    two = [age.Identity.generate().recipient for _ in range(2)]
    both = age.seal(bytes(4096), two)[: len(sender.sealed)]
    assert refused(sender.put(0, both)) == (400, "too_many_recipients")
    assert kept(store) == set()


def test_every_eighth_part_is_paid_for_before_those_after_it(
    uploader: Uploading, store: Blobs
) -> None:
    sender = uploader(LARGE)
    sender.begin()
    assert refused(sender.put(9)) == (409, "part_missing")
    unpaid = {"Qingfeng-Work": f"{'00' * 32}:{'00' * 8}"}
    assert refused(sender.put(8, **unpaid)) == (403, "challenge_expired")
    assert refused(sender.put(8, **{"Qingfeng-Work": "none"})) == (403, "work_missing")
    for part in (7, 0):
        assert sender.put(part, **unpaid).status_code == 201
    assert sender.put(8).status_code == 201
    assert sender.put(8, **unpaid).status_code == 201
    assert sender.put(9, **unpaid).status_code == 201
    assert len(kept(store)) == 4


@pytest.mark.parametrize("bearer", ["", "Bearer", "Bearer " + "00" * 32, "Basic " + "00" * 32])
def test_who_has_not_the_secret_finds_no_upload(uploader: Uploading, bearer: str) -> None:
    sender = uploader()
    sender.send()
    stranger = {"Authorization": bearer}
    path = f"/attachments/{sender.id}"
    answers = [
        sender.put(0, **stranger),
        sender.client.get(f"{path}/parts", headers=stranger),
        sender.client.delete(path, headers=stranger),
        Uploader(sender.client, sender.challenge, sender.sealed).parts(),
    ]
    assert [refused(answer) for answer in answers] == [(404, "upload_unknown")] * 4


def test_an_upload_that_is_given_up_is_gone_at_once(
    uploader: Uploading, session: Session, store: Blobs
) -> None:
    sender = uploader()
    sender.send()
    answer = sender.delete()
    assert (answer.status_code, answer.json) == (200, {})
    assert row(session, sender.id) is None
    assert kept(store) == set()
    assert refused(sender.delete()) == (404, "upload_unknown")


def test_uploads_stop_while_too_much_waits_for_its_report(
    settings: Config, uploader: Uploading
) -> None:
    app = portal.create_app(dataclasses.replace(settings, unclaimed_mib=3))
    sealed = sealed_file(PART - 65536)
    first, *others, last = (
        dataclasses.replace(uploader(sealed), client=app.test_client()) for _ in range(5)
    )
    assert [one.begin().status_code for one in (first, *others)] == [201] * 4
    assert [one.put(0).status_code for one in (first, *others[:2])] == [201] * 3
    answers = [others[2].put(0), last.begin()]
    freed = first.delete(), last.begin()
    app.extensions["qingfeng.engine"].dispose()
    assert [refused(answer) for answer in answers] == [(503, "uploads_full")] * 2
    assert [answer.status_code for answer in freed] == [200, 201]


def rows(office: Hospital, number: int, **values: object) -> list[dict[str, object]]:
    """So many attachments of an office, begun today, of which nothing is here."""
    return [
        {
            "office_id": office.office.id,
            "id": uuid.uuid4(),
            "secret_digest": b"1" * 32,
            "size": 5756,
            "stored": 0,
            "begun_on": today(),
        }
        | values
        for _ in range(number)
    ]


def test_only_so_many_uploads_may_wait(
    uploader: Uploading, session: Session, hospital: Hospital, reporter: Reporter
) -> None:
    waiting = uploader()
    assert waiting.begin().status_code == 201
    session.execute(insert(Attachment), rows(hospital, MOST_WAITING - 2))
    session.commit()
    last = uploader()
    assert last.begin().status_code == 201
    assert refused(uploader().begin()) == (503, "uploads_full")
    assert waiting.put(0).status_code == 201
    assert last.client.post("/reports", data=reporter.report()).status_code == 201
    assert last.delete().status_code == 200
    assert uploader().begin().status_code == 201


@pytest.mark.parametrize("limit", [1, 0])
def test_an_office_takes_only_so_much_a_day(
    settings: Config,
    uploader: Uploading,
    session: Session,
    hospital: Hospital,
    reporter: Reporter,
    limit: int,
) -> None:
    app = portal.create_app(dataclasses.replace(settings, attachments_gib_a_day=limit))
    begun = dataclasses.replace(uploader(), client=app.test_client())
    assert begun.begin().status_code == 201
    claimed = {"report_id": uuid.uuid4(), "size": 2**30, "stored": 2**30}
    yesterday = {"begun_on": today() - timedelta(days=1), "stored": 2**30 - 4096}
    session.execute(insert(Attachment), rows(hospital, 1, **claimed | yesterday))
    session.commit()
    assert dataclasses.replace(uploader(), client=begun.client).begin().status_code == 201
    session.execute(insert(Attachment), rows(hospital, 1, **claimed))
    session.commit()
    other = dataclasses.replace(uploader(office="stranger"), client=begun.client)
    answers = dataclasses.replace(other, id=uuid.uuid4(), office="hospital").begin(), begun.put(0)
    report = begun.client.post("/reports", data=reporter.report())
    statuses = [other.begin().status_code, report.status_code]
    app.extensions["qingfeng.engine"].dispose()
    assert [answer.status_code for answer in answers] == [503 if limit else 201] * 2
    assert statuses == [201, 201]


def test_work_comes_before_what_costs_more(settings: Config, uploader: Uploading) -> None:
    sender = uploader(LARGE)
    sender.begin()
    app = portal.create_app(
        dataclasses.replace(settings, unclaimed_mib=0, upload_floor=2**62, difficulty=30)
    )
    other = dataclasses.replace(uploader(), client=app.test_client())
    sender.client = other.client
    answers = other.begin(), sender.put(8)
    app.extensions["qingfeng.engine"].dispose()
    assert [answer.status_code for answer in answers] == [403, 403]


def test_below_their_floor_uploads_stop_and_reports_go_on(
    settings: Config, uploader: Uploading, reporter: object
) -> None:
    app = portal.create_app(dataclasses.replace(settings, upload_floor=2**62))
    sender = uploader()
    sender.begin()
    sender.client = app.test_client()
    other = dataclasses.replace(uploader(), client=sender.client)
    answers = [sender.put(0), other.begin(), sender.begin()]
    report = app.test_client().post("/reports", data=reporter.report())  # type: ignore[attr-defined]
    app.extensions["qingfeng.engine"].dispose()
    assert [refused(answer) for answer in answers[:2]] == [(503, "intake_closed")] * 2
    assert (answers[2].status_code, report.status_code) == (201, 201)
