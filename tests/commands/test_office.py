"""Setting up an office on the command line, and what the other commands then make of it."""

from __future__ import annotations

import json
import re
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.administration.secret_files import write_trust
from casework.commands import main
from crypto import age
from portal.database import make_engine
from portal.offices.models import Office

Run = Callable[..., Result]
NEW = (
    "office add clinic --name 镇卫生院 --name-en Clinic --phone 010-5550-0111 --address 一楼 "
    "--address-en ground --letter-box 门口 --letter-box-en door --leader wang --leader-name 王院长"
    " --superior 请打12388"
).split()

LI = "member add clinic li --display-name 李承办 --role investigator --as wang".split()


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run `qingfeng` on a data folder of its own."""
    monkeypatch.setenv("QINGFENG_DATA", str(tmp_path / "data"))
    monkeypatch.delenv("QINGFENG_DATABASE", raising=False)

    def run(*words: str, typed: str = "") -> Result:
        return CliRunner().invoke(main, list(words), input=typed)

    return run


@pytest.fixture
def clinic(run: Run, tmp_path: Path) -> str:
    """A new office; gives the leader's passphrase."""
    result = run(*NEW, "--trust", str(tmp_path / "clinic.trust"))
    assert result.exit_code == 0, result.output
    return re.search(r"shown once\): (\S+)", result.output)[1]


def test_a_new_office_is_listed_with_its_fingerprint(run: Run, clinic: str) -> None:
    listed = run("office", "list").output
    assert re.fullmatch(r"clinic\t(\w{4}-){4}\w{4}\t镇卫生院\n", listed)


def test_a_new_offices_chain_begins_with_its_making(run: Run, clinic: str, tmp_path: Path) -> None:
    copy = tmp_path / "chain"
    assert run("audit", "export", "clinic", "-o", str(copy)).exit_code == 0
    first = json.loads(copy.read_text().splitlines()[1])
    assert (first["member"], first["act"], first["subject"]) == ("", "office_add", "clinic")
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600


def test_an_office_past_which_there_is_no_way_is_not_published(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "clinic.trust"
    refused = run(*NEW[:-2], "--trust", str(file))
    assert refused.exit_code == 1 and not file.exists()
    assert "--superior" in refused.output and "--authority" in refused.output
    assert run("office", "list").output == ""


def test_an_authority_that_is_not_public_is_no_way_past(run: Run, tmp_path: Path) -> None:
    above = " ".join(NEW[: NEW.index("--leader")]).replace(" clinic ", " city ").split()
    assert run(*above, "--invite-leader", "li", "李主任").exit_code == 0
    trust = ("--trust", str(tmp_path / "clinic.trust"))
    refused = run(*NEW[:-2], *trust, "--authority", "city")
    assert refused.exit_code == 1 and "city is not shown to the public" in refused.output
    assert run(*NEW, *trust, "--authority", "city").exit_code == 0


def test_the_trust_secret_is_for_its_owner_only(run: Run, clinic: str, tmp_path: Path) -> None:
    file = tmp_path / "clinic.trust"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert "QINGFENG-TRUST-SECRET-1" in file.read_text()


def test_an_office_is_set_up_with_its_trust_secret_on_paper(run: Run, tmp_path: Path) -> None:
    sheets = ("--sheets", str(tmp_path / "paper"), "--threshold", "2")
    result = run(*NEW, *sheets, "--trustee", "王院长", "--trustee", "李主任")
    assert result.exit_code == 0, result.output
    paper = (tmp_path / "paper/sheet-1-of-2.txt").read_text()
    assert re.search(r"(\w{4}-){4}\w{4}", run("office", "list").output)[0] in paper


def test_three_sheets_open_what_a_keyholder_does(run: Run, tmp_path: Path) -> None:
    names = [word for n in range(3) for word in ("--trustee", f"第{n}位")]
    made = run(*NEW, "--sheets", str(tmp_path / "paper"), *names)
    passphrase = re.search(r"shown once\): (\S+)", made.output)[1]
    numbered = re.compile(r"(\d+)\. ([a-z]+)")
    papers = [numbered.findall(one.read_text()) for one in sorted((tmp_path / "paper").iterdir())]
    typed = "".join(
        " ".join(word for _, word in sorted(paper, key=lambda pair: int(pair[0]))) + "\n"
        for paper in papers
    )
    trust, own, theirs = (str(tmp_path / name) for name in ("trust", "own", "theirs"))
    assert run("trust", "join", "-o", trust, typed=typed).exit_code == 0
    result = run("trust", "open", "clinic", trust, "-o", theirs)
    assert "1 identities" in result.output
    run("office", "identity", "clinic", "--as", "wang", "-o", own, typed=passphrase)
    assert Path(theirs).read_text().split("\n")[1] == Path(own).read_text().split("\n")[1]
    assert run("office", "renew", "clinic", "--as", "wang", "--trust", trust, typed=passphrase)
    other = str(tmp_path / "other.trust")
    write_trust(Path(other), "other", bytes(32))
    refused = run("trust", "open", "clinic", other, "-o", str(tmp_path / "none"))
    assert (refused.exit_code, (tmp_path / "none").exists()) == (1, False)


def test_the_trust_secret_goes_to_one_place(run: Run, tmp_path: Path) -> None:
    for places in ([], ["--trust", str(tmp_path / "a"), "--sheets", str(tmp_path / "b")]):
        assert run(*NEW, *places).exit_code == 2
    few = ["--sheets", str(tmp_path / "b"), "--trustee", "王院长"]
    assert "1 up to all" in run(*NEW, *few).output
    assert list(tmp_path.glob("[ab]")) == []
    assert run("office", "list").output == ""


def test_an_office_is_not_set_up_twice(run: Run, clinic: str, tmp_path: Path) -> None:
    again = run(*NEW, "--trust", str(tmp_path / "other.trust"))
    assert again.exit_code == 1
    assert again.output == "Error: There is an office 'clinic' already.\n"
    assert not (tmp_path / "other.trust").exists()


def test_the_facts_of_an_office_are_shown(run: Run, clinic: str) -> None:
    shown = run("office", "show", "clinic").output
    assert "镇卫生院" in shown
    assert re.search(r"recipient +age1pq1", shown)
    assert run("office", "show", "nowhere").exit_code == 1


def test_an_epochs_identity_opens_what_is_sealed_to_the_office(
    run: Run, clinic: str, tmp_path: Path
) -> None:
    recipient = re.search(r"recipient +(\S+)", run("office", "show", "clinic").output)[1]
    sealed = tmp_path / "report.age"
    sealed.write_bytes(age.seal("一封信".encode(), [age.Recipient.parse(recipient)]))
    key = tmp_path / "clinic.identity"
    words = ("office", "identity", "clinic", "--as", "wang", "-o", str(key))
    taken = run(*words, typed=f"{clinic}\n")
    assert taken.exit_code == 0, taken.output
    opened = run("open", "-i", str(key), str(sealed))
    assert opened.stdout_bytes.decode() == "一封信"


def test_a_wrong_passphrase_takes_out_nothing(run: Run, clinic: str, tmp_path: Path) -> None:
    key = tmp_path / "clinic.identity"
    words = ("office", "identity", "clinic", "--as", "wang", "-o", str(key))
    taken = run(*words, typed="wrong\n")
    assert taken.exit_code == 1
    assert "opens with this passphrase" in taken.output
    assert not key.exists()


def test_a_registrar_gets_the_key_from_a_keyholder(run: Run, clinic: str, tmp_path: Path) -> None:
    words = "member add clinic zhang --display-name 张登记 --role registrar".split()
    assert "Missing option '--as'" in run(*words).output
    added = run(*words, "--as", "wang", typed=f"{clinic}\n")
    assert added.exit_code == 0, added.output
    passphrase = re.search(r"shown once\): (\S+)", added.output)[1]
    key = tmp_path / "zhang.identity"
    taken = run(*"office identity clinic --as zhang -o".split(), str(key), typed=f"{passphrase}\n")
    assert taken.exit_code == 0, taken.output


def test_an_investigator_holds_no_key(run: Run, clinic: str, tmp_path: Path) -> None:
    added = run(*LI, typed=f"{clinic}\n")
    passphrase = re.search(r"shown once\): (\S+)", added.output)[1]
    taken = run(
        *"office identity clinic --as li -o".split(), str(tmp_path / "k"), typed=f"{passphrase}\n"
    )
    assert (taken.exit_code, "holds no key" in taken.output) == (1, True)


def test_a_second_leader_is_signed_in_by_the_trust_secret(
    run: Run, clinic: str, tmp_path: Path
) -> None:
    words = "member add clinic zhao --display-name 赵书记 --role leader --as wang".split()
    assert "--trust" in run(*words, typed=f"{clinic}\n").output
    added = run(*words, "--trust", str(tmp_path / "clinic.trust"), typed=f"{clinic}\n")
    passphrase = re.search(r"shown once\): (\S+)", added.output)[1]
    renewed = run(*"office renew clinic --as zhao".split(), typed=f"{passphrase}\n")
    assert renewed.exit_code == 0, renewed.output


def test_a_name_is_given_once(run: Run, clinic: str) -> None:
    run(*LI, typed=f"{clinic}\n")
    assert "has a member 'li' already" in run(*LI, typed=f"{clinic}\n").output


def test_an_unknown_setting_stops_with_one_line(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QINGFENG_COLOUR", "red")
    result = run("office", "list")
    assert result.exit_code == 1
    assert result.output.startswith("Error: QINGFENG_COLOUR is not a setting.")
    assert result.output.count("\n") == 1


def test_a_foreign_trust_secret_signs_nothing(run: Run, clinic: str, tmp_path: Path) -> None:
    other = [word.replace("clinic", "other") for word in NEW]
    run(*other, "--trust", str(tmp_path / "other.trust"))
    words = "member add clinic zhao --display-name 赵书记 --role leader --as wang".split()
    added = run(*words, "--trust", str(tmp_path / "other.trust"), typed=f"{clinic}\n")
    assert (added.exit_code, "is not the office's" in added.output) == (1, True)


def test_the_trust_secret_renews_the_charter(run: Run, clinic: str, tmp_path: Path) -> None:
    words = "office renew clinic --as wang --trust".split()
    renewed = run(*words, str(tmp_path / "clinic.trust"), typed=f"{clinic}\n")
    assert renewed.exit_code == 0, renewed.output


def test_a_leader_sees_what_a_renewal_would_newly_vouch_for(
    run: Run, clinic: str, tmp_path: Path
) -> None:
    engine = make_engine(f"sqlite:///{tmp_path / 'data' / 'qingfeng.sqlite'}")
    with Session(engine) as session, session.begin():
        office = session.scalars(select(Office)).one()
        office.texts = office.texts | {"zh-Hans": office.texts["zh-Hans"] | {"name": "别的单位"}}
    words = "office renew clinic --as wang".split()
    assert "镇卫生院 -> 别的单位" in run(*words, typed=f"{clinic}\nn\n").output
    with Session(engine) as session:
        assert session.scalars(select(Office)).one().statement["name"] == "镇卫生院"
    assert run(*words, typed=f"{clinic}\ny\n").exit_code == 0
    engine.dispose()


@pytest.mark.parametrize("name", ["UPPER", "with space", "医院", "-x", "a" * 41])
def test_a_name_nobody_could_type_is_refused(run: Run, tmp_path: Path, name: str) -> None:
    refused = run("office", "add", *NEW[3:], "--trust", str(tmp_path / "t"), "--", name)
    assert (refused.exit_code, "use small letters" in refused.output) == (2, True)
