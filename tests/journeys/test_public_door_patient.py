"""A patient's tip with a film and a photo, over a line that breaks twice, read word for word."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

from playwright.sync_api import BrowserContext, expect

from tests.files.photos import SENTINELS, jpeg, pixels
from tests.journeys.cutting import Cut, cutting
from tests.journeys.inspector import Inspector
from tests.journeys.reporter import PhoneReporter, Report
from tests.journeys.server import Server
from tests.journeys.watch import Watch

FILM = b"\0\0\0\x18ftypmp42" + os.urandom(20_000_000 - 12)
TIP = Report(
    tiles=("asked", "took_gifts"),
    who="骨科王主任",
    posts=("doctor",),
    where="住院部三楼",
    when="上个月初",
    benefits=("cash",),
    amount="2000",
    occasions=("surgery",),
    words="术前一天，护工到病房说“主任那边要表示一下”。\n我爱人把牛皮纸信封递过去，他收下了。",
)


class TwoCuts:
    """Break the line in the middle of the film's fourth part, and when its twelfth has arrived."""

    def __init__(self) -> None:
        self.left: dict[str, Cut] = {"/parts/3": "request", "/parts/11": "answer"}

    def __call__(self, method: str, path: str) -> Cut:
        hit = next((end for end in self.left if method == "PUT" and path.endswith(end)), None)
        return self.left.pop(hit) if hit else ""


def test_a_tip_with_a_film_and_a_photo_arrives_over_a_line_that_breaks_twice(
    phone: BrowserContext, desk: BrowserContext, server: Server, watch: Watch, tmp_path: Path
) -> None:
    watch.expect("net::ERR_")
    photo, film = tmp_path / "IMG_0007.jpg", tmp_path / "VID_0008.mp4"
    photo.write_bytes(jpeg())
    film.write_bytes(FILM)
    cuts = TwoCuts()
    with cutting(server, cuts) as wire:
        reporter = PhoneReporter(phone, wire.server)
        reporter.begin()
        reporter.answer(replace(TIP, files=(photo, film)))
        reporter.write_down_the_code()
        expect(reporter.page.locator("#answers")).to_contain_text("VID_0008.mp4")
        reporter.send()
        reporter.page.close()
    assert cuts.left == {}

    inspector = Inspector(desk, server)
    inspector.sign_in()
    inspector.open("骨科王主任")
    assert inspector.words() == {
        "发生了什么？": "收了红包、礼品、购物卡或吃请\n开口要、暗示要好处",
        "是谁？": "骨科王主任",
        "是做什么的？（可以不选）": "医生",
        "科室、病房或别的地方": "住院部三楼",
        "时间": "上个月初",
        "给了什么，或者要了什么？": "现金、红包",
        "值多少钱？": "知道个大概",
        "多少元": "2000",
        "是在什么事情上？": "做手术",
        "用您自己的话说": TIP.words,
        "名字": "不写",
        "联系方式": "不留",
    }
    clean, whole = inspector.files()
    assert whole == FILM
    assert pixels(clean) == pixels(jpeg())
    assert [word for word in SENTINELS if word in clean] == []
    for name in ("IMG_0007", "VID_0008"):
        expect(inspector.page.locator("#words")).not_to_contain_text(name)
