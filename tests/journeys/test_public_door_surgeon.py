"""A surgeon, in elder mode, hands in cash, a shopping card and a fruit basket."""

from __future__ import annotations

from playwright.sync_api import BrowserContext, expect

from tests.journeys.inspector import Inspector
from tests.journeys.reporter import PhoneReporter, shown_code
from tests.journeys.server import Server

ITEMS = (
    ("cash", "exact", {"description": "牛皮纸信封", "value": "3000"}),
    (
        "card",
        "exact",
        {"description": "超市购物卡", "count": "2", "value": "1000", "serial": "6688"},
    ),
    ("gift", "estimated", {"description": "水果篮", "value": "200"}),
)


def write_items(reporter: PhoneReporter) -> None:
    """Write down one thing after the other."""
    page = reporter.page
    reporter.step("items")
    for number, (kind, valued, fields) in enumerate(ITEMS):
        if number:
            page.locator("[data-add]").click()
        item = page.locator("[data-item]").nth(number)
        item.locator(f"label:has([data-choice={kind}])").click()
        item.locator(f"label:has([data-choice={valued}])").click()
        for field, words in fields.items():
            item.locator(f"[id^=field-{field}]").fill(words)
        if kind == "gift":
            item.locator("[data-field=perishable] label:has([data-choice=yes])").click()
    reporter.go_on("items")


def test_a_hand_in_of_three_things_is_read_item_by_item(
    phone: BrowserContext, desk: BrowserContext, server: Server
) -> None:
    reporter = PhoneReporter(phone, server, "/elder")
    page = reporter.page
    reporter.begin("surrender")
    reporter.step("path")
    reporter.tap("path", "now")
    reporter.go_on("path")
    write_items(reporter)
    reporter.tap("fate", "bring")
    reporter.go_on("fate")
    reporter.tap("giver", "relative")
    reporter.fill(giver_name="七床李某的女儿", inpatient_number="20261103")
    reporter.go_on("giver")
    reporter.tap("how", "found_later")
    reporter.tap("how", "office")
    reporter.fill(when="昨天下午")
    reporter.go_on("how")
    for field, choice in (("refused", "no"), ("told", "yes")):
        page.locator(f"[data-field={field}] label:has([data-choice={choice}])").click()
    reporter.go_on("refused")
    reporter.step("words")
    reporter.fill(words="下了手术才看到，放在更衣柜上。")
    reporter.go_on("words")
    reporter.add_files()
    reporter.step("name")
    reporter.tap("name", "yes")
    reporter.fill(name="钱医生", department="普外科")
    reporter.go_on("name")
    code = reporter.write_down_the_code()
    reporter.send()
    slip = page.locator("#slip-number").inner_text()
    expect(page.locator("#slip-items li")).to_have_count(3)
    expect(page.get_by_text("会坏的东西请当天送来")).to_be_visible()
    assert shown_code(page, "#code-again") == code

    inspector = Inspector(desk, server)
    inspector.sign_in()
    expect(inspector.row("七床李某的女儿")).to_contain_text("主动上交")
    inspector.open("七床李某的女儿")
    expect(inspector.page.locator("#facts")).to_contain_text(slip)
    assert inspector.items() == [
        {
            "种类": "现金、红包",
            "名称（比如“白酒两瓶”）": "牛皮纸信封",
            "数量": "1",
            "一共值多少": "3000",
            "这个数是": "准数",
            "币种": "人民币",
        },
        {
            "种类": "购物卡、提货券",
            "名称（比如“白酒两瓶”）": "超市购物卡",
            "数量": "2",
            "一共值多少": "1000",
            "这个数是": "准数",
            "编号，或卡号后四位（可以不写）": "6688",
        },
        {
            "种类": "烟酒茶、水果等",
            "名称（比如“白酒两瓶”）": "水果篮",
            "数量": "1",
            "一共值多少": "200",
            "这个数是": "估计",
            "会坏吗？（比如水果、鲜花）": "会坏",
        },
    ]
    words = inspector.words()
    assert words["还有要说明的吗？"] == "下了手术才看到，放在更衣柜上。"
    assert words["姓名，或别的线索"] == "七床李某的女儿"
    assert words["病人的住院号（可以不写）"] == "20261103"
    assert words["在哪里发现的"] == "办公室、更衣柜"
    assert (words["当场推过吗？"], words["跟对方说过要上交吗？"]) == ("没有，或者不在场", "说过")
    names = [words[one] for one in words if one.startswith(("姓名", "科室"))]
    assert names == ["七床李某的女儿", "钱医生", "普外科"]
