"""Write qingfeng.json: one set of examples that the Python and the JavaScript crypto must meet.

    python -m tests.vectors.generate

Everything comes from fixed inputs, except the sealed files: sealing draws random numbers, so the
files already in qingfeng.json are kept as long as they open. A test fails when the file is not
what this program writes.
"""

import hashlib
import json
from pathlib import Path
from typing import Any

from crypto import age, bech32, keys, padding, passwords, receipt, statements, work
from tests.vectors import chain, rosters, sealed

FILE = Path(__file__).with_name("qingfeng.json")
SITE = bytes(range(16))


def secret(label: str) -> bytes:
    return hashlib.sha256(f"example secret: {label}".encode()).digest()


def halves() -> list[dict[str, str]]:
    return [
        {
            "kind": kind,
            "secret": secret(kind).hex(),
            "identity": str(keys.reading_half(kind, secret(kind))),
            "recipient": str(keys.reading_half(kind, secret(kind)).recipient),
            "signing_seed": keys.signing_half(kind, secret(kind)).private_bytes_raw().hex(),
            "verify_key": keys.verify_key(keys.signing_half(kind, secret(kind))).hex(),
        }
        for kind in keys.KINDS
    ]


def fingerprints() -> list[dict[str, str | None]]:
    root_key = keys.verify_key(keys.signing_half("trust", secret("trust")))
    printed = keys.fingerprint(root_key)
    typed: dict[str, str | None] = {
        printed: printed,
        printed.lower(): printed,
        printed.replace("-", ""): printed,
        f" {printed.replace('-', ' ')}\u3000": printed,
        printed.replace("1", "I").replace("0", "o"): printed,
        printed[:-1]: None,
        printed[:-1] + "U": None,
        "": None,
    }
    return [{"root_key": root_key.hex(), "typed": t, "fingerprint": f} for t, f in typed.items()]


def member_fingerprints() -> list[dict[str, str]]:
    person = {
        "site": SITE.hex(),
        "office": "demo",
        "name": "li",
        "recipient": str(keys.reading_half("member", secret("member")).recipient),
        "verify_key": keys.verify_key(keys.signing_half("member", secret("member"))).hex(),
        "root_key": keys.verify_key(keys.signing_half("trust", secret("trust"))).hex(),
    }
    people = [person, person | {"root_key": ""}, person | {"name": "wang"}]
    return [one | {"fingerprint": keys.member_fingerprint(**one)} for one in people]


def canonical() -> list[dict[str, Any]]:
    values: list[Any] = [
        {"b": 1, "a": [True, False, None, "", {}], "中": "清风", "aa": -7},
        {"\u20ac": 1, "\r": 2, "\ufb33": 3, "1": 4, "\U0001f600": 5, "\u0080": 6, "ö": 7},
        {"text": 'quote " slash / back \\ tab \t bell \u0007 line \n del \u007f sep \u2028'},
        {"large": 9007199254740991, "small": 1e-7, "whole": 1e21, "half": 0.5, "minus zero": -0.0},
    ]
    return [{"value": v, "canonical": statements.canonical(v).decode()} for v in values]


def signatures() -> list[dict[str, Any]]:
    examples: list[tuple[str, str, dict[str, Any]]] = [
        ("answer", "epoch", {"format": "qingfeng.answer/1", "seq": 1, "text": "已收到。\n谢谢"}),
        ("message", "reporter", {"format": "qingfeng.message/1", "seq": 2, "previous": ""}),
        ("deletion", "reporter", {"format": "qingfeng.deletion/1", "seq": 3}),
    ]
    cases = []
    for kind, owner, body in examples:
        key = keys.signing_half(owner, secret(owner))
        public = keys.verify_key(key).hex()
        good = statements.sign(kind, body, key)
        signature = good["signature"]
        other = keys.verify_key(keys.signing_half("member", secret("member"))).hex()
        for name, kind_read, public_key, signed, valid in [
            ("as signed", kind, public, good, True),
            ("a changed field", kind, public, good | {"seq": 9}, False),
            ("an added field", kind, public, good | {"extra": ""}, False),
            ("another key", kind, other, good, False),
            ("read as another type", "charter", public, good, False),
            ("no signature", kind, public, body, False),
            ("a short signature", kind, public, good | {"signature": signature[:-2]}, False),
            ("upper-case hex", kind, public, good | {"signature": signature.upper()}, False),
            ("a signature that is a number", kind, public, good | {"signature": 1}, False),
        ]:
            case = {"type": kind_read, "public_key": public_key, "signed": signed, "valid": valid}
            cases.append({"name": f"{kind}: {name}", **case})
    return cases


def receipts() -> dict[str, Any]:
    digits = "31415926535897932384626"
    code = digits + receipt.check_digit(digits)
    shown = receipt.show(code)
    full_width = code.translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    typed: dict[str, str | None] = {
        code: code,
        shown: code,
        shown.replace(" ", "-"): code,
        shown.replace(" ", "\u2014"): code,
        f"\t{shown.replace(' ', chr(0x3000))}\r\n": code,
        full_width: code,
        code[:-1]: None,
        code + "0": None,
        code[:4] + str((int(code[4]) + 1) % 10) + code[5:]: None,
        code[:5] + code[6] + code[5] + code[7:]: None,
        code[:-1] + "x": None,
        code[:-1] + "\u0663": None,
        "": None,
    }
    root = receipt.reporter_secret(code, SITE)
    token = receipt.mailbox_token(root)
    return {
        "check_digits": [
            {"digits": d, "check_digit": receipt.check_digit(d)} for d in ("572", "0", digits)
        ],
        "typed": [{"typed": t, "code": c} for t, c in typed.items()],
        "derived": {
            "code": code,
            "shown": shown,
            "site": SITE.hex(),
            "secret": root.hex(),
            "token": token.hex(),
            "mailbox_id": receipt.mailbox_id(token).hex(),
        },
    }


def sizes() -> dict[str, Any]:
    plain = [0, 1, 4095, 4096, 4097, 8192, 8193, 16384, 16385, 32768, 32769, 65536]
    files = [1, 2000, 5754, 5755, 9850, 9851, 67194]
    mebibyte = 1 << 20
    attachments = [0, 1, 4096, 4097, 4224, 4225, 65535, 65536, 65537, 999_999, 5 * mebibyte + 1]
    attachments += [100_000_000, 200 * mebibyte - 1, 200 * mebibyte, 2**32 + 1, 10**12]
    text = "清风 qingfeng"
    return {
        "size_classes": padding.SIZE_CLASSES,
        "sealed_sizes": padding.SEALED_SIZES,
        "padded": [{"size": n, "padded": len(padding.pad(bytes(n)))} for n in plain],
        "too_long": [65537],
        "sealed": [
            {"size": n, "sealed": padding.sealed_size(n)} for n in [*plain, 65537, 131073, 10**12]
        ],
        "attachments": [
            {"size": n, "padded": p, "sealed": padding.sealed_size(p)}
            for n, p in ((n, padding.padme(n)) for n in attachments)
        ],
        "files": [{"size": n, "padded": len(padding.pad_file(bytes(n)))} for n in files],
        "files_too_long": [67195],
        "text": {"text": text, "sha256": hashlib.sha256(padding.pad(text.encode())).hexdigest()},
        "file_sha256": hashlib.sha256(padding.pad_file(b"\0\x80\0")).hexdigest(),
    }


def passphrases() -> list[dict[str, str]]:
    cases = [
        ("tiaozen-kuiqu-mianxu-qiangdu-jiaozhai", "demo", "li.ming"),
        ("  Tiaozen kuiqu  MIANXU\u3000qiangdu_ｊｉａｏｚｈａｉ\n", "demo", "li.ming"),
        ("tiaozen-kuiqu-mianxu-qiangdu-jiaozhai", "dem", "oli.ming"),
        ("tiaozen-kuiqu-mianxu-qiangdu-jiaozhai", "demo", "王芳"),
    ]
    rows = []
    for typed, office, name in cases:
        proof, seed = passwords.derive(typed, SITE, office, name)
        who = {"typed": typed, "site": SITE.hex(), "office": office, "name": name}
        normal = passwords.normalise(typed)
        rows.append({**who, "normalised": normal, "proof": proof.hex(), "seed": seed.hex()})
    return rows


def works() -> list[dict[str, Any]]:
    challenge, submission = secret("challenge"), secret("submission")[:16]
    digest = hashlib.sha256(b"a body").digest()
    good = work.solve(challenge, submission, digest, 12)
    base = {
        "challenge": challenge.hex(),
        "id": submission.hex(),
        "body_digest": digest.hex(),
        "solution": good.hex(),
    }
    changes: list[tuple[dict[str, str], int, bool]] = [
        ({}, 12, True),
        ({}, 0, True),
        ({}, 40, False),
        ({"solution": (int.from_bytes(good) + 1).to_bytes(8).hex()}, 12, False),
        ({"challenge": submission.hex() * 2}, 12, False),
        ({"id": digest[:16].hex()}, 12, False),
        ({"body_digest": challenge.hex()}, 12, False),
        ({"solution": good.hex()[2:]}, 12, False),
    ]
    return [{**base, **change, "difficulty": d, "valid": v} for change, d, v in changes]


def bech32_texts() -> list[dict[str, str | None]]:
    good = [("age", bytes(range(32))), ("AGE-SECRET-KEY-PQ-", bytes(32)), ("a", b"")]
    rows: list[dict[str, str | None]] = [
        {"text": bech32.encode(hrp, data), "hrp": hrp, "data": data.hex()} for hrp, data in good
    ]
    text = bech32.encode(*good[0])
    broken = [text[:-1] + "q", text[:-1], text.replace("a", "A", 1), text[:10] + "b" + text[11:]]
    # Padding that is not zero, and a whole letter of padding, behind a checksum that is right.
    broken += ["age1qpu0j2ex", "age1qqqyst3gn", "", "1qqqqqq"]
    return rows + [{"text": t, "hrp": None, "data": None} for t in broken]


def build(kept: dict[str, Any]) -> dict[str, Any]:
    """Return all examples; sealed files are taken from `kept` where it has them."""
    reader = keys.reading_half("epoch", secret("epoch"))
    return {
        "site": SITE.hex(),
        "bech32": bech32_texts(),
        "secrets": halves(),
        "fingerprints": fingerprints(),
        "member_fingerprints": member_fingerprints(),
        "canonical": canonical(),
        "signatures": signatures(),
        "vouching": chain.vectors(SITE.hex(), secret),
        "rosters": rosters.vectors(SITE.hex(), secret),
        "history": rosters.history(SITE.hex(), secret),
        "receipt": receipts(),
        "padding": sizes(),
        "passwords": passphrases(),
        "work": works(),
        "age": sealed.vectors(kept.get("age"), reader, age.Identity.from_seed(secret("other"))),
    }


def write(vectors: dict[str, Any]) -> str:
    return json.dumps(vectors, ensure_ascii=False, indent=1) + "\n"


def stored() -> dict[str, Any]:
    vectors: dict[str, Any] = json.loads(FILE.read_text("utf-8")) if FILE.exists() else {}
    return vectors


if __name__ == "__main__":
    FILE.write_text(write(build(stored())), "utf-8")
