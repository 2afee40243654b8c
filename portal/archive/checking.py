"""What the signatures inside an archive prove, without a network.

    fingerprint on the poster ── root key ── charter ── leader ──► roster ──► members, answer keys

The archive brings the chain along; that its root key is the office's, a person sees by comparing
the fingerprint with a poster. Dates are left open: what was signed once is read, nothing new is
built on it. Lines are in Chinese, as the page beside them.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from crypto.statements import (
    KEYHOLDER_ROLES,
    Entry,
    Roster,
    SignatureInvalid,
    Unvouched,
    Vouched,
    linked_epochs,
    read_roster,
    verify,
)

FORMAT = "qingfeng.archive/1"
GOOD, BAD = "对得上", "对不上"
_WRONG = (SignatureInvalid, Unvouched, KeyError, TypeError, ValueError, AttributeError, IndexError)
"""Whatever a statement that somebody made up can end in."""


class NotAnArchive(Exception):
    """case.json is not what an archive's is."""


class Filed(NamedTuple):
    """A file that was unpacked: its path in the folder, and the SHA-256 of its bytes (hex)."""

    path: str
    digest: str


class Proved(NamedTuple):
    """What everything else is held against."""

    content: Mapping[str, Any]
    roster: Roster
    epochs: Mapping[int, Vouched]


def check(text: bytes, filed: Mapping[str, Filed]) -> list[str]:
    """The lines of check.txt for a case.json and the files beside it, by the names they were
    stored under. Raises NotAnArchive.
    """
    try:
        content = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise NotAnArchive("case.json is no JSON") from error
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise NotAnArchive(f"case.json is not {FORMAT}")
    try:
        told, office = [*_told(content, filed)], _office(content)
    except (*_WRONG, RecursionError) as error:
        raise NotAnArchive("case.json is not of the form") from error
    bad = sum(not good for good, _ in told)
    first = f"{BAD}的有 {bad} 处，请看下面" if bad else "签名全部对得上"
    lines = [f"{GOOD if good else BAD}  {words}" for good, words in told]
    lines.append("没有核对  case.html：导出人做的，方便看，没有签名；签过名的原话在 case.json")
    return [_plain(line) for line in (first, *office, *lines)]


def _office(content: Mapping[str, Any]) -> list[str]:
    printed = content["proofs"]["office"]["fingerprint"]
    return [f"单位核对码（请和海报上的比一比，一样才算数）：{printed}"]


def _told(content: Mapping[str, Any], filed: Mapping[str, Filed]) -> Iterator[tuple[bool, str]]:
    try:
        proofs = content["proofs"]
        epochs = linked_epochs(proofs["office"], proofs["earlier"], content["site"])
        roster = read_roster(proofs["roster"], proofs["office"], content["site"], None)
    except _WRONG:
        yield False, "单位的证明和名册：以下都无法核对"
        return
    yield True, f"单位的证明和第 {roster.version} 版名册"
    proved = Proved(content, roster, epochs)
    signed: dict[str, str] = {}
    try:
        registration = _registration(proved)
        report = _report(registration["report_text"])
    except _WRONG:
        yield False, "登记"
        registration, report = {}, {}
    else:
        signed |= _attached(report)
        yield True, f"登记，签名人 {_signer(proved, registration['by']).display_name}"
    yield from _letters(proved, registration, report, signed)
    yield from _entries(proved, signed)
    yield from _files(content, filed, signed)


def _registration(proved: Proved) -> dict[str, Any]:
    given = proved.content["registration"]
    signer = _signer(proved, given["by"])
    body = verify("registration", given, given["by"])
    if not KEYHOLDER_ROLES & set(signer.roles):
        raise SignatureInvalid("not a keyholder")
    _belongs(proved, body, "registration")
    if body["case"] != proved.content["case"]:
        raise SignatureInvalid("another case")
    return body


def _report(text: str) -> dict[str, Any]:
    """The report in a registration; a text that was sealed with another tool holds none."""
    try:
        report = json.loads(text)
    except ValueError:
        return {}
    return report if isinstance(report, dict) else {}


def _letters(
    proved: Proved,
    registration: Mapping[str, Any],
    report: Mapping[str, Any],
    signed: dict[str, str],
) -> Iterator[tuple[bool, str]]:
    key = str((report.get("reporter") or {}).get("verify_key"))
    for side, called in (("office", "答复"), ("reporter", "来信")):
        letters = [one for one in proved.content["letters"] if one.get("from") == side]
        previous = ""
        for number, one in enumerate(sorted(letters, key=_seq), 1):
            try:
                body = _letter(proved, one["signed"], key)
                good = body["mailbox_id"] == registration["mailbox_id"]
                good &= (body["seq"], body["previous"]) == (number, previous)
            except _WRONG:
                good, body = False, {}
            if good:
                signed |= _attached(body)
            previous = one.get("digest")
            yield good, f"{called}第 {number} 封"


def _letter(proved: Proved, given: Mapping[str, Any], key: str) -> dict[str, Any]:
    kind = given["type"].removeprefix("qingfeng/")
    if kind == "answer":
        body = verify(kind, given, proved.epochs[given["epoch"]].answer_key)
    elif kind in ("message", "deletion"):
        body = verify(kind, given, key)
    else:
        raise SignatureInvalid("no letter")
    _belongs(proved, body, kind)
    return body


def _entries(proved: Proved, signed: dict[str, str]) -> Iterator[tuple[bool, str]]:
    previous = ""
    for number, row in enumerate(proved.content["entries"], 1):
        name = ""
        try:
            body, signer = _entry(proved, row)
            name = f"，签名人 {signer.display_name}"
            good = (body["seq"], body["previous"]) == (number, previous)
        except _WRONG:
            good, body = False, {}
        if good:
            signed |= _attached(body)
        previous = row.get("digest")
        yield good, f"办理经过第 {number} 条{name}"


def _entry(proved: Proved, row: Mapping[str, Any]) -> tuple[dict[str, Any], Entry]:
    given = row["signed"]
    signer = _signer(proved, given["by"])
    body = verify("entry", given, given["by"])
    _belongs(proved, body, "entry")
    same = all(body[name] == row[name] for name in ("id", "seq", "kind", "facts"))
    if not same or signer.name != row["author"] or body["case"] != proved.content["case"]:
        raise SignatureInvalid("another row")
    return body, signer


def _files(
    content: Mapping[str, Any], filed: Mapping[str, Filed], signed: Mapping[str, str]
) -> Iterator[tuple[bool, str]]:
    listed = set()
    for one in content["attachments"]:
        found = filed.get(one["file"]) if one["file"] else None
        listed.add(one["file"])
        if found is None:
            yield False, f"附件“{one['name']}”：导出时取不完整，没有装进来"
        else:
            yield signed.get(one["id"]) == found.digest, f"附件 {found.path}"
    for stored, found in filed.items():
        if stored not in listed and found.path.startswith("attachments/"):
            yield False, f"附件 {found.path}：没有列出"


def _attached(body: Mapping[str, Any]) -> dict[str, str]:
    given: Sequence[Any] = body.get("attachments") or []
    return {one["id"]: one["sha256"] for one in given if isinstance(one, dict)}


def _signer(proved: Proved, key: str) -> Entry:
    (*_, found) = [one for one in proved.roster.members if one.verify_key == key]
    return found


def _belongs(proved: Proved, body: Mapping[str, Any], kind: str) -> None:
    expected = (f"qingfeng/{kind}", proved.content["site"], proved.content["office"])
    if (body["type"], body["site"], body["office"]) != expected:
        raise SignatureInvalid("it belongs elsewhere")


def _seq(letter: Mapping[str, Any]) -> int:
    seq = (letter.get("signed") or {}).get("seq")
    return seq if isinstance(seq, int) else 0


def _plain(line: str) -> str:
    """A line that commands no terminal and turns no writing round."""
    return "".join(
        "\ufffd" if unicodedata.category(one) in ("Cc", "Cf", "Zl", "Zp") else one for one in line
    )
