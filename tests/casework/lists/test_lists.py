"""An office words its lists itself; every version stays, and codes are for ever."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from casework.entries.stages import WAYS
from casework.lists.limits import Limits
from casework.lists.service import ListChanged, current_lists, limits_of, save_list
from casework.lists.shipped import FIXED, OWN, shipped_lists
from casework.lists.texts import NAMES
from casework.members.models import Member
from portal.days import now
from tests.casework.administration.conftest import acts
from tests.casework.cases import CaseWorker
from tests.casework.conftest import browser
from tests.casework.inspector import Inspector
from tests.conftest import Hospital

LIMITS: dict[str, Any] = {
    "base": "0",
    "verification_days": "90",
    "extension_days": "30",
    "review_months": "6",
    "rectification_days": "30",
    "education_days": "30",
    "hospital": "private",
}


@pytest.fixture
def leading(leader: CaseWorker) -> CaseWorker:
    leader.sign_in()
    return leader


PARTS = ("for", "at", "contact")


def typed(name: str, **changes: Any) -> dict[str, Any]:
    """A form as its page has it, nothing changed."""
    form: dict[str, Any] = {"base": "0", "added": "", "retired": []}
    for item in shipped_lists()[name]["items"]:
        form |= {f"zh_{item['code']}": item["zh"], f"en_{item['code']}": item["en"]}
        form |= {f"{part}_{item['code']}": item[part] for part in PARTS if part in item}
    return form | changes


def read(who: Inspector, path: str = "lists.json") -> Any:
    return who.get(path).json


def test_the_shipped_lists_are_whole() -> None:
    lists = shipped_lists()
    assert set(lists) == set(NAMES)
    assert Limits.of(lists["limits"]) == Limits()
    assert tuple(item["code"] for item in lists["ways"]["items"]) == WAYS
    for name, value in lists.items():
        codes = [item["code"] for item in value.get("items", ())]
        assert len(codes) == len(set(codes)), name
        assert not any(code.startswith(OWN) for code in codes)
        for item in value.get("items", ()):
            assert 0 < len(item["zh"]) <= 80 and 0 < len(item["en"]) <= 80, item
    assert all(len(item["code"]) <= 4 for item in lists["destinations"]["items"])
    assert [item["code"] for item in lists["categories"]["items"]][:10] == [
        f"T{n:02}" for n in range(1, 11)
    ]


@pytest.mark.parametrize("name", sorted(shipped_lists()))
def test_saving_a_page_as_it_stands_changes_nothing(
    leading: CaseWorker, session: Session, hospital: Hospital, name: str
) -> None:
    value = shipped_lists()[name]
    form = typed(name) if "items" in value else {"base": "0", **value}
    if name == "amount_bands":
        form["from"] = "\n".join(map(str, value["from"]))
    if name == "limits":
        form |= {key: str(one) for key, one in value.items()}
    answer = leading.post(f"lists/{name}", json=form)
    assert answer.json == {"to": f"/casework/lists/{name}?kept=1"}
    assert read(leading)["lists"][name] == {"version": 0, "value": value}
    assert acts(session, hospital.office, "list_change") == []


def test_limits_are_set_counted_with_and_noted(
    leading: CaseWorker, session: Session, hospital: Hospital
) -> None:
    assert leading.post("lists/limits", json=LIMITS).status_code == 200
    assert limits_of(session, hospital.office.id) == Limits(90, hospital="private")
    session.commit()
    assert acts(session, hospital.office, "list_change") == [
        ("leader", "list_change", "limits", {"edition": 1})
    ]
    assert read(leading, "lists/limits/0.json")["value"]["verification_days"] == 60
    assert read(leading, "lists/limits/1.json")["value"]["verification_days"] == 90
    for absent in ("lists/limits/2.json", "lists/nonsense/0.json", "lists/limits/99999999.json"):
        assert leading.get(absent).json["error"] == "list_unknown"


def test_items_are_reworded_added_and_retired(leading: CaseWorker) -> None:
    changes = {
        "zh_07": "护理部",
        "retired": ["15"],
        "added": "病案室 | Records\n放疗科|Radiotherapy",
    }
    assert (
        leading.post("lists/departments", json=typed("departments", **changes)).status_code == 200
    )
    new = read(leading)["lists"]["departments"]
    items = {item["code"]: item for item in new["value"]["items"]}
    assert new["version"] == 1
    assert items["07"]["zh"] == "护理部" and items["15"]["retired"]
    assert items["X01"] == {"code": "X01", "zh": "病案室", "en": "Records", "retired": False}
    assert [*items][-1] == "X02"
    more = typed("departments", **changes, base="1", zh_X01="病案", en_X01="Records")
    more |= {"zh_X02": "放疗", "en_X02": "R", "added": "输血科|Blood"}
    assert leading.post("lists/departments", json=more).status_code == 200
    assert read(leading)["lists"]["departments"]["value"]["items"][-1]["code"] == "X03"


def test_a_door_is_told_with_its_telephone_and_complaints_have_one(leading: CaseWorker) -> None:
    changes = {"contact_complaints": "门诊楼一层，  0000-8888", "retired": ["complaints", "court"]}
    changes |= {"added": "卫生监督所 | The health inspectorate"}
    assert leading.post("lists/doors", json=typed("doors", **changes)).status_code == 200
    items = {one["code"]: one for one in read(leading)["lists"]["doors"]["value"]["items"]}
    assert items["complaints"]["contact"] == "门诊楼一层， 0000-8888"
    assert (items["complaints"]["retired"], items["court"]["retired"]) == (False, True)
    assert items["X01"]["contact"] == ""


def test_who_was_slower_is_told_and_nothing_is_saved_over(leading: CaseWorker) -> None:
    assert leading.post("lists/limits", json=LIMITS).status_code == 200
    answer = leading.post("lists/limits", json=LIMITS | {"verification_days": "45"})
    assert (answer.status_code, answer.json["error"]) == (409, "list_changed")
    # Told even where the form would not fit the newer version.
    leading.post("lists/urgency", json=typed("urgency", added="院外|Outside"))
    answer = leading.post("lists/urgency", json=typed("urgency", zh_minor=""))
    assert (answer.status_code, answer.json["error"]) == (409, "list_changed")


def test_of_two_at_the_same_moment_one_is_told(
    session: Session, hospital: Hospital, leading: CaseWorker
) -> None:
    by = session.get_one(Member, (hospital.office.id, hospital.setup.leader.member.id))
    with pytest.raises(ListChanged):
        for _ in range(2):
            save_list(session, by, "limits", 0, {"verification_days": 45}, now=now())


@pytest.mark.parametrize(
    ("name", "changes", "wrong"),
    [
        ("limits", {"verification_days": "14"}, "verification_days"),
        ("limits", {"review_months": "x"}, "review_months"),
        ("amount_bands", {"from": "0\n500\n500"}, "from"),
        ("amount_bands", {"from": "100"}, "from"),
        ("amount_bands", {"from": "0\n1万"}, "from"),
        ("amount_bands", {"from": ""}, "from"),
        ("urgency", {"zh_minor": " "}, "zh_minor"),
        ("urgency", {"en_minor": "x" * 81}, "en_minor"),
        ("urgency", {"zh_minor": "正在发生"}, "zh_minor"),
        ("urgency", {"added": "只有中文"}, "added"),
        ("urgency", {"added": "正在发生|Now"}, "added"),
        ("urgency", {"added": "\n".join(f"项{n}|Item {n}" for n in range(31))}, "added"),
        (
            "urgency",
            {"retired": [item["code"] for item in shipped_lists()["urgency"]["items"]]},
            "added",
        ),
    ],
)
def test_a_field_that_is_wrong_is_told(
    leading: CaseWorker, name: str, changes: dict[str, Any], wrong: str
) -> None:
    form = typed(name) if name == "urgency" else LIMITS
    answer = leading.post(f"lists/{name}", json=form | changes)
    assert (answer.status_code, list(answer.json["told"])) == (400, [wrong])


@pytest.mark.parametrize("name", FIXED)
def test_what_the_program_goes_by_can_only_be_worded(leading: CaseWorker, name: str) -> None:
    first = shipped_lists()[name]["items"][0]["code"]
    form = typed(name, retired=[first], added="新的|New") | {f"zh_{first}": "别的叫法"}
    assert leading.post(f"lists/{name}", json=form).status_code == 200
    items = read(leading)["lists"][name]["value"]["items"]
    assert len(items) == len(shipped_lists()[name]["items"])
    assert (items[0]["zh"], items[0]["retired"]) == ("别的叫法", False)


@pytest.mark.parametrize(
    "changes", [{"for_p_warn": ["nobody"]}, {"at_p_warn": ["public", 7]}, {"base": "x"}]
)
def test_what_no_form_offers_is_refused(leading: CaseWorker, changes: dict[str, Any]) -> None:
    answer = leading.post("lists/sanctions", json=typed("sanctions", **changes))
    assert (answer.status_code, answer.json["error"]) == (400, "form_invalid")


def test_a_sanction_is_for_some_and_somewhere(leading: CaseWorker) -> None:
    form = typed("sanctions", for_c_warn=["trainee", "contract"], added="训诫|Reprimand")
    assert leading.post("lists/sanctions", json=form).status_code == 200
    items = read(leading)["lists"]["sanctions"]["value"]["items"]
    warned = next(item for item in items if item["code"] == "c_warn")
    assert (warned["for"], warned["at"]) == (["contract", "trainee"], ["public", "township"])
    assert items[-1] | {"zh": "", "en": ""} == {
        "code": "X01",
        "zh": "",
        "en": "",
        "retired": False,
        "for": [],
        "at": [],
    }


def test_one_offices_lists_are_not_anothers(
    app: Flask, leading: CaseWorker, session: Session, stranger: Hospital
) -> None:
    leading.post("lists/limits", json=LIMITS)
    outside = Inspector(browser(app), stranger)
    outside.sign_in()
    assert read(outside)["lists"]["limits"]["version"] == 0
    assert outside.get("lists/limits/1.json").status_code == 404
    assert current_lists(session, stranger.office.id)["limits"].version == 0


def test_every_list_has_a_page(leading: CaseWorker) -> None:
    for name in ("", *(f"/{name}" for name in shipped_lists())):
        answer = leading.get(f"lists{name}", headers={"Accept": "text/html"})
        assert answer.status_code == 200, name
