"""The demo: a superior authority and a hospital, ready to use at first start.

Their secrets and passphrases lie in `demo/` in the data folder, so that a second start can show
them again. That is right for a demo and for nothing else.
"""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.administration.secret_files import write_secret, write_trust
from casework.administration.setup import OfficeFacts, Person, hire, set_up_office
from casework.administration.vouching import open_member, renew_statement
from crypto import keys
from portal.config import Config
from portal.days import now, today
from portal.offices.models import Office
from portal.offices.service import office_named

AUTHORITY = OfficeFacts(
    slug="authority",
    texts={
        "zh-Hans": {
            "name": "示范区卫生健康委行风办",
            "address": "示范区政务中心三楼 312 室",
            "letter_box": "政务中心一楼大厅东侧",
            "duty": "交给政务中心值班室（一楼，夜里有人）",
            "complaints": "对看病、服务有意见，请先找医院的医患关系办公室；不满意的，打 12345。",
            "superior": "对我们不放心的，请打 12388。",
        },
        "en": {
            "name": "Demo District Health Commission, Conduct Office",
            "address": "Room 312, third floor, Demo District Government Centre",
            "letter_box": "east side of the ground-floor hall",
            "duty": "the duty room of the Government Centre (ground floor, staffed at night)",
            "complaints": "Complaints about treatment or service go to the hospital's patient "
            "relations office first; if that does not help, telephone 12345.",
            "superior": "If you do not trust us, telephone 12388.",
        },
    },
    phone="010-5550-0100",
)
HOSPITAL_TEXTS = {
    "zh-Hans": {
        "name": "示范医院纪检监察室",
        "address": "示范医院行政楼二楼 205 室",
        "letter_box": "门诊一楼大厅西侧",
        "hand_in_place": "行政楼二楼 203 室（上班时间 8:00 到 17:30）",
        "duty": "交给病区护士长，或急诊楼一楼总值班室（电话 010-5550-0166）",
        "complaints": "看病、服务方面的意见，请到门诊一楼医患关系办公室，或打 010-5550-0150，"
        "他们直接处理，比写在这里快。",
    },
    "en": {
        "name": "Demo Hospital Discipline Office",
        "address": "Room 205, second floor, Administration Building, Demo Hospital",
        "letter_box": "west side of the outpatient hall, ground floor",
        "hand_in_place": "Room 203, second floor, Administration Building (8:00 to 17:30)",
        "duty": "the ward's head nurse, or the duty office on the ground floor of the emergency "
        "building (telephone 010-5550-0166)",
        "complaints": "Complaints about treatment or service go to the patient relations office, "
        "outpatient hall, ground floor, telephone 010-5550-0150. They deal with them directly, "
        "which is faster than writing here.",
    },
}
HOSPITAL_PHONE = "010-5550-0123"
LEADER = Person("leader", "周书记", ["leader"])
OTHERS = (
    Person("registrar", "张登记", ["registrar"]),
    Person("investigator", "李承办", ["investigator"]),
    Person("helper", "孙药师", ["helper"]),
    Person("administrator", "陈管理", ["administrator"]),
    Person("auditor", "吴审计", ["auditor"]),
)
RENEW_BEFORE = timedelta(days=30)


def ready_demo(session: Session, config: Config, port: int) -> str:
    """Make the demo where there is none yet, and say how to reach it. The caller commits."""
    folder = config.data / "demo"
    passphrases = folder / "passphrases.json"
    if session.scalar(select(Office).where(Office.slug == "demo")) is None:
        folder.mkdir(mode=0o700, exist_ok=True)
        write_secret(passphrases, json.dumps(_make(session, folder), indent=2) + "\n")
    if not passphrases.exists():
        return f"The database holds an office `demo` of its own; {passphrases} is not there."
    known = json.loads(passphrases.read_text())
    for slug in known:
        _renew(session, slug, known[slug][LEADER.name], today())
    return _welcome_text(session, config, port, known)


def _make(session: Session, folder: Path) -> dict[str, dict[str, str]]:
    known: dict[str, dict[str, str]] = {}
    authority: Office | None = None
    for facts in (AUTHORITY, OfficeFacts("demo", HOSPITAL_TEXTS, HOSPITAL_PHONE)):
        facts = OfficeFacts(facts.slug, facts.texts, facts.phone, authority)
        setup = set_up_office(session, facts, LEADER, today=today(), now=now())
        setup.office.settings = {"second_factor": "optional"}
        known[facts.slug] = {LEADER.name: setup.leader.passphrase}
        for person in OTHERS:
            welcome = hire(session, setup.office, person, by=setup.opened, today=today(), now=now())
            known[facts.slug][person.name] = welcome.passphrase
        half = keys.reading_half("epoch", setup.epoch_secret)
        write_trust(folder / f"{facts.slug}.trust", facts.slug, setup.trust)
        write_secret(folder / f"{facts.slug}.identity", f"# {half.recipient}\n{half}\n")
        authority = setup.office
    return known


def _renew(session: Session, slug: str, passphrase: str, day: date) -> None:
    office = office_named(session, slug)
    if date.fromisoformat(office.statement["expires_on"]) - day > RENEW_BEFORE:
        return
    leader = open_member(session, office, LEADER.name, passphrase)
    renew_statement(session, office, leader, today=day)


def _welcome_text(
    session: Session, config: Config, port: int, known: dict[str, dict[str, str]]
) -> str:
    fingerprint = office_named(session, "demo").fingerprint
    lines = [
        "",
        f"Portal    http://{config.portal_hosts[0]}:{port}/o/demo/#f={fingerprint}",
        f"Casework  http://{config.casework_hosts[0]}:{port}/casework/",
        "",
        "Demo sign-in: office, name, passphrase",
    ]
    for slug, members in known.items():
        lines += [f"  {slug:10} {name:13} {phrase}" for name, phrase in members.items()]
    lines += [
        "",
        "Open a saved report offline:",
        f"  qingfeng open -i {config.data / 'demo' / 'demo.identity'} REPORT.age",
        "",
    ]
    return "\n".join(lines)
