"""Links from the command line: for the first members, and for when all keys are lost."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.audit.models import AuditEntry
from casework.commands import main
from casework.members.invitations import look
from portal.database import make_engine
from portal.days import now
from portal.offices.models import Office

Run = Callable[..., Result]
FACTS = (
    "office add clinic --name 镇卫生院 --name-en Clinic --phone 010-5550-0111 --address 一楼 "
    "--address-en ground --letter-box 门口 --letter-box-en door"
).split()
BOTH = [*FACTS, "--invite-leader", "wang", "王院长", "--invite-administrator", "root", "刘管理"]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run `qingfeng` on a data folder of its own."""
    monkeypatch.setenv("QINGFENG_DATA", str(tmp_path / "data"))
    monkeypatch.delenv("QINGFENG_DATABASE", raising=False)
    monkeypatch.delenv("PORT", raising=False)
    return lambda *words: CliRunner().invoke(main, list(words))


@pytest.fixture
def session(tmp_path: Path) -> Session:
    """The database that the commands write to."""
    return Session(make_engine(f"sqlite:///{tmp_path / 'data' / 'qingfeng.sqlite'}"))


def tokens(result: Result) -> dict[str, str]:
    """The tokens of the links that a command printed, by name."""
    assert result.exit_code == 0, result.output
    link = r"Link for (\S+) .*\n  http://localhost:8000/casework/invitation#i=([0-9a-f]{64})\n"
    return dict(re.findall(link, result.output))


def test_an_office_without_keys_begins_with_links(run: Run, session: Session) -> None:
    printed = tokens(run(*BOTH))
    office = session.scalars(select(Office)).one()
    assert (office.is_set_up, office.published) == (False, False)
    for name, roles in {"wang": ["leader"], "root": ["administrator"]}.items():
        invited = look(session, printed[name], now())
        assert (invited.member.name, invited.member.roles) == (name, roles)
    acts = [entry.act for entry in session.scalars(select(AuditEntry).order_by(AuditEntry.seq))]
    assert acts == ["office_add", "member_invite", "member_invite"]


def test_an_office_without_keys_can_be_listed_and_shown(run: Run) -> None:
    run(*BOTH)
    assert run("office", "list").output == "clinic\t\t镇卫生院\n"
    assert re.search(r"statement until +no keys yet", run("office", "show", "clinic").output)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ([], "Who comes first?"),
        (["--leader", "wang"], "Who comes first?"),
        (["--invite-leader", "wang", "王院长", "--trust", "t"], "neither without keys"),
        (["--invite-leader", "w", "W", "--leader", "wang"], "Who comes first?"),
        (["--invite-leader", "Wang", "王院长"], "use small letters"),
    ],
)
def test_the_two_ways_to_begin_do_not_mix(run: Run, words: list[str], told: str) -> None:
    refused = run(*FACTS, *words)
    assert refused.exit_code == 2
    assert told in refused.output
    assert run("office", "list").output == ""


def test_a_lost_members_link_makes_no_new_member(run: Run, session: Session) -> None:
    first = tokens(run(*BOTH))["wang"]
    again = tokens(run("member", "invite", "clinic", "wang"))["wang"]
    assert look(session, again, now()).member.roles == ["leader"]
    assert first != again


def test_a_new_member_needs_a_name_and_a_role(run: Run) -> None:
    run(*BOTH)
    words = ("member", "invite", "clinic", "li", "--display-name", "李承办")
    assert "give --display-name and --role" in run(*words).output
    assert "stand alone" in run(*words, "--role", "leader", "--role", "auditor").output
    assert list(tokens(run(*words, "--role", "leader", "--role", "registrar"))) == ["li"]
