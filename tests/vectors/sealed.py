"""Examples of sealed files: some that open and one for each way a file can be refused."""

import base64
from typing import Any

from crypto import age, padding

REPORT = '{"format":"qingfeng.report/1","kind":"report","answers":[]}'


def vectors(
    kept: list[dict[str, Any]] | None, reader: age.Identity, other: age.Identity
) -> list[dict[str, Any]]:
    """Return the examples; files that open are taken from `kept` where it has them."""
    known = {row["name"]: base64.b64decode(row["sealed"]) for row in kept or ()}
    plain = {
        "a padded report": padding.pad(REPORT.encode()),
        "an empty file": b"",
        "two recipients": "清风".encode(),
    }
    rows = []
    for name, data in plain.items():
        to = [other.recipient] if name == "two recipients" else []
        file = _still_good(known.get(name), data, reader) or age.seal(data, [*to, reader.recipient])
        rows.append(_row(name, file, reader, data, None))
        known[name] = file
    small = known["two recipients"]
    return rows + [_row(n, f, i, None, e) for n, f, i, e in _broken(small, reader, other)]


def _broken(
    file: bytes, reader: age.Identity, other: age.Identity
) -> list[tuple[str, bytes, age.Identity, str]]:
    header = age.read_header(file)
    start = header.payload_offset
    mac_at = len(header.signed) + 1
    one = file.replace(b"\n-> ", b"\n-> grease 1\n\n-> ", 1)
    outsider = age.Identity.from_seed(bytes(32))
    x25519 = _of_type(b"X25519 TEiF0ypqr+bpvcqXNyCVJpL7OuwPdVwPL7KQEbFDOCc", header)
    return [
        ("somebody else's file", file, outsider, "NoMatch"),
        ("an added stanza", one, reader, "MacMismatch"),
        ("a changed MAC", _changed(file, mac_at), reader, "MacMismatch"),
        ("a changed nonce", _changed(file, start), reader, "PayloadInvalid"),
        ("a changed chunk", _changed(file, start + 16), reader, "PayloadInvalid"),
        ("a changed tag", _changed(file, -1), reader, "PayloadInvalid"),
        ("cut short by one byte", file[:-1], reader, "PayloadInvalid"),
        ("cut after the nonce", file[: start + 16], reader, "PayloadInvalid"),
        ("cut in the nonce", file[: start + 15], reader, "HeaderInvalid"),
        ("cut in the header", file[: start - 10], reader, "HeaderInvalid"),
        ("a byte too many", file + b"\0", reader, "PayloadInvalid"),
        ("another version", file.replace(b"/v1", b"/v2", 1), reader, "HeaderInvalid"),
        ("line ends of another system", file.replace(b"\n", b"\r\n", 2), reader, "HeaderInvalid"),
        ("armored", _armored(file), reader, "HeaderInvalid"),
        ("a type we do not support", x25519, reader, "UnsupportedRecipient"),
        ("nothing", b"", reader, "HeaderInvalid"),
        ("a plain text", "清风".encode(), other, "HeaderInvalid"),
    ]


def _of_type(stanza: bytes, header: age.Header) -> bytes:
    body = b"EmECAEcKN+n/Vs9SbWiV+Hu0r+E8R77DdWYyd83nw7U"
    mac = base64.b64encode(header.mac).rstrip(b"=")
    return (
        b"age-encryption.org/v1\n-> " + stanza + b"\n" + body + b"\n--- " + mac + b"\n" + b"0" * 32
    )


def _armored(file: bytes) -> bytes:
    name = b"AGE ENCRYPTED FILE-----\n"
    return b"-----BEGIN " + name + base64.encodebytes(file) + b"-----END " + name


def _changed(file: bytes, position: int) -> bytes:
    changed = bytearray(file)
    letter = chr(changed[position])
    # In the header another letter of base64, elsewhere any other byte.
    changed[position] = ord("B") if letter == "A" else ord("A")
    return bytes(changed)


def _still_good(file: bytes | None, data: bytes, reader: age.Identity) -> bytes | None:
    try:
        return file if file is not None and age.open_sealed(file, [reader]) == data else None
    except age.AgeError:
        return None


def _row(
    name: str, file: bytes, identity: age.Identity, plain: bytes | None, error: str | None
) -> dict[str, Any]:
    text = base64.b64encode(file).decode("ascii")
    opened = None if plain is None else plain.decode()
    return {
        "name": name,
        "identity": str(identity),
        "sealed": text,
        "plaintext": opened,
        "error": error,
    }
