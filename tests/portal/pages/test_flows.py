from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from portal.days import DELIVERIES
from portal.offices.models import Office
from portal.pages import flows
from portal.pages.flows import KINDS, FlowInvalid, Skip, Step, flow, offered, read_flow

FILES = Path(flows.__file__).parent


def data() -> dict[str, Any]:
    text = (FILES / "report.json").read_text(encoding="utf-8")
    return copy.deepcopy(dict(json.loads(text)))


def step(flow: dict[str, Any], id: str) -> dict[str, Any]:
    return next(step for step in flow["steps"] if step["id"] == id)


def an_office() -> Office:
    authority = Office(
        slug="authority",
        texts={"zh-Hans": {"name": "卫健委"}},
        settings={},
        published=True,
    )
    texts = {"zh-Hans": {"name": "医院纪检监察室"}}
    return Office(slug="hospital", texts=texts, settings={}, authority=authority)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_a_flow_of_its_own(kind: str) -> None:
    assert flow(kind).kind == kind
    assert flow(kind).id.startswith(f"{kind}/")


@pytest.mark.parametrize("kind", KINDS)
def test_a_flow_has_a_place_for_own_words(kind: str) -> None:
    inputs = {field.id: field.input for step in flow(kind).steps for field in step.fields}
    assert inputs["words"] == "text"


def test_the_tiles_are_the_eight_that_were_decided() -> None:
    texts = [choice.text["zh-Hans"] for choice in flow("report").steps[0].fields[0].choices]
    assert texts == [
        "收了红包、礼品、购物卡或吃请",
        "开口要、暗示要好处",
        "拿药商、器械商的钱",
        "让到指定地方买药、检查、转院",
        "做了不该做的检查，多收了钱",
        "假住院、假单据骗医保",
        "花钱插队、买号、要床位",
        "采购、工程、招聘、评职称有问题",
    ]


def test_a_flow_with_a_text_in_one_language_is_refused() -> None:
    broken = data()
    del broken["steps"][1]["title"]["en"]
    with pytest.raises(FlowInvalid):
        read_flow(broken)


def test_a_flow_with_an_unknown_input_is_refused() -> None:
    broken = data()
    broken["steps"][1]["fields"][0]["input"] = "date"
    with pytest.raises(FlowInvalid):
        read_flow(broken)


def test_a_flow_with_the_same_field_twice_is_refused() -> None:
    broken = data()
    broken["steps"].append({**broken["steps"][1], "id": "again"})
    with pytest.raises(FlowInvalid):
        read_flow(broken)


def test_a_flow_that_skips_to_nowhere_is_refused() -> None:
    broken = data()
    broken["steps"][0]["skip"]["to"] = "nowhere"
    with pytest.raises(FlowInvalid):
        read_flow(broken)


def test_only_the_first_field_of_a_step_goes_by_its_title() -> None:
    broken = data()
    del step(broken, "where")["fields"][1]["label"]
    with pytest.raises(FlowInvalid):
        read_flow(broken)


@pytest.mark.parametrize("rule", ["occasion=surgery", "what=nothing", "nothing", "who"])
def test_a_rule_speaks_of_choices_that_were_offered_before(rule: str) -> None:
    broken = data()
    step(broken, "where")["fields"][1]["if"] = rule
    with pytest.raises(FlowInvalid):
        read_flow(broken)


def test_what_stands_there_beforehand_is_one_of_the_choices() -> None:
    broken = data()
    step(broken, "delivery")["fields"][0]["default"] = "tomorrow"
    with pytest.raises(FlowInvalid):
        read_flow(broken)


def test_deliveries_are_those_that_are_accepted() -> None:
    (delivery,) = [step for step in flow("report").steps if step.screen == "delivery"]
    assert [choice.id for choice in delivery.fields[0].choices] == list(DELIVERIES)


def test_whom_it_goes_to_is_asked_before_evidence() -> None:
    screens = [step.screen for step in flow("report").steps if step.screen]
    assert screens == ["addressee", "evidence", "delivery"]


def test_owning_up_is_not_asked_what_a_prompt_hand_in_is() -> None:
    asked = {step.id: step.when for step in flow("surrender").steps}
    assert [step for step, rule in asked.items() if rule == "path=now"] == ["how", "refused"]
    assert [step for step, rule in asked.items() if rule == "path=past"] == ["past"]


def test_what_an_office_switched_off_is_not_asked() -> None:
    office = an_office()
    office.settings = {"off": ["report/what/procurement", "report/benefit", "report/words"]}
    offers = offered(flow("report"), office)
    assert "procurement" not in [choice.id for choice in offers.steps[0].fields[0].choices]
    assert len(offers.steps[0].fields[0].choices) == 7
    ids = [step.id for step in offers.steps]
    assert "benefit" not in ids
    assert "words" in ids, "no office switches the reporter's own words off"


def test_a_quiet_way_to_a_step_that_is_off_leads_to_the_next() -> None:
    office = an_office()
    read = read_flow({**data(), "steps": [skips_to(one, "benefit") for one in data()["steps"]]})
    assert skip_of(offered(read, office).steps[0]).to == "benefit"
    office.settings = {"off": ["report/benefit"]}
    assert skip_of(offered(read, office).steps[0]).to == ""


def skip_of(step: Step) -> Skip:
    assert step.skip is not None
    return step.skip


def skips_to(step: dict[str, Any], name: str) -> dict[str, Any]:
    return {**step, "skip": {**step["skip"], "to": name}} if step["id"] == "what" else step


def test_without_an_authority_nobody_is_asked_whom_it_goes_to() -> None:
    office = an_office()
    assert "addressee" in [step.screen for step in offered(flow("report"), office).steps]
    office.authority = None
    assert "addressee" not in [step.screen for step in offered(flow("report"), office).steps]


def test_choices_name_the_office_and_its_authority() -> None:
    office = an_office()
    (asked,) = [
        step for step in offered(flow("report"), office).steps if step.screen == "addressee"
    ]
    names = [choice.text["zh-Hans"] for choice in asked.fields[0].choices]
    assert names == ["医院纪检监察室", "上级：卫健委"]
