"""A poster bears what a reporter needs to know the office by, on paper and in its code."""

from __future__ import annotations

import dataclasses
import html
import re
from base64 import b64decode
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit
from xml.etree import ElementTree

import pytest
import segno
from sqlalchemy.orm import Session

from casework.administration.posters import make_poster, portal_address, qr_code
from portal.config import Config, SettingInvalid, read_config
from portal.offices.models import Office
from tests.casework.conftest import browser
from tests.casework.inspector import Inspector
from tests.conftest import Hospital

HTML = {"Accept": "text/html"}


def with_departments(session: Session, hospital: Hospital, stranger: Hospital) -> Office:
    office = session.get_one(Office, hospital.office.id)
    office.settings = office.settings | {"departments": ["骨科", "心内科 三病区"]}
    office.authority_id = stranger.office.id
    session.commit()
    session.refresh(office)
    session.commit()
    return office


def modules(code: str) -> set[tuple[int, int]]:
    """The dark modules of a QR code's picture, found from its drawing, without the quiet zone."""
    scheme, _, data = code.partition(",")
    text = b64decode(data).decode() if "base64" in scheme else unquote(data)
    (path,) = [
        one.get("d", "")
        for one in ElementTree.fromstring(text).iter("{http://www.w3.org/2000/svg}path")
        if one.get("stroke")
    ]
    found, x, y = set(), 0.0, 0.0
    for command, numbers in re.findall(r"([Mmh])([-\d. ]+)", path):
        steps = [float(number) for number in re.findall(r"-?[\d.]+", numbers)]
        if command == "h":
            found |= {(int(x) + n - 4, int(y) - 4) for n in range(int(steps[0]))}
            x += steps[0]
        else:
            x, y = (steps[0], steps[1]) if command == "M" else (x + steps[0], y + steps[1])
    return found


def test_the_picture_is_the_code_of_the_address() -> None:
    address = "https://report.example/o/demo/#f=AAAA-BBBB-CCCC-DDDD-EEEE&w=%E9%AA%A8"
    matrix = segno.make(address, error="h", micro=False, boost_error=False).matrix
    dark = {(x, y) for y, row in enumerate(matrix) for x, module in enumerate(row) if module}
    assert modules(qr_code(address)) == dark


def test_every_department_has_a_poster_with_both_fingerprints(
    administrator: Inspector, session: Session, hospital: Hospital, stranger: Hospital
) -> None:
    office = with_departments(session, hospital, stranger)
    query = "size=a5&department=&department=骨科&department=心内科 三病区&department=没有的"
    page = administrator.get(f"posters/print?{query}", headers=HTML).text
    assert page.count('<article class="poster"') == 3
    assert page.count(office.fingerprint) == 3 and page.count(stranger.office.fingerprint) == 3
    assert page.count("<b>010-5550-0199</b>") == 6
    for words in (
        "测试医院纪检监察室 · 骨科",
        "127.0.0.1/o/hospital/",
        "Scan, or open",
        "门诊一楼",
    ):
        assert words in page
    told = administrator.get("posters", headers=HTML).text
    (base,) = re.findall(r"https?://127\.0\.0\.1", told)
    codes = [html.unescape(code) for code in re.findall(r'class="qr" src="([^"]+)"', page)]
    expected = [make_poster(office, base, name).code for name in ("", "骨科", "心内科 三病区")]
    assert [modules(code) for code in codes] == [modules(code) for code in expected]


def test_the_address_says_where_it_hangs_behind_its_hash_only(
    session: Session, hospital: Hospital, stranger: Hospital
) -> None:
    office = with_departments(session, hospital, stranger)
    poster = make_poster(office, "https://report.example", "心内科 三病区&b=#")
    parts = urlsplit(poster.address)
    assert (parts.netloc, parts.path, parts.query) == ("report.example", "/o/hospital/", "")
    assert parse_qs(parts.fragment) == {
        "f": [office.fingerprint],
        "a": [stranger.office.fingerprint],
        "w": ["心内科 三病区&b=#"],
    }
    assert poster.short == "report.example/o/hospital/"


def test_an_office_without_an_authority_prints_its_own_way_past(
    administrator: Inspector, session: Session, hospital: Hospital
) -> None:
    office = session.get_one(Office, hospital.office.id)
    office.texts = {"zh-Hans": office.texts["zh-Hans"] | {"superior": "请打市纪委 12388。"}}
    session.commit()
    page = administrator.get("posters/print?size=card&department=", headers=HTML).text
    assert "请打市纪委 12388" in page and "上级的核对码" not in page and "或您选的上级" not in page


def test_an_office_without_keys_has_nothing_to_print(
    administrator: Inspector, session: Session, hospital: Hospital
) -> None:
    office = session.get_one(Office, hospital.office.id)
    office.root_key, office.charter, office.statement = b"", {}, {}
    session.commit()
    assert "没有核对码可印" in administrator.get("posters", headers=HTML).text
    answer = administrator.get("posters/print?size=a4&department=", headers=HTML)
    assert (answer.status_code, answer.location) == (303, "/casework/posters")


@pytest.mark.parametrize("query", ["", "size=a4", "size=a3&department=", "department=elsewhere"])
def test_what_is_not_offered_leads_back(administrator: Inspector, query: str) -> None:
    answer = administrator.get(f"posters/print?{query}", headers=HTML)
    assert (answer.status_code, answer.location) == (303, "/casework/posters")


def test_a_leader_prints_and_others_do_not(
    administrator: Inspector, registrar: Inspector, hospital: Hospital
) -> None:
    leader = Inspector(browser(administrator.client.application), hospital, "leader")
    leader.sign_in()
    assert leader.get("posters", headers=HTML).status_code == 200
    registrar.sign_in()
    assert registrar.get("posters").status_code == 403


def test_the_address_is_the_configured_one_or_the_first_portal_host() -> None:
    config = Config(Path(), "", portal_hosts=("report.example", "other.example"))
    assert portal_address(config, "https", "casework.example") == "https://report.example"
    assert portal_address(config, "http", "localhost:8000") == "http://report.example:8000"
    told = read_config({"QINGFENG_PORTAL_ADDRESS": "https://r.example:8443/"}).portal_address
    config = dataclasses.replace(config, portal_address=told)
    assert portal_address(config, "http", "localhost:8000") == "https://r.example:8443"


@pytest.mark.parametrize(
    "text",
    ["r.example", "ftp://r.example", "https://", "https://r.example/o/", "https://a@r.example"],
)
def test_an_address_that_cannot_be_printed_stops_the_start(text: str) -> None:
    with pytest.raises(SettingInvalid):
        read_config({"QINGFENG_PORTAL_ADDRESS": text})
