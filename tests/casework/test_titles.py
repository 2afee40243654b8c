"""What a report is known by in the list."""

from __future__ import annotations

from typing import Any

import pytest

from crypto import age, keys
from tests.casework.conftest import Receive
from tests.casework.inspector import Inspector, Worker
from tests.conftest import Hospital

# What a browser makes of documents does not depend on the database they come from.
pytestmark = pytest.mark.parametrize("settings", ["sqlite"], indirect=True)


def said(id: str, text: str = "", *choices: str) -> dict[str, Any]:
    """One answered question."""
    chosen = [{"id": choice, "text": choice} for choice in choices]
    return {"id": id, "question": id, "choices": chosen, "text": text}


HANDED_IN = said("items", "现金 三千元\n购物卡") | {
    "items": [[said("kind", "", "现金"), said("value", "三千元")], [said("description", "购物卡")]]
}


def heading(registrar: Inspector, worker: Worker) -> dict[str, Any]:
    """The heading of the one report there is."""
    registrar.sign_in()
    registrar.resume(worker)
    rows = registrar.get("reports.json").json["reports"]
    found: dict[str, Any] = worker.tell("openHeadings", rows=rows)["progress"][0]
    return found


@pytest.mark.parametrize(
    ("answers", "title"),
    [
        (
            [said("what", "", "收红包", "乱收费", "其他"), said("who", "王主任")],
            "收红包；乱收费 · 王主任",
        ),
        (
            [said("what", "", "收红包"), said("who", "", "unknown"), said("where", "骨科")],
            "收红包 · 骨科",
        ),
        ([said("words", "话" * 50)], "话" * 39 + "…"),
        ([said("words", "第一行\n  第二行")], "第一行 第二行"),
        ([], ""),
        ([said("later", "没见过的问题")], "没见过的问题"),
        ("not a list", ""),
        ([None, 3, {"id": 1, "choices": "x", "text": ["y"]}, said("who", "王主任")], "王主任"),
        (
            [said("what", "", "收红包"), said("who", "", "unknown"), said("post", "", "主任")],
            "收红包 · 主任",
        ),
        ([said("post", "", "主任")], "主任"),
        ([HANDED_IN, said("giver_name", "姓钱的家属")], "现金；购物卡 · 姓钱的家属"),
        ([said("path", "", "now"), said("named", "", "no"), HANDED_IN], "现金；购物卡"),
    ],
)
def test_a_title_says_what_and_who_or_where(
    registrar: Inspector, worker: Worker, receive: Receive, answers: Any, title: str
) -> None:
    receive(answers=answers, unknown_field={"later": 1})
    found = heading(registrar, worker)
    assert (found["title"], found["failure"]) == (title, "")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_plain_text_is_known_by_its_first_line(
    registrar: Inspector, worker: Worker, receive: Receive, hospital: Hospital, encoding: str
) -> None:
    recipient = keys.reading_half("epoch", hospital.epoch_secret).recipient
    words = "设备科的招标有问题\n\n细节如下".encode(encoding)
    id = receive(body=age.seal(words, [recipient]))
    assert heading(registrar, worker)["title"] == "设备科的招标有问题"
    view = registrar.open(worker, id)
    assert view["plain"] == "设备科的招标有问题\n\n细节如下"
    assert view["closed"] == "no_mailbox"


def test_something_handed_in_is_shown_as_such(
    registrar: Inspector, worker: Worker, receive: Receive
) -> None:
    receive("夜班时塞在口袋里", kind="surrender")
    assert heading(registrar, worker)["kind"] == "surrender"


def test_owning_up_is_told_apart_from_handing_in(
    registrar: Inspector, worker: Worker, receive: Receive
) -> None:
    receive(kind="surrender", answers=[said("path", "", "past"), HANDED_IN])
    assert heading(registrar, worker)["kind"] == "past"
