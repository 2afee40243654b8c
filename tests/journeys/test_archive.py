"""A case is exported in a browser and read on a machine without a network."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.files.photos import png
from tests.journeys.conftest import title_of
from tests.journeys.inspector import Inspector
from tests.journeys.test_case import register
from tests.reporter import Reporter

QINGFENG = (sys.executable, "-c", "from casework.commands import main; main()")


def qingfeng(*args: object) -> str:
    """What the command prints; it is given no server and no configuration."""
    command = [*QINGFENG, *map(str, args)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def exported(page: Page, recipient: str, to: Path) -> Path:
    """Export the case that is open, as one file."""
    page.locator("#archive-recipient").fill(recipient)
    with page.expect_download() as download:
        page.locator("#archive-it").click()
    download.value.save_as(to)
    return to


def test_a_case_is_exported_and_read_offline(
    inspector: Inspector, writer: Reporter, tmp_path: Path
) -> None:
    identity = tmp_path / "my.identity"
    recipient = qingfeng("keys", "new", "-o", identity).strip()
    page = inspector.page
    photo = tmp_path / "photo.png"
    photo.write_bytes(png())
    register(page, leader="granted")
    inspector.answer("请讲讲后来的事", "supplement", photo)
    page.reload()
    expect(page.locator("#archive-size")).to_contain_text("附件 1 个")
    file = exported(page, recipient, tmp_path / "case.age")
    expect(page.locator("#archive-told")).to_contain_text("导出好了，请保存到 U 盘")
    assert title_of(writer).encode() not in file.read_bytes()

    folder = tmp_path / "case"
    lines = qingfeng("open", "-i", identity, "--unpack", folder, file).splitlines()
    assert lines[0] == "签名全部对得上", lines
    read = page.context.new_page()
    read.goto((folder / "case.html").as_uri())
    expect(read.locator("body")).to_contain_text(title_of(writer))
    expect(read.locator("body")).to_contain_text("请讲讲后来的事")
    expect(read.locator("body")).not_to_contain_text(re.compile("今天|今日"))
    link = read.locator("a").get_attribute("href")
    (attached,) = (folder / "attachments").iterdir()
    assert attached.read_bytes().startswith(b"\x89PNG")
    assert (folder / Path(link or "")).name.startswith("01-")


def test_what_is_no_recipient_is_said_and_a_private_key_cleared(
    inspector: Inspector, tmp_path: Path
) -> None:
    page = inspector.page
    register(page)
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url))
    page.locator("#archive-recipient").fill("age1pq1abc")
    page.locator("#archive-it").click()
    expect(page.locator("#errors")).to_contain_text("这不是收件钥匙")
    secret = qingfeng("keys", "new").splitlines()[-1]
    page.locator("#archive-recipient").fill(secret)
    page.locator("#archive-it").click()
    expect(page.locator("#errors")).to_contain_text("刚才填的是私钥")
    expect(page.locator("#archive-recipient")).to_have_value("")
    assert not any(url.endswith("/export") for url in sent)
