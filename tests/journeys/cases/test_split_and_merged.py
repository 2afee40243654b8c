"""One letter becomes two cases; two letters become one: what each reporter hears of it."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.journeys.cases.people import MARK, SAID, People
from tests.journeys.cases.steps import PARTS, Trio

ANSWER = f"{MARK}两件事都查过了"
SECOND = f"{MARK}药剂科的事"
TOGETHER = f"{MARK}和另一封信说的是一件事，一起查"
BOTH = f"{MARK}查清了，属实"


def close_by_sheet(trio: Trio) -> None:
    """A lead that the approval sheet closes."""
    trio.make_a_lead()
    trio.decide_how("close")
    expect(trio.desk.stage).to_contain_text("反馈")


def test_one_letter_is_split_and_its_mailbox_stays_with_the_first(people: People) -> None:
    box = people.reporter()
    trio = Trio.of(people)
    desk = trio.desk
    first = desk.take_up(SAID.who, **PARTS)
    box.hears("他们打开了")
    box.hears("正在看该由谁办")
    desk.write("split", what_else="药剂科也在收")
    desk.page.get_by_role("link", name="打开那一件").click()
    desk.page.wait_for_url(lambda url: "/cases/" in url and url != first)
    second = desk.page.url
    box.shows("正在看该由谁办", owed=True)

    expect(desk.page.locator("#words")).to_contain_text(SAID.words)
    expect(desk.page.locator("#answer")).to_be_hidden()
    close_by_sheet(trio)
    box.shows("正在看该由谁办", owed=True)
    desk.write("no_answer", reason="with_other_case", text="由前一件一起答复")
    trio.archive()
    box.shows("正在看该由谁办", owed=True)

    desk.open(first)
    close_by_sheet(trio)
    desk.tell(ANSWER, "concluded")
    box.hears("办完了，请看答复", ANSWER)
    box.shows("办完了，请看答复", owed=False)
    trio.archive()
    desk.open(second)
    expect(desk.stage).to_contain_text("归档")
    people.typed.is_nowhere_on(people.server)


def test_two_letters_are_merged_and_both_reporters_are_answered(people: People) -> None:
    one = people.reporter(title=f"{MARK}甲信护士长")
    other = people.reporter("another", title=f"{MARK}乙信护士长")
    trio = Trio.of(people)
    desk = trio.desk
    kept = desk.take_up(f"{MARK}甲信", **PARTS)
    merged = desk.take_up(f"{MARK}乙信", **PARTS)
    for box in (one, other):
        box.hears("他们打开了")
        box.hears("正在看该由谁办")
    desk.write("merge", into=kept.rpartition("/")[2], reason="同一个人同一件事")
    expect(desk.page.locator("#aside-stage")).to_contain_text("已并入另一件")
    desk.tell(TOGETHER, "accepted")
    other.hears("已受理，正在核实", TOGETHER)
    other.shows("已受理，正在核实", owed=False)
    one.shows("正在看该由谁办", owed=True)

    desk.open(kept)
    close_by_sheet(trio)
    desk.tell(BOTH, "concluded")
    one.hears("办完了，请看答复", BOTH)
    one.shows("办完了，请看答复", owed=False)
    other.shows("已受理，正在核实", owed=False)
    desk.write("contents", main=[{"what": "核实报告"}])
    expect(desk.page.locator("#next-missing")).to_contain_text("并进来的件的答复")

    desk.open(merged)
    desk.tell(BOTH, "concluded")
    other.hears("办完了，请看答复", BOTH)
    other.shows("办完了，请看答复", owed=False)
    desk.open(kept)
    desk.write("archive", keep="years_10", received_by="档案室 赵某")
    expect(desk.stage).to_contain_text("归档")
    people.typed.is_nowhere_on(people.server)
