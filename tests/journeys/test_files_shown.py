"""Files that came with a report are looked at on the page: nothing runs, nothing is fetched."""

from __future__ import annotations

import pytest
from playwright.sync_api import Frame, Locator, Page, expect

from tests.files import shown
from tests.files.films import MP4, WEBM
from tests.journeys.inspector import Inspector
from tests.journeys.sent_files import Sent, send_with
from tests.journeys.server import Server
from tests.journeys.watch import Watch

FOLDER = "来件带着各种文件"
DARK = "canvas => { const { width, height } = canvas; const { data } = canvas.getContext('2d')"
DARK += ".getImageData(0, 0, width, height); let dark = 0; for (let at = 0; at < data.length;"
DARK += " at += 4) if (data[at] < 128) dark += 1; return dark; }"
PLAYS = "player => player.play().then(() => player.duration > 0)"
LOAD = """([tag, src]) => new Promise((said) => {
  const element = document.createElement(tag);
  element.onload = element.onloadeddata = () => said('there');
  element.onerror = () => said('gone');
  element.src = src;
})"""
FILES = (
    Sent("photo.jpg", "image/jpeg", shown.picture("JPEG")),
    Sent("scan.png", "image/png", shown.picture("PNG", (480, 640))),
    Sent("huge.png", "image/png", shown.huge_png()),
    Sent("talk.wav", "audio/wav", shown.sound()),
    Sent("talk.mp3", "", shown.mp3()),
    Sent("film.webm", "video/webm", WEBM),
    Sent("film.mp4", "video/mp4", MP4),
    Sent("broken.mp4", "video/mp4", MP4[:60]),
    Sent("paper.pdf", "application/pdf", shown.pdf(shown.SAID, "第二页")),
    Sent("trap.pdf", "application/pdf", shown.hostile_pdf()),
    Sent("broken.pdf", "application/pdf", b"%PDF-1.7\nno more"),
    Sent("page.pdf", "application/pdf", shown.page_of_scripts()),
    Sent("drawing.png", "image/png", shown.drawing_of_scripts()),
    Sent("drawing.svg", "image/svg+xml", shown.drawing_of_scripts()),
    Sent("utf8.txt", "text/plain", "<b>红包</b>三千元".encode()),
    Sent("old.txt", "", "红包三千元".encode("gb18030")),
    Sent("list.docm", "application/x-anything", b"PK\x03\x04"),
)


@pytest.fixture(scope="module")
def sent(server: Server) -> None:
    """A report with all of them."""
    send_with(server, FOLDER, *FILES)


@pytest.fixture
def page(inspector: Inspector, sent: None) -> Page:
    """The desk of somebody who has it open."""
    inspector.page.goto(inspector.server.casework)
    inspector.open(FOLDER)
    return inspector.page


def opened(page: Page, name: str) -> Locator:
    """The entry of a file, opened."""
    entry = page.locator("#words .files > li").filter(has_text=name)
    entry.get_by_role("button", name=f"打开 {name}").click()
    expect(entry.locator("a[download]")).to_be_visible()
    return entry


def frame_of(entry: Locator) -> Frame:
    """The frame in which a PDF is drawn, once a page stands in it."""
    expect(entry.locator(".tools [role=status]")).to_contain_text("页，共")
    handle = entry.locator("iframe").element_handle()
    assert handle is not None
    frame = handle.content_frame()
    assert frame is not None
    return frame


@pytest.mark.parametrize(("name", "size"), [("photo.jpg", [640, 480]), ("scan.png", [480, 640])])
def test_a_picture_is_enlarged_and_turned_with_the_keyboard(
    page: Page, name: str, size: list[int]
) -> None:
    entry = opened(page, name)
    image = entry.locator("img")
    expect(image).to_be_visible()
    assert image.evaluate("one => [one.naturalWidth, one.naturalHeight]") == size
    whole = image.bounding_box()
    entry.get_by_role("button", name="放大").press("Enter")
    larger = image.bounding_box()
    entry.get_by_role("button", name="转 90 度").press("Space")
    turned = image.bounding_box()
    assert whole and larger and turned
    assert larger["width"] == pytest.approx(whole["width"] * 1.5, abs=1)
    shape = larger["width"] / larger["height"]
    assert turned["height"] / turned["width"] == pytest.approx(shape, abs=0.01)


@pytest.mark.parametrize("name", ["talk.wav", "talk.mp3", "film.webm", "film.mp4"])
def test_a_recording_is_played_on_the_page(page: Page, name: str) -> None:
    player = opened(page, name).locator("audio" if name.startswith("talk") else "video")
    assert player.evaluate(PLAYS) is True


def test_a_recording_that_does_not_play_says_what_to_do(page: Page) -> None:
    expect(opened(page, "broken.mp4").locator(".told")).to_contain_text("用播放器打开")


def test_a_pdf_is_drawn_page_by_page_with_its_chinese_text(page: Page) -> None:
    entry = opened(page, "paper.pdf")
    frame = frame_of(entry)
    expect(entry.locator(".tools")).to_contain_text("第 1 页，共 2 页")
    assert frame.locator("canvas").evaluate(DARK) > 500
    assert frame.locator("p").text_content() == shown.SAID
    entry.get_by_role("button", name="下一页").press("Enter")
    expect(entry.locator(".tools")).to_contain_text("第 2 页，共 2 页")
    assert frame.locator("p").text_content() == "第二页"


def test_a_hostile_pdf_runs_nothing_and_reaches_nothing(page: Page, watch: Watch) -> None:
    asked: list[str] = []
    entry = page.locator("#words .files > li").filter(has_text="trap.pdf")
    title = page.title()
    page.on("request", lambda request: asked.append(request.url))
    pages = len(page.context.pages)
    opened(page, "trap.pdf")
    frame = frame_of(entry)
    assert frame.locator("canvas").evaluate(DARK) > 500
    frame.locator("canvas").click(position={"x": 30, "y": 30})
    entry.get_by_role("button", name="收起").click()
    own = page.url.split("/casework/")[0]
    outside = [url for url in asked if not url.startswith((own, f"blob:{own}", "blob:null"))]
    assert outside == []
    assert (page.title(), len(page.context.pages)) == (title, pages)


def test_what_draws_a_pdf_has_no_origin_no_storage_and_no_network(page: Page, watch: Watch) -> None:
    refusals = ("policy: connect-src", "Content Security Policy", "CORS policy", "Failed to load")
    for words in (*refusals, "allow-scripts and allow-same-origin", "ERR_"):
        watch.expect(words)
    frame = frame_of(opened(page, "paper.pdf"))
    tried = """async () => {
      const said = {}, { dataset } = document.body;
      addEventListener('securitypolicyviolation', ({ effectiveDirective }) =>
        dataset.blocked = `${dataset.blocked || ''}${effectiveDirective} `);
      const tries = {
        page: () => parent.document.title, stored: () => localStorage.length,
        cookie: () => document.cookie, tab: () => sessionStorage.length,
        named: () => indexedDB.open('a').result,
        fetch: () => fetch('/casework/session'),
        away: () => fetch('http://127.0.0.1:9/caught'),
      };
      for (const [name, attempt] of Object.entries(tries)) {
        try { await attempt(); said[name] = 'reached'; } catch (error) { said[name] = 'refused'; }
      }
      return { ...said, origin: self.origin };
    }"""
    said = frame.evaluate(tried)
    assert said.pop("origin") == "null"
    assert set(said.values()) == {"refused"}, said
    expect(frame.locator("body")).to_have_attribute("data-blocked", "connect-src connect-src ")


@pytest.mark.parametrize("name", ["page.pdf", "drawing.png"])
def test_what_is_not_what_its_name_says_is_not_shown(page: Page, name: str) -> None:
    entry = opened(page, name)
    expect(entry.locator(".told")).to_contain_text("名字和内容对不上")
    expect(entry.locator("img, iframe, object, embed, .shown")).to_have_count(0)
    assert page.title() != "caught"


@pytest.mark.parametrize("name", ["drawing.svg", "list.docm"])
def test_what_may_run_is_only_saved(page: Page, name: str) -> None:
    entry = opened(page, name)
    expect(entry.locator(".told")).to_contain_text("只能保存")
    expect(entry.locator("img, iframe, object, embed, .shown")).to_have_count(0)


def test_a_picture_that_would_fill_the_memory_is_not_unpacked(page: Page) -> None:
    entry = opened(page, "huge.png")
    expect(entry.locator(".told")).to_contain_text("图片尺寸太大")
    expect(entry.locator("img")).to_have_count(0)


def test_a_broken_pdf_says_what_to_do(page: Page) -> None:
    entry = opened(page, "broken.pdf")
    expect(entry.locator(".told")).to_contain_text("这份 PDF 坏了")
    expect(entry.locator("iframe")).to_have_count(0)


def test_a_text_is_words_whatever_they_say(page: Page) -> None:
    assert opened(page, "utf8.txt").locator("pre").text_content() == "<b>红包</b>三千元"
    assert opened(page, "old.txt").locator("pre").text_content() == "红包三千元"


def test_everything_that_stood_open_is_gone_once_it_is_closed_or_the_desk_locked(
    page: Page, inspector: Inspector, watch: Watch
) -> None:
    watch.expect("ERR_FILE_NOT_FOUND")
    picture = opened(page, "photo.jpg")
    closed = picture.locator("img").get_attribute("src")
    picture.get_by_role("button", name="收起 photo.jpg").click()
    expect(picture.get_by_role("button", name="打开 photo.jpg")).to_be_focused()
    assert page.evaluate(LOAD, ["img", closed]) == "gone"
    scan = opened(page, "scan.png").locator("img").get_attribute("src")
    film = opened(page, "film.webm").locator("video").get_attribute("src")
    assert page.evaluate(LOAD, ["img", scan]) == page.evaluate(LOAD, ["video", film]) == "there"
    frame_of(opened(page, "paper.pdf"))
    inspector.lock()
    assert page.evaluate(LOAD, ["img", scan]) == page.evaluate(LOAD, ["video", film]) == "gone"
    assert [frame.url for frame in page.frames] == [page.url]
