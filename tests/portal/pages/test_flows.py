from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from portal.pages import flows
from portal.pages.flows import KINDS, FlowInvalid, flow, read_flow

FILES = Path(flows.__file__).parent


def data() -> dict[str, Any]:
    text = (FILES / "report.json").read_text(encoding="utf-8")
    return copy.deepcopy(dict(json.loads(text)))


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
    del broken["steps"][2]["fields"][1]["label"]
    with pytest.raises(FlowInvalid):
        read_flow(broken)
