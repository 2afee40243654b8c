"""Papers in a real browser: blank ones printed and taken to Word, filled ones marked or not."""

from __future__ import annotations

import io
import subprocess
import unicodedata
import zipfile
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from pypdf import PageObject, PdfReader

from tests.journeys.casework import CaseDesk
from tests.journeys.conftest import OpenContext
from tests.journeys.inspector import Inspector
from tests.journeys.look import Sheets
from tests.journeys.server import Server
from tests.journeys.test_case import register
from tests.journeys.watch import Watch
from tests.journeys.ways import CHINESE_DESK, CHINESE_PHONE, ENGLISH_PHONE, Way, looked_at

ROOT = Path(__file__).parent.parent.parent
MARK = {"name": "张登记", "time": "2026-11-22 23:40"}
SUBJECT = {"name": "万䶮㛃", "department": "骨科", "post": "副主任医师"}
LONG = "反映其术前收受红包。" * 220
LEAD = {
    "office": "示范医院",
    "number": "线字〔2026〕0007号",
    "subjects": [SUBJECT],
    "summary": LONG,
    "amount": "6007.14",
    "registrar": {"names": ["张登记"], "on": "2026-11-22"},
}
TRANSFER = {
    "office": "示范医院",
    "number": "移字〔2026〕1号",
    "to": "市卫健委",
    "subjects": [SUBJECT],
    "facts": LONG,
}
RADICALS = str.maketrans("⻚⺠⻆⻔", "页民角门")
WAYS = looked_at(CHINESE_PHONE, CHINESE_DESK, ENGLISH_PHONE)


@pytest.fixture(scope="module")
def filling() -> str:
    """The script that lets a test fill papers in the page, as the build bundles it."""
    command = [ROOT / ".venv/bin/node", "tests/js/support/print-bundle.mjs", "papers-page.js"]
    return subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout.decode()


@pytest.fixture
def page(desk: BrowserContext, server: Server, filling: str) -> Page:
    """The page of papers, which can also fill them."""
    page = papers_page(Inspector(desk, server))
    page.evaluate(filling)
    return page


def papers_page(inspector: Inspector) -> Page:
    """Sign in, follow the bar to the papers and see the first of them."""
    inspector.sign_in()
    inspector.page.locator("nav a[href$='/papers']").click()
    expect(inspector.page.locator("#paper h2")).to_be_visible()
    return inspector.page


def choose(page: Page, title: str) -> None:
    """Choose a paper by its title and see it."""
    page.locator("#which").select_option(label=title)
    expect(page.locator("#paper h2")).to_have_text(title)


def show(page: Page, paper: str, values: dict[str, Any], mark: dict[str, str] | None) -> None:
    """Show a filled paper in place of the one that is there."""
    page.evaluate(
        "([id, values, mark]) => showFilled(id, values, 'zh', mark)", [paper, values, mark]
    )


def printed(page: Page) -> list[PageObject]:
    """The pages that come out when the person prints."""
    return list(PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages)


def words(sheet: PageObject) -> str:
    """A printed page's text without spaces. Fonts give some characters as the radicals they are."""
    text = unicodedata.normalize("NFKC", sheet.extract_text()).translate(RADICALS)
    return "".join(text.split())


def size(sheet: PageObject) -> tuple[int, int]:
    """A printed page's width and height in millimetres."""
    box = sheet.mediabox
    return round(float(box.width) / 72 * 25.4), round(float(box.height) / 72 * 25.4)


def test_a_blank_paper_is_printed_alone_and_taken_to_word(page: Page, watch: Watch) -> None:
    choose(page, "谈话记录")
    page.evaluate("() => { window.print = () => { window.asked = true; }; }")
    page.locator("#print").click()
    assert page.evaluate("window.asked")
    sheets = printed(page)
    text = [words(sheet) for sheet in sheets]
    assert len(text) > 1
    assert "示范医院纪检监察室谈话记录" in text[0]
    assert "权利告知" in text[0]
    for number, one in enumerate(text, 1):
        assert f"第{number}页共{len(text)}页" in one
        assert "被谈话人逐页签名" in one
        assert "锁定" not in one
        assert "下载" not in one
    with page.expect_download() as download:
        page.locator("#word").click()
    assert download.value.suggested_filename == "谈话记录.docx"
    with zipfile.ZipFile(download.value.path()) as word:
        assert "逐页签名" in word.read("word/footer1.xml").decode()
        assert "权利告知" in word.read("word/document.xml").decode()
        assert "docProps/core.xml" not in word.namelist()
    assert watch.complaints == []


def test_a_paper_that_stays_inside_is_marked_on_every_page(page: Page, watch: Watch) -> None:
    show(page, "lead", LEAD, MARK)
    text = [words(sheet) for sheet in printed(page)]
    assert len(text) > 2
    for one in text:
        assert one.count("张登记2026-11-2223:40") == 12
    whole = "".join(text)
    for said in ("线字〔2026〕0007号", "万䶮㛃", "陆仟零柒元壹角肆分", "2026年11月22日"):
        assert said in whole
    assert whole.count("术") == 220
    show(page, "lead", LEAD, None)
    assert "2026-11-2223:40" not in "".join(words(sheet) for sheet in printed(page))
    assert watch.complaints == []


def test_a_letter_that_leaves_bears_no_mark(page: Page) -> None:
    show(page, "transfer", TRANSFER, MARK)
    assert page.locator("#paper .mark").count() == 0
    text = "".join(words(sheet) for sheet in printed(page))
    assert "万䶮㛃" in text
    assert "23:40" not in text


def test_every_paper_prints_on_a4_with_nothing_cut_off(page: Page) -> None:
    papers = page.evaluate("paperIds")
    assert len(papers) == 33
    for paper in papers:
        show(page, paper["id"], {}, MARK)
        sheets = printed(page)
        wanted = (297, 210) if paper["wide"] else (210, 297)
        assert {size(sheet) for sheet in sheets} == {wanted}, paper
        for number, one in enumerate(sheets, 1):
            assert f"第{number}页共{len(sheets)}页" in words(one), paper
        assert ("23:40" in words(sheets[0])) == paper["internal"], paper


def test_a_long_table_bears_its_head_on_every_page(page: Page) -> None:
    rows = [{"no": str(n), "name": f"材料{n}", "remark": "备注" * (n % 9)} for n in range(60)]
    show(page, "contents", {"main_volume": rows, "second_volume": rows[:2]}, MARK)
    text = [words(sheet) for sheet in printed(page)]
    assert len(text) > 3
    assert "正卷目录" in text[0]
    assert "材料0" in text[0]
    assert all("材料名称" in one for one in text)
    assert "副卷目录" in text[-1]
    assert "材料59" not in text[-1]


def test_an_older_browser_leaves_room_for_the_number(page: Page) -> None:
    page.evaluate("delete window.CSSMarginRule")
    show(page, "lead", LEAD, None)
    assert all("第页共页" in words(sheet) for sheet in printed(page))


def test_locking_takes_the_paper_away(desk: BrowserContext, server: Server, filling: str) -> None:
    inspector = Inspector(desk, server)
    page = papers_page(inspector)
    page.evaluate(filling)
    show(page, "lead", LEAD, MARK)
    inspector.lock()
    assert "万䶮㛃" not in "".join(words(sheet) for sheet in printed(page))
    assert "万䶮㛃" not in page.content()


def test_a_paper_of_a_case_leaves_once_it_is_recorded(inspector: Inspector, watch: Watch) -> None:
    page = inspector.page
    register(page)
    desk = CaseDesk(page)
    desk.write("preservation", tasks=[{"what": "调监控", "who": "李", "until_day": "2026-11-25"}])
    desk.write(
        "assessment",
        category="B8",
        level="own",
        accused=[{"name": "王𠮷", "unit": "骨科", "political": "party", "supervised": "no"}],
        amount="12300.05",
        detriment="low",
        summary="术前索要红包",
        opinion="可查",
    )
    page.locator("#papers > summary").click()
    page.locator("#paper-states > summary").click()
    states = page.locator("#paper-list li")
    expect(states).to_have_count(33)
    expect(states.filter(has_text="线索登记表")).to_contain_text("还空着")
    expect(states.filter(has_text="协办函")).to_contain_text("主送")
    states.get_by_role("button", name="线索登记表").click()
    expect(page.locator("#paper")).to_contain_text("王𠮷")
    page.evaluate("() => { window.print = () => { window.asked = true; }; }")
    assert "术前索要红包" not in "".join(words(sheet) for sheet in printed(page))
    with page.expect_response("**/papers") as recorded:
        page.locator("#paper-print").click()
    assert recorded.value.status == 201
    assert recorded.value.request.post_data_json == {"paper": "lead", "form": "print"}
    page.wait_for_function("window.asked")
    text = "".join(words(sheet) for sheet in printed(page))
    for said in (
        "术前索要红包",
        "王𠮷",
        "党员",
        "收字〔",
        "壹万贰仟叁佰元零伍分",
        "收受患方“红包”",
    ):
        assert said in text
    assert "术前索要红包" not in "".join(words(sheet) for sheet in printed(page))
    with page.expect_download() as download, page.expect_response("**/papers") as recorded:
        page.locator("#paper-word").click()
    assert recorded.value.request.post_data_json == {"paper": "lead", "form": "docx"}
    with zipfile.ZipFile(download.value.path()) as word:
        assert "王𠮷" in word.read("word/document.xml").decode()
    assert watch.complaints == []


def test_nothing_leaves_that_could_not_be_recorded(inspector: Inspector, watch: Watch) -> None:
    page = inspector.page
    watch.expect("ERR_FAILED")
    register(page)
    page.locator("#papers > summary").click()
    page.locator("#paper-kind").select_option("lead")
    expect(page.locator("#paper h2")).to_be_visible()
    page.route("**/papers", lambda route: route.abort())
    page.evaluate("() => { window.print = () => { window.asked = true; }; }")
    for button in ("print", "word", "excel"):
        page.locator(f"#paper-{button}").click()
        expect(page.locator("[role=alert]:visible").first).to_contain_text("没有做出来")
    assert not page.evaluate("window.asked")
    assert "线索登记表" not in "".join(words(sheet) for sheet in printed(page))


@WAYS
def test_papers_can_be_read_by_everybody(
    opened: OpenContext, server: Server, sheets: Sheets, way: Way
) -> None:
    page = papers_page(Inspector(opened(way.device), server, "investigator", way.language))
    look = way.look(page, sheets, "papers")
    for paper in ("lead", "rectification", "acceptance"):
        page.locator("#which").select_option(paper)
        title = page.locator(f"#which option[value={paper}]").inner_text()
        expect(page.locator("#paper h2")).to_have_text(title)
        look.at(paper)
    assert look.found == []
