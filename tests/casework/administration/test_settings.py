"""What an office chooses has its effect on the public pages, and is noted by name only."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy.orm import Session

from casework.administration.settings import free_items
from portal.offices.models import Office
from tests.casework.administration.conftest import acts
from tests.casework.inspector import Inspector
from tests.conftest import Hospital

ALL = free_items()
CHOSEN: dict[str, Any] = {
    "second_factor": "optional",
    "hand_in_days": "3",
    "departments": "骨科\n 心内科  三病区 \n\n骨科\n",
    "asked": ALL,
    "hand_in_place": "行政楼 101",
    "duty": "",
    "complaints": "请到门诊办公室。",
    "hand_in_place_en": "Room 101",
    "duty_en": "",
    "complaints_en": "",
}


def stored(session: Session, hospital: Hospital) -> Office:
    session.expire_all()
    office = session.get_one(Office, hospital.office.id)
    session.commit()
    return office


def test_settings_are_stored_and_noted(
    administrator: Inspector, session: Session, hospital: Hospital, public: Any
) -> None:
    answer = administrator.post("settings", json=CHOSEN)
    assert answer.json == {"to": "/casework/settings?saved=1"}
    office = stored(session, hospital)
    assert office.settings["second_factor"] == "optional"
    assert office.settings["departments"] == ["骨科", "心内科 三病区"]
    assert (office.hand_in_days, office.hand_in_place("en")) == (3, "Room 101")
    assert "请到门诊办公室" in public("/o/hospital/")
    ((by, _, _, facts),) = acts(session, hospital.office, "settings_change")
    assert by == "administrator"
    assert "departments" in facts["fields"] and "骨科" not in str(facts)


def test_saving_without_a_change_notes_nothing(
    administrator: Inspector, session: Session, hospital: Hospital
) -> None:
    for _ in range(2):
        assert administrator.post("settings", json=CHOSEN).status_code == 200
    assert len(acts(session, hospital.office, "settings_change")) == 1


def test_what_is_not_ticked_is_not_asked(
    administrator: Inspector, session: Session, hospital: Hospital, public: Any
) -> None:
    off = ["report/benefit", "report/what/procurement"]
    administrator.post("settings", json=CHOSEN | {"asked": [one for one in ALL if one not in off]})
    assert stored(session, hospital).settings["off"] == off
    page = public("/o/hospital/report")
    assert 'data-step="benefit"' not in page and 'data-choice="procurement"' not in page
    own = administrator.get("settings", headers={"Accept": "text/html"}).text
    assert 'value="report/benefit">' in own and 'value="report/what/asked" checked>' in own
    administrator.post("settings", json=CHOSEN)
    assert 'data-step="benefit"' in public("/o/hospital/report")


def test_what_belongs_to_whoever_writes_cannot_be_ticked_off(administrator: Inspector) -> None:
    page = administrator.get("settings", headers={"Accept": "text/html"}).text
    for fixed in ("report/words", "report/addressee", "report/name", "surrender/items"):
        assert f'value="{fixed}"' not in page
    answer = administrator.post("settings", json=CHOSEN | {"asked": [*ALL, "report/words"]})
    assert (answer.status_code, answer.json["error"]) == (400, "form_invalid")


def test_a_question_keeps_an_answer(administrator: Inspector) -> None:
    asked = [one for one in ALL if not one.startswith("report/what/")]
    answer = administrator.post("settings", json=CHOSEN | {"asked": asked})
    assert (answer.status_code, answer.json["error"]) == (409, "no_choice_left")


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"hand_in_days": "0"}, "hand_in_days"),
        ({"hand_in_days": "31"}, "hand_in_days"),
        ({"hand_in_days": "two"}, "hand_in_days"),
        ({"departments": "科" * 41}, "departments"),
        ({"departments": "\n".join(f"科{n}" for n in range(201))}, "departments"),
        ({"duty": "长" * 201}, "duty"),
    ],
)
def test_a_field_that_is_wrong_is_told(
    administrator: Inspector, changes: dict[str, str], wrong: str
) -> None:
    answer = administrator.post("settings", json=CHOSEN | changes)
    assert (answer.status_code, list(answer.json["told"])) == (400, [wrong])


@pytest.mark.parametrize("changes", [{"second_factor": "never"}, {"asked": "all"}, {"asked": [1]}])
def test_what_no_form_offers_is_refused(
    administrator: Inspector, changes: dict[str, object]
) -> None:
    answer = administrator.post("settings", json=CHOSEN | changes)
    assert (answer.status_code, answer.json["error"]) == (400, "form_invalid")
