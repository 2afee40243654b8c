"""The documents tell the truth: interface, formats and links are held against the code."""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import click
import pytest
import yaml
from flask import Flask
from flask.testing import FlaskClient
from jsonschema import Draft202012Validator, FormatChecker
from openapi_spec_validator import validate
from referencing import Registry
from referencing.jsonschema import DRAFT202012
from sqlalchemy.orm import Session

import casework
import portal
from casework import errors as casework_errors
from casework.commands import main
from casework.feedback.service import ANSWER_SIZES
from casework.keyring.service import last_roster
from crypto import age, keys
from crypto.padding import SEALED_SIZES, SIZE_CLASSES
from crypto.statements import SignatureInvalid, verify
from portal import config, errors, gateway
from portal.attachments import forms as attachment_forms
from portal.config import Config
from portal.mailboxes.service import MESSAGES_A_DAY, MESSAGES_IN_ALL
from portal.reports import forms
from tests.casework import routes
from tests.conftest import Hospital
from tests.reporter import Reporter, fresh
from tests.uploader import PART, Uploader, sealed_file

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted(DOCS.rglob("*.md"))]
FORMS = {
    "ReportForm": {*forms.REPORT, "body"},
    "MessageForm": {*forms.MESSAGE, "body"},
    "LookUpForm": {*forms.LOOK_UP},
    "UploadForm": {*attachment_forms.UPLOAD},
}
OPENAPI = yaml.safe_load((DOCS / "openapi.yaml").read_text(encoding="utf-8"))
AUDIENCES: dict[routes.Audience, str] = {
    routes.ANYONE: "anyone",
    routes.LOCKED: "locked",
    routes.OWN: "account",
    routes.MEMBERS: "members",
    routes.KEYHOLDERS: "keyholders",
    routes.CASEWORKERS: "caseworkers",
    routes.STAFF: "staff",
    routes.STAFF[::-1]: "staff",
    routes.LEADER: "leader",
    routes.HELPER: "helpers",
    routes.AUDITOR: "auditor",
    routes.ADMINISTRATOR: "administrator",
}
REPORT_SCHEMA = json.loads((DOCS / "schemas" / "report-1.schema.json").read_text(encoding="utf-8"))
REGISTRY = Registry().with_resource("urn:openapi", DRAFT202012.create_resource(OPENAPI))


def page(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def check(pointer: str, value: object) -> None:
    """Hold a value against a schema inside the OpenAPI document."""
    schema = {"$ref": f"urn:openapi#{pointer}"}
    Draft202012Validator(schema, registry=REGISTRY, format_checker=FormatChecker()).validate(value)


def answer_schema(path: str, method: str, status: int) -> str:
    """Where the document describes the JSON of one answer."""
    responses = f"/paths/{path.replace('/', '~1')}/{method}/responses/{status}"
    answer = OPENAPI["paths"][path][method]["responses"][str(status)]
    return f"{answer.get('$ref', '#' + responses)[1:]}/content/application~1json/schema"


def described_routes() -> dict[str, str]:
    """Every route of casework as the text has it, and for whom; what names a part is left out."""
    rows = re.findall(r"^\| (`[A-Z]+ /[^|]+) \| (\w+) \|", page("api.md"), re.MULTILINE)
    told = [
        (route, whom) for cell, whom in rows for route in re.findall(r"`([A-Z]+ /[^`?]*)", cell)
    ]
    whole = re.compile(r"\w+ (/casework/|/static/|/$)")
    named = {
        route if whole.match(route) else route.replace(" ", " /casework", 1): whom
        for route, whom in told
    }
    return {re.sub("<.*?>", "<>", route): whom for route, whom in named.items()}


def openapi_routes() -> set[tuple[str, str]]:
    return {(path, method) for path, item in OPENAPI["paths"].items() for method in item}


def routes_of(app: Flask) -> set[tuple[str, str]]:
    names = {
        "<slug>": "{office}",
        "<path:name>": "{name}",
        "<uuid:id>": "{id}",
        "<int:part>": "{part}",
    }
    return {
        (re.sub("<.*?>", lambda found: names[found[0]], rule.rule), method.lower())
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }


@pytest.fixture
def app(settings: Config) -> Iterator[Flask]:
    app = portal.create_app(settings)
    yield app
    app.extensions["qingfeng.engine"].dispose()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def reporter(client: FlaskClient) -> Reporter:
    return Reporter(client.get("/o/hospital/office.json").json, client.get("/challenge").json)


def test_the_interface_is_described_in_valid_openapi() -> None:
    validate(OPENAPI)


def test_every_public_route_is_described_and_no_other(tmp_path: Path) -> None:
    app = portal.create_app(Config(tmp_path, "sqlite://"))
    assert routes_of(app) == openapi_routes()


def test_every_route_stands_in_the_text() -> None:
    text = page("api.md")
    for path, _method in openapi_routes():
        assert path.replace("{", "<").replace("}", ">") in text, path


def test_every_refusal_is_explained_with_its_status() -> None:
    rows = re.findall(r"^\| (\d+) \| `(\w+)` \|", page("api.md"), re.MULTILINE)
    explained = {(int(status), name) for status, name in rows}
    assert {(answer.status, answer.error) for answer in errors.REFUSALS.values()} <= explained


def test_every_route_of_casework_stands_in_the_text_with_whom_it_is_for(tmp_path: Path) -> None:
    app = casework.create_app(Config(tmp_path, "sqlite://"))
    served = {
        re.sub("<.*?>", "<>", f"{method} {rule.rule}"): AUDIENCES[
            getattr(app.view_functions[rule.endpoint], "audience")  # noqa: B009
        ]
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    assert described_routes() == served


def test_every_refusal_of_casework_is_named() -> None:
    text = page("api.md")
    for answer in casework_errors.REFUSALS.values():
        assert f"`{answer.error}`" in text, answer.error


def test_a_look_up_has_the_fields_that_are_described() -> None:
    described = OPENAPI["components"]["schemas"]["LookUpForm"]
    assert set(described["properties"]) == set(forms.LOOK_UP) == set(described["required"])


def test_how_much_a_mailbox_takes_is_written_down() -> None:
    told = f"{MESSAGES_A_DAY} messages a day and {MESSAGES_IN_ALL} in all"
    assert told in " ".join(page("api.md").split())


@pytest.mark.parametrize("name", sorted(FORMS))
def test_a_form_has_the_fields_that_are_described(name: str) -> None:
    described = OPENAPI["components"]["schemas"][name]
    assert set(described["properties"]) == FORMS[name] == set(described["required"])


def test_every_setting_is_explained() -> None:
    text = page("operations.md")
    for name in ("DATA", "DATABASE", *config.READERS):
        assert f"`{config.PREFIX}{name}`" in text, name


def test_every_command_is_explained() -> None:
    text = page("operations.md")
    for command in commands(main, "qingfeng"):
        assert command in text, command


def commands(group: click.Group, path: str) -> Iterator[str]:
    """Every command below a group, as it is typed."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command, typed = group.get_command(context, name), f"{path} {name}"
        if isinstance(command, click.Group):
            yield from commands(command, typed)
        else:
            yield typed


def test_every_size_is_written_down() -> None:
    *classes, largest = map(str, SIZE_CLASSES)
    assert f"{', '.join(classes)} or {largest}" in page("report-format.md")
    for size, answer in zip(SEALED_SIZES, ANSWER_SIZES, strict=True):
        assert answer - size == 1557
        assert all(str(size) in page(name) for name in ("report-format.md", "api.md"))


def test_the_gateways_limits_are_written_down() -> None:
    limits = (
        f"{gateway.PAUSE} seconds",
        f"{gateway.DEADLINE // 60} minutes",
        f"{gateway.PART_PAUSE} seconds",
        f"{gateway.PART_DEADLINE} seconds",
    )
    told = f"{gateway.MOST_AT_ONCE} requests"
    parts = f"{gateway.MOST_PARTS_AT_ONCE} parts of attachments"
    for name in ("api.md", "operations.md", "decisions/0003-a-gateway-reads-requests-whole.md"):
        text = " ".join(page(name).split())
        assert all(words in text for words in (*limits, told, parts)), name


@pytest.mark.parametrize(
    "path",
    ["/site.json", "/o/{office}/office.json", "/o/{office}/earlier.json", "/challenge"],
)
def test_what_is_read_has_the_form_that_is_described(client: FlaskClient, path: str) -> None:
    answer = client.get(path.replace("{office}", "hospital"))
    check(answer_schema(path, "get", 200), answer.json)


def test_a_report_and_its_mailbox_are_answered_as_described(
    client: FlaskClient, reporter: Reporter
) -> None:
    form = reporter.report()
    check("/components/schemas/ReportForm", {**form, "body": ""})
    answer = client.post("/reports", data=form)
    check(answer_schema("/reports", "post", 201), answer.json)

    letter = reporter.message("还有一件事")
    check("/components/schemas/MessageForm", {**letter, "body": ""})
    answer = client.post("/mailbox/messages", data=letter)
    check(answer_schema("/mailbox/messages", "post", 201), answer.json)

    look_up = reporter.look_up()
    check("/components/schemas/LookUpForm", look_up)
    answer = client.post("/mailbox", data=look_up, content_type="multipart/form-data")
    check(answer_schema("/mailbox", "post", 200), answer.json)
    assert len(answer.json["messages"]) == 1

    answer = client.delete("/mailbox", data=reporter.message("", seq=2, type="deletion"))
    check(answer_schema("/mailbox", "delete", 200), answer.json)


def test_an_upload_is_answered_as_described(client: FlaskClient, reporter: Reporter) -> None:
    sender = Uploader(client, reporter.challenge, sealed_file(5000))
    check("/components/schemas/UploadForm", sender.form())
    path, part = "/attachments/{id}", "/attachments/{id}/parts/{part}"
    check(answer_schema("/attachments", "post", 201), sender.begin().json)
    check(answer_schema(part, "put", 201), sender.put(0).json)
    check(answer_schema(f"{path}/parts", "get", 200), sender.parts().json)
    check(answer_schema(path, "delete", 200), sender.delete().json)
    for method, status, answer in (
        ("put", 404, sender.put(0)),
        ("put", 413, sender.put(0, bytes(PART + 1))),
        ("delete", 404, sender.delete()),
    ):
        assert answer.status_code == status
        check(answer_schema(part if method == "put" else path, method, status), answer.json)


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"office": "nowhere".ljust(40)}, 404),
        ({"size": "1"}, 400),
        ({"size": "999999999999"}, 413),
        ({"challenge": "00" * 32}, 403),
    ],
)
def test_a_refused_upload_is_answered_as_described(
    client: FlaskClient, reporter: Reporter, changes: dict[str, str], status: int
) -> None:
    answer = Uploader(client, reporter.challenge, sealed_file(5000)).begin(**changes)
    assert answer.status_code == status
    check(answer_schema("/attachments", "post", status), answer.json)


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"id": "not-an-id"}, 400),
        ({"body": b"x"}, 400),
        ({"challenge": "00" * 32}, 403),
        ({"office": "nowhere".ljust(40)}, 404),
        ({"attachments": f"{uuid.uuid4()}".ljust(739)}, 409),
        ({"body": b"x" * 200_000}, 413),
    ],
)
def test_a_refused_report_is_answered_as_described(
    client: FlaskClient, reporter: Reporter, changes: dict[str, Any], status: int
) -> None:
    form = {**reporter.report(), **changes}
    if "body" in changes:
        form["body"] = (BytesIO(changes["body"]), "body")
    answer = client.post("/reports", data=form)
    assert answer.status_code == status
    check(answer_schema("/reports", "post", status), answer.json)


def test_a_stale_epoch_is_answered_as_described(
    client: FlaskClient, reporter: Reporter, session: Session, hospital: Hospital
) -> None:
    session.merge(hospital.office).epoch = 2
    session.commit()
    answer = client.post("/reports", data=reporter.report())
    check(answer_schema("/reports", "post", 409), answer.json)
    check("/components/schemas/Office", answer.json["office"])


def test_refused_letters_are_answered_as_described(client: FlaskClient, reporter: Reporter) -> None:
    letter = reporter.message("没有信箱")
    for path, method in (("/mailbox/messages", "post"), ("/mailbox", "delete")):
        answer = client.open(path, method=method.upper(), data=fresh(letter))
        check(answer_schema(path, method, 404), answer.json)
    check(answer_schema("/mailbox", "post", 400), client.post("/mailbox", data={}).json)
    for change, status in (({}, 404), ({"challenge": "00" * 32}, 403)):
        look_up = {**reporter.look_up(bytes(32)), **change}
        answer = client.post("/mailbox", data=look_up, content_type="multipart/form-data")
        assert answer.status_code == status
        check(answer_schema("/mailbox", "post", status), answer.json)


def test_a_file_sealed_elsewhere_is_answered_as_described(
    client: FlaskClient, reporter: Reporter
) -> None:
    path = "/o/{office}/sealed"
    recipient = age.Recipient.parse(reporter.document["statement"]["recipient"])
    sealed = (BytesIO(age.seal(b"words", [recipient])), "report.age")
    taken = client.post("/o/hospital/sealed", data={"sealed": sealed})
    assert (taken.status_code, taken.mimetype) == (201, "text/html")
    for name, data, status in (
        ("hospital", {}, 400),
        ("hospital", {"sealed": (BytesIO(b"words"), "report.txt")}, 400),
        ("nowhere", {}, 404),
        ("hospital", {"sealed": (BytesIO(b"x" * 200_000), "big")}, 413),
    ):
        answer = client.post(f"/o/{name}/sealed", data=data)
        assert answer.status_code == status
        check(answer_schema(path, "post", status), answer.json)


def test_the_report_schema_accepts_a_report_and_what_it_does_not_know(reporter: Reporter) -> None:
    schema = Draft202012Validator(REPORT_SCHEMA)
    schema.check_schema(REPORT_SCHEMA)
    schema.validate(reporter.body(uuid.uuid4(), "术前有人要红包"))
    schema.validate(reporter.body(uuid.uuid4(), "", later="a field of a later version"))
    assert not schema.is_valid(reporter.body(uuid.uuid4(), "", mailbox_id="ab"))
    assert not schema.is_valid(reporter.body(uuid.uuid4(), "", reporter={}))


def test_the_report_schema_accepts_the_example_in_the_text() -> None:
    example = re.search(r"```json\n(.*?)```", page("report-format.md"), re.DOTALL)
    assert example
    shown = json.loads(example[1])
    filled = {
        **shown,
        "mailbox_id": "ab" * 32,
        "reporter": {"recipient": "age1pq1qqqq", "verify_key": "cd" * 32},
        "attachments": [
            {**file, "sha256": "ab" * 32, "secret": "cd" * 32} for file in shown["attachments"]
        ],
    }
    Draft202012Validator(REPORT_SCHEMA).validate(filled)


def test_statements_have_the_fields_that_the_text_names(
    session: Session, hospital: Hospital
) -> None:
    office, text = session.merge(hospital.office), page("report-format.md")
    roster = last_roster(session, office)
    assert roster
    signed = (office.charter, office.statement, roster.statement, roster.statement["members"][0])
    for statement in signed:
        for field in statement:
            assert f"`{field}`" in text.split("## Statements")[1].split("## An answer")[0], field


def test_letters_are_signed_as_the_text_says(reporter: Reporter, hospital: Hospital) -> None:
    letter = reporter.message("还有一件事")["body"][0].getvalue()
    words = age.open_sealed(letter, [keys.reading_half("epoch", hospital.epoch_secret)])
    signed = json.loads(words)
    for field in signed:
        assert f"`{field}`" in page("report-format.md"), field
    with pytest.raises(SignatureInvalid):
        verify("deletion", signed, keys.verify_key(reporter.signer))


@pytest.mark.parametrize("document", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_somewhere(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    targets = re.findall(r"\]\(([^)\s]+)\)", text) + re.findall(r'src="([^"]+)"', text)
    for target in targets:
        path, _, anchor = target.partition("#")
        if re.match(r"[a-z]+:", path):
            continue
        found = (document.parent / path) if path else document
        assert found.exists(), target
        if anchor:
            assert anchor in anchors(found), target


def anchors(document: Path) -> set[str]:
    """The anchors of a document's headings, as they are made from their words."""
    headings = re.findall(r"^#+ (.+)$", document.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
