"""What a person sees who adds evidence, and what of it reaches the server."""

from __future__ import annotations

import base64
import os
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.files.photos import SENTINELS, jpeg, pixels
from tests.journeys.evidence import EvidencePage, opened, sealed_parts
from tests.journeys.server import Server
from tests.journeys.watch import Watch

FILM = b"\0\0\0\x18ftypmp42" + os.urandom(3_000_000)
NAME = "zhang-san-ward-3.jpg"


@pytest.fixture
def evidence(phone: BrowserContext, server: Server) -> EvidencePage:
    """The evidence list on a phone."""
    return EvidencePage(phone, server)


def stored(server: Server) -> list[str]:
    """The ids of all attachments that the server has."""
    return [str(id) for (id,) in server.rows("select id from attachments")]


def test_a_photo_arrives_clean_sealed_and_padded(evidence: EvidencePage, watch: Watch) -> None:
    evidence.choose(NAME, jpeg(), "image/jpeg")
    (attachment,) = evidence.settled()
    photo = opened(evidence.server, attachment)
    assert [word for word in SENTINELS if word in photo] == []
    assert pixels(photo) == pixels(jpeg())
    assert (attachment["name"], attachment["type"]) == ("照片 1.jpg", "image/jpeg")
    assert attachment["metadata"] == "removed"
    for request in watch.requests:
        assert NAME not in request.url and NAME.encode() not in (request.post_data_buffer or b"")


def test_nothing_is_fetched_for_files_before_one_is_chosen(
    evidence: EvidencePage, watch: Watch
) -> None:
    def fetched(name: str) -> int:
        return len([r for r in watch.requests if f"/worker-{name}.js" in r.url])

    assert (fetched("files"), fetched("documents")) == (0, 0)
    evidence.choose("a.jpg", jpeg())
    evidence.settled()
    assert fetched("files") > 0 and fetched("documents") == 0
    evidence.choose("a.pdf", b"%PDF-1.7 broken")
    expect(evidence.row("a.pdf")).to_contain_text("没能去掉")
    assert fetched("documents") > 0


def test_a_recording_waits_for_the_persons_word(evidence: EvidencePage, watch: Watch) -> None:
    evidence.choose("film.mp4", FILM, "video/mp4")
    expect(evidence.row("film.mp4")).to_contain_text("拍摄的时间、地点和手机型号")
    assert "film.mp4" in evidence.settled()
    assert watch.posts("/attachments") == []
    evidence.keep("film.mp4")
    (attachment,) = evidence.settled()
    assert attachment["metadata"] == "kept"
    assert opened(evidence.server, attachment) == FILM
    assert [len(part) for part in sealed_parts(evidence.server, attachment["id"])][:-1] == [
        1 << 20
    ] * 2


def test_what_is_removed_is_gone_from_the_server_too(evidence: EvidencePage) -> None:
    before = stored(evidence.server)
    evidence.choose("a.jpg", jpeg())
    evidence.settled()
    assert len(stored(evidence.server)) == len(before) + 1
    with evidence.page.expect_response(lambda response: response.request.method == "DELETE"):
        evidence.row("a.jpg").get_by_role("button", name="移除").click()
    assert stored(evidence.server) == before
    expect(evidence.page.locator("#evidence li")).to_have_count(0)
    assert evidence.page.evaluate("() => evidence.list.length + evidence.pending") == 0


def test_another_addressee_gets_everything_anew(evidence: EvidencePage, watch: Watch) -> None:
    evidence.choose("a.jpg", jpeg())
    (first,) = evidence.settled()
    evidence.page.evaluate("() => readdress('authority')")
    (second,) = evidence.settled()
    assert {first["id"], first["secret"]}.isdisjoint({second["id"], second["secret"]})
    offices = [request.post_data or "" for request in watch.posts("/attachments")]
    assert "demo" in offices[0] and "authority" in offices[1]
    assert first["id"].replace("-", "") not in stored(evidence.server)


def test_the_list_is_used_with_a_keyboard_and_heard(evidence: EvidencePage) -> None:
    page = evidence.page
    page.on("filechooser", lambda _chooser: None)  # from now on, and not only once it is awaited
    page.locator("[data-pick]").first.wait_for(state="attached")
    page.keyboard.press("Tab")
    with page.expect_file_chooser() as chosen:
        page.keyboard.press("Enter")
    assert not chosen.value.is_multiple()
    chosen.value.set_files({"name": "a.jpg", "mimeType": "image/jpeg", "buffer": jpeg()})
    expect(page.get_by_role("status")).to_have_text(
        "a.jpg 已上传，拍摄时间、地点、作者等附带信息已去掉"
    )
    page.get_by_role("button", name="移除 a.jpg").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text("已移除a.jpg")
    expect(page.locator("[data-pick]").first).to_be_focused()
    assert page.locator("#evidence [name]").count() == 0


def test_too_large_a_file_is_refused_with_what_to_do(
    evidence: EvidencePage, tmp_path: Path
) -> None:
    film = tmp_path / "film.mp4"
    with film.open("wb") as file:
        file.truncate(200 * 1024 * 1024 + 1)
    evidence.choose("film.mp4", film)
    expect(evidence.page.get_by_role("alert")).to_contain_text("分成几段")
    evidence.choose("empty.txt", b"")
    expect(evidence.page.get_by_role("alert")).to_contain_text("是空的")
    expect(evidence.page.locator("#evidence li")).to_have_count(0)


def test_a_file_is_shown_only_if_it_is_the_one_that_was_sent(evidence: EvidencePage) -> None:
    evidence.choose("film.mp4", FILM)
    evidence.keep("film.mp4")
    (attachment,) = evidence.settled()
    parts = sealed_parts(evidence.server, attachment["id"])

    def opening(parts: list[bytes]) -> object:
        script = "([a, p]) => open(a, p).catch((error) => error.name)"
        return evidence.page.evaluate(
            script, [attachment, [base64.b64encode(p).decode() for p in parts]]
        )

    shown = opening(parts)
    assert isinstance(shown, dict)
    assert (shown["size"], shown["type"]) == (len(FILM), "application/octet-stream")
    changed = parts[1][:500] + bytes([parts[1][500] ^ 1]) + parts[1][501:]
    assert opening([parts[0], changed, parts[2]]) == "PayloadInvalid"
    assert opening(parts[:2]) == "PayloadInvalid"
    attachment["sha256"] = "0" * 64
    assert opening(parts) == "PayloadInvalid"
