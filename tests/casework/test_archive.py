"""A case as one archive: made in a browser, unpacked on a machine without a network."""

from __future__ import annotations

import hashlib
import io
import json
import stat
import uuid
import zipfile
from base64 import b64decode, b64encode
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.audit.models import AuditEntry
from crypto import age
from portal.commands.sealing import open_
from tests.casework.cases import CaseWorker
from tests.casework.conftest import Receive
from tests.casework.inspector import RefusedError, Worker
from tests.casework.letters import message
from tests.reporter import Reporter

WORDS = "SENTINEL 术前有人要红包 <script>alert(1)</script>"
PHOTO = b"\xff\xd8 a photo \x00" * 9000
NOW = "2026-11-23T02:00:00Z"
ME = age.Identity.generate()


@pytest.fixture
def identity(tmp_path: Path) -> Path:
    """The identity file of the machine that reads."""
    path = tmp_path / "offline" / "my.identity"
    path.parent.mkdir()
    path.write_text(f"{ME}\n")
    return path


def attachment(name: str = "照片 1.jpg", data: bytes = PHOTO) -> dict[str, Any]:
    return {
        "id": str(uuid.uuid4()),
        "name": name,
        "type": "image/jpeg",
        "size": len(data),
        "sha256": hashlib.sha256(data).hexdigest(),
        "secret": "5" * 64,
        "metadata": "removed",
    }


def archive(
    desk: CaseWorker, worker: Worker, case: str, files: list[dict[str, Any]], **changes: Any
) -> bytes:
    """A case's archive as the page has it made; `changes` are of what is sent on the way."""
    desk.sit_down(worker)
    recipient = str(ME.recipient)
    digest = worker.ask("checkRecipient", recipient=recipient)
    documents = desk.post(f"cases/{case}/export", json={"recipient": digest}).json or {}
    documents |= changes.pop("documents", {})
    proofs = {name: desk.session[name] for name in ("office", "earlier", "roster")}
    worker.ask("beginArchive", documents=documents, proofs=proofs, recipient=recipient, madeAt=NOW)
    data = {"$base64": b64encode(changes.get("data", PHOTO)).decode()}
    for one in files:
        worker.ask("addToArchive", attachment=one, file=data)
    lines = [["用您自己的话写", WORDS]]
    section = {"heading": "来件", "note": "", "lines": lines, "files": [f["id"] for f in files]}
    said = {"language": "zh-Hans", "title": "案件", "intro": "", "lost": "没有装进来"}
    sealed = worker.ask("endArchive", words=said | {"sections": [section]})
    return b64decode(sealed["$base64"])


def unpacked(sealed: bytes, identity: Path, *more: str) -> tuple[Result, Path]:
    """What the command says, and the folder that it was told to make."""
    folder = identity.parent / "case"
    (identity.parent / "case.age").write_bytes(sealed)
    args = ["-i", identity, "--unpack", folder, identity.parent / "case.age", *more]
    return CliRunner().invoke(open_, [str(arg) for arg in args]), folder


Made = Callable[..., bytes]


@pytest.fixture
def photo() -> dict[str, Any]:
    return attachment()


@pytest.fixture
def case(
    at_desk: CaseWorker,
    worker: Worker,
    receive: Receive,
    reporter: Reporter,
    hear: Any,
    photo: dict[str, Any],
) -> str:
    """A case with a report that has a photo, a letter, an answer and an entry."""
    id = at_desk.registered(worker, receive(WORDS, attachments=[photo]), "registrar", "leader")
    hear(message(reporter, "还有一次"))
    at_desk.open_case(worker, id)
    answer = worker.ask("sealAnswer", id=id, text="请讲讲", today=at_desk.now["today"])
    assert at_desk.post(f"cases/{id}/answers", json=answer).status_code == 201
    at_desk.written(worker, id, "note", {"text": "监控保存三十天 䶮㛃"})
    return id


@pytest.fixture
def sealed(at_desk: CaseWorker, worker: Worker, case: str, photo: dict[str, Any]) -> bytes:
    return archive(at_desk, worker, case, [photo])


def test_an_archive_becomes_a_folder_that_can_be_read_and_checked(
    sealed: bytes, identity: Path, photo: dict[str, Any]
) -> None:
    done, folder = unpacked(sealed, identity)
    assert done.exit_code == 0, done.output
    content = json.loads((folder / "case.json").read_text())
    assert content["format"] == "qingfeng.archive/1"
    assert WORDS in content["registration"]["report_text"]
    assert [one["signed"]["text"] for one in content["letters"]] == ["", "请讲讲", "还有一次"]
    assert content["entries"][0]["signed"]["words"] == {"text": "监控保存三十天 䶮㛃"}
    assert (folder / "attachments/01-照片 1.jpg").read_bytes() == PHOTO
    lines = (folder / "check.txt").read_text().splitlines()
    assert lines[0] == "签名全部对得上", lines
    assert {line[:3] for line in lines[2:]} == {"对得上", "没有核"}
    assert sum("登记，签名人" in line for line in lines) == 1
    assert any("办理经过第 1 条" in line for line in lines)


def test_the_page_holds_the_words_and_runs_nothing(sealed: bytes, identity: Path) -> None:
    page = (unpacked(sealed, identity)[1] / "case.html").read_text()
    assert "术前有人要红包 &lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script" not in page
    assert "default-src 'none'" in page
    assert 'href="attachments/01-%E7%85%A7%E7%89%87%201.jpg"' in page


def test_everything_is_for_its_owner_alone(sealed: bytes, identity: Path) -> None:
    _, folder = unpacked(sealed, identity)
    every = [folder, *folder.rglob("*")]
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in every if path.is_dir()}
    assert modes == {"case": 0o700, "attachments": 0o700}
    assert {stat.S_IMODE(path.stat().st_mode) for path in every if path.is_file()} == {0o600}


def test_the_archive_has_one_recipient_and_any_age_opens_it(sealed: bytes) -> None:
    assert [stanza.type for stanza in age.read_header(sealed).stanzas] == ["mlkem768x25519"]
    assert age.open_sealed(sealed, [ME]).startswith(b"PK\x03\x04")
    with pytest.raises(age.NoMatch):
        age.open_sealed(sealed, [age.Identity.generate()])


@pytest.mark.parametrize("place", [0, 900, 70_000, -1])
def test_a_changed_byte_refuses_all_of_it(sealed: bytes, identity: Path, place: int) -> None:
    changed = bytearray(sealed)
    changed[place] ^= 1
    done, folder = unpacked(bytes(changed), identity)
    assert done.exit_code == 1
    assert not folder.exists()
    assert sorted(path.name for path in identity.parent.iterdir()) == ["case.age", "my.identity"]


def test_the_export_is_recorded_before_anything_is_given_out(
    at_desk: CaseWorker, worker: Worker, case: str, sealed: bytes, session: Session
) -> None:
    acts = session.scalars(select(AuditEntry).where(AuditEntry.act == "case_archive")).all()
    expected = hashlib.sha256(str(ME.recipient).encode()).hexdigest()[:32]
    assert [(one.subject, one.facts) for one in acts] == [(case, {"recipient": expected})]


def test_who_may_not_open_the_case_may_not_export_it(
    at_desk: CaseWorker, colleague: CaseWorker, worker: Worker, case: str, session: Session
) -> None:
    colleague.sit_down(worker)
    answer = colleague.post(f"cases/{case}/export", json={"recipient": "1" * 32})
    absent = colleague.post(f"cases/{uuid.uuid4()}/export", json={"recipient": "1" * 32})
    assert (answer.status_code, answer.json) == (404, absent.json)
    assert session.scalars(select(AuditEntry).where(AuditEntry.act == "case_archive")).all() == []


def test_the_server_never_sees_what_is_exported(at_desk: CaseWorker, sealed: bytes) -> None:
    assert not any(b"SENTINEL" in one or "监控保存".encode() in one for one in at_desk.seen)
    assert not any(str(ME.recipient).encode() in one for one in at_desk.seen)


@pytest.mark.parametrize(
    "text",
    ["", "age1pq1", str(ME.recipient)[:-1], str(ME), "age1" + "q" * 58, "张三"],
    ids=["nothing", "begun", "cut", "identity", "of-old", "name"],
)
def test_only_a_recipient_of_ours_is_sealed_to(worker: Worker, text: str) -> None:
    with pytest.raises(RefusedError, match="RecipientInvalid"):
        worker.ask("checkRecipient", recipient=text)


def test_an_attachment_that_is_not_whole_is_named_as_missing(
    at_desk: CaseWorker, worker: Worker, case: str, photo: dict[str, Any], identity: Path
) -> None:
    done, folder = unpacked(archive(at_desk, worker, case, [photo], data=b"other"), identity)
    lines = (folder / "check.txt").read_text().splitlines()
    assert lines[0] == "对不上的有 1 处，请看下面"
    assert "对不上  附件 attachments/01-照片 1.jpg" in lines
    assert done.exit_code == 0


def rewritten(sealed: bytes, change: Callable[[dict[str, Any]], object]) -> bytes:
    """An archive as somebody who opened it could seal it anew."""
    before, after = zipfile.ZipFile(io.BytesIO(age.open_sealed(sealed, [ME]))), io.BytesIO()
    with before, zipfile.ZipFile(after, "w") as zip:
        for info in before.infolist():
            data = before.read(info)
            if info.filename == "case.json":
                content = json.loads(data)
                change(content)
                data = json.dumps(content).encode()
            zip.writestr(info, data)
    return age.seal(after.getvalue(), [ME.recipient])


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda c: c["entries"][0]["signed"]["words"].update(text="改过"), "办理经过第 1 条"),
        (lambda c: c["entries"][0].update(author="leader"), "办理经过第 1 条"),
        (lambda c: c["letters"][1]["signed"].update(text="改过"), "答复第 2 封"),
        (lambda c: c["letters"].pop(0), "答复第 1 封"),
        (lambda c: c["letters"][2]["signed"].update(text="改过"), "来信第 1 封"),
        (lambda c: c["registration"].update(report_text="{}"), "登记"),
        (lambda c: c["proofs"]["roster"].update(version=9), "单位的证明和名册：以下都无法核对"),
        (lambda c: c["attachments"].clear(), "附件 attachments/01-照片 1.jpg：没有列出"),
    ],
)
def test_what_was_changed_after_signing_is_named(
    sealed: bytes, identity: Path, change: Callable[[dict[str, Any]], object], words: str
) -> None:
    done, folder = unpacked(rewritten(sealed, change), identity)
    assert done.exit_code == 0, done.output
    lines = (folder / "check.txt").read_text().splitlines()
    assert lines[0].startswith("对不上的有")
    assert f"对不上  {words}" in lines


@pytest.mark.parametrize(
    "name", ["照片 1.jpg", "长" * 99 + ".jpeg", "a:b|c*.txt", ".hidden", "é e\u0301.pdf", "x" * 80]
)
def test_both_sides_make_the_same_name(
    at_desk: CaseWorker, worker: Worker, case: str, identity: Path, name: str
) -> None:
    done, folder = unpacked(archive(at_desk, worker, case, [attachment(name)]), identity)
    assert done.exit_code == 0, done.output
    content = json.loads((folder / "case.json").read_text())
    (file,) = (folder / "attachments").iterdir()
    assert content["attachments"][0]["file"] == f"attachments/{file.name}"
