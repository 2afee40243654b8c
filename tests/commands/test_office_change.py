"""An office's facts are changed on the command line, and the pages tell them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import select
from sqlalchemy.orm import Session

import portal
from casework.audit.models import AuditEntry
from casework.commands import main
from portal.config import Config
from portal.database import db
from portal.offices.service import office_named
from portal.pages.flows import KINDS, flow
from portal.pages.flows.switching import FIXED, switchable

Change = Callable[..., Result]


@pytest.fixture
def change(settings: Config, monkeypatch: pytest.MonkeyPatch) -> Change:
    """Run `qingfeng office change hospital` on the test installation."""
    monkeypatch.setenv("QINGFENG_DATA", str(settings.data))
    monkeypatch.setenv("QINGFENG_DATABASE", settings.database)

    def run(*words: str) -> Result:
        return CliRunner().invoke(main, ["office", "change", "hospital", *words])

    return run


@pytest.fixture
def told(settings: Config) -> Callable[[], dict[str, Any]]:
    """What `office.json` says now, and what pages ask the office for."""

    def ask() -> dict[str, Any]:
        app = portal.create_app(settings)
        document: dict[str, Any] = app.test_client().get("/o/hospital/office.json").json
        with app.app_context():
            office = office_named(db(reading=True), "hospital")
        app.extensions["qingfeng.engine"].dispose()
        spoken = {"": "zh-Hans", "_en": "en"}
        asked = {"place": office.hand_in_place, "duty": office.duty, "door": office.complaints}
        return document | {
            name + suffix: ask(language)
            for name, ask in asked.items()
            for suffix, language in spoken.items()
        }

    return ask


def test_what_is_changed_is_told(change: Change, told: Callable[[], dict[str, Any]]) -> None:
    before = told()
    done = change(
        *("--phone", "010-5550-0777", "--address-en", "Room 9", "--letter-box", "东门"),
        *(
            "--hand-in-place",
            "行政楼 101",
            "--duty-en",
            "the duty desk",
            "--complaints",
            "请到门诊办",
        ),
        *("--hand-in-days", "3"),
    )
    assert done.exit_code == 0, done.output
    changed = {
        "phone": "010-5550-0777",
        "address_en": "Room 9",
        "letter_box": "东门",
        "place": "行政楼 101",
        "place_en": "行政楼 101",
        "duty_en": "the duty desk",
        "door": "请到门诊办",
        "hand_in_days": 3,
    }
    after = told()
    assert {name: after[name] for name in changed} == changed
    assert after["address"] == before["address"]
    assert after["statement"] == before["statement"]
    assert after["bring_by"] > before["bring_by"]


def test_a_text_that_is_taken_back_has_its_usual_words(
    change: Change, told: Callable[[], dict[str, Any]]
) -> None:
    usual = told()
    change("--duty", "门卫", "--hand-in-place", "地下室")
    assert told()["duty"] == "门卫"
    change("--duty", "", "--hand-in-place", "")
    assert told() == usual
    assert usual["place"] == usual["address"]


@pytest.mark.parametrize("option", ["--phone", "--address", "--letter-box-en"])
def test_what_is_on_every_page_is_not_emptied(
    change: Change, told: Callable[[], dict[str, Any]], option: str
) -> None:
    before = told()
    refused = change(option, " ")
    assert (refused.exit_code, refused.output.count("\n")) == (1, 1)
    assert "give another, not none" in refused.output
    assert told() == before


def test_the_name_is_not_changed_here(change: Change) -> None:
    assert "No such option" in change("--name", "别的单位").output


def test_nothing_to_change_is_said(change: Change) -> None:
    assert "Say what to change" in change().output


@pytest.mark.parametrize("days", ["0", "31", "two"])
def test_a_limit_nobody_means_is_refused(change: Change, days: str) -> None:
    assert change("--hand-in-days", days).exit_code == 2


def off(change: Change) -> str:
    shown = CliRunner().invoke(main, ["office", "show", "hospital"]).output
    return next(line for line in shown.splitlines() if line.startswith("not asked"))[18:]


def test_items_are_switched_off_and_on(change: Change) -> None:
    assert off(change) == "all is asked"
    done = change("--off", "report/what/procurement", "--off", "surrender/giver")
    assert done.exit_code == 0, done.output
    assert off(change) == "report/what/procurement, surrender/giver"
    assert change("--on", "surrender/giver").exit_code == 0
    assert off(change) == "report/what/procurement"


def test_an_unknown_item_lists_those_there_are(change: Change) -> None:
    refused = change("--off", "report/what/gossip")
    assert refused.exit_code == 1
    assert "no item 'report/what/gossip'" in refused.output
    assert "report/what/procurement" in refused.output
    assert not any(f"{item}," in refused.output for item in FIXED)
    assert off(change) == "all is asked"


def test_what_is_not_off_cannot_be_switched_on(change: Change) -> None:
    assert "Items: none." in change("--on", "report/what/procurement").output


@pytest.mark.parametrize(
    "item",
    [
        *sorted(FIXED),
        "report/addressee/authority",
        "report/deliver/8wk",
        "report/named/no",
        "report/who",  # its answers make the page propose the authority
        "report/post/leader",
        "surrender/path/past",
    ],
)
def test_what_belongs_to_the_writer_cannot_be_switched_off(change: Change, item: str) -> None:
    refused = change("--off", item)
    assert (refused.exit_code, refused.output.count("\n")) == (1, 1)
    assert "may not be switched off" in refused.output
    assert off(change) == "all is asked"


def test_a_question_keeps_a_choice(change: Change) -> None:
    choices = [
        name for name, _free in switchable(flow("report")) if name.startswith("report/what/")
    ]
    words = [word for choice in choices for word in ("--off", choice)]
    assert "without a choice" in change(*words).output
    assert change(*words[:-2]).exit_code == 0


def test_what_is_fixed_is_there() -> None:
    steps = {f"{kind}/{step.id}" for kind in KINDS for step in flow(kind).steps}
    assert steps >= FIXED


def test_an_office_may_do_without_a_second_factor(change: Change, settings: Config) -> None:
    def chosen() -> object:
        app = portal.create_app(settings)
        with app.app_context():
            found = office_named(db(reading=True), "hospital").settings.get("second_factor")
        app.extensions["qingfeng.engine"].dispose()
        return found

    for choice in ("required", "optional"):
        assert change("--second-factor", choice).exit_code == 0
        assert chosen() == choice
    assert change("--second-factor", "never").exit_code == 2


def test_a_change_stands_in_the_offices_chain(change: Change, session: Session) -> None:
    assert change("--phone", "010-5550-0177", "--hours", "周一到周五").exit_code == 0
    assert change("--phone", "010-5550-0177").exit_code == 0
    assert change("--hours", "").exit_code == 0
    entries = session.scalars(select(AuditEntry).where(AuditEntry.act == "office_change"))
    said = [(entry.member, entry.subject, entry.facts["fields"]) for entry in entries]
    assert said == [
        ("", "hospital", "hours.zh-Hans phone"),
        ("", "hospital", "hours.zh-Hans"),
    ]
