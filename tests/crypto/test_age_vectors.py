"""The public vectors of age (c2sp.org/CCTV/age), each with its expected kind of failure.

Whole files for the post-quantum type; for all other types the header and payload layers, through
the vector's own file key. Armor and other recipient types are not supported: such files must be
refused, and a type by its name.
"""

import base64
import functools
import hashlib
import io
import json
import shutil
import subprocess
import sys
import zlib
from dataclasses import dataclass
from pathlib import Path

import pytest

from crypto import age
from crypto.age.header import write_header
from crypto.age.payload import open_payload

ROOT = Path(__file__).parents[2]
DUMP = """
import * as vectors from "cctv-age";
const text = (bytes) => Buffer.from(bytes).toString("base64");
const pairs = Object.entries(vectors).map(([name, bytes]) => [name, text(bytes)]);
console.log(JSON.stringify(Object.fromEntries(pairs)));
"""
FAILURES = {
    "header failure": age.HeaderInvalid,
    "HMAC failure": age.MacMismatch,
    "no match": age.NoMatch,
    "payload failure": age.PayloadInvalid,
}
# These files have no stanza of our type; the failure lies in a stanza that we do not read.
NOT_OURS = {"hybrid_uppercase", "hybrid_x25519_arg"}
# A passphrase stanza must stand alone, whether or not its type is supported.
HEADER_AS_A_WHOLE = {"scrypt_and_x25519", "scrypt_double"}
READER = age.Identity.from_seed(b"reader".ljust(32))


@dataclass(frozen=True)
class Vector:
    name: str
    expect: str
    payload: str
    file_key: bytes
    identities: tuple[str, ...]
    armored: bool
    file: bytes

    @property
    def ours(self) -> list[age.Identity]:
        return [age.Identity.parse(i) for i in self.identities if i.startswith("AGE-SECRET-KEY-PQ")]


def read(name: str, data: bytes) -> Vector:
    head, _, file = data.partition(b"\n\n")
    fields = [line.split(": ", 1) for line in head.decode().splitlines()]
    one = dict(fields)
    return Vector(
        name=name,
        expect=one["expect"],
        payload=one.get("payload", ""),
        file_key=bytes.fromhex(one["file key"]),
        identities=tuple(value for key, value in fields if key == "identity"),
        armored="armored" in one,
        file=zlib.decompress(file) if one.get("compressed") == "zlib" else file,
    )


@functools.cache
def vectors() -> list[Vector]:
    beside = Path(sys.executable).with_name("node")
    node = str(beside) if beside.exists() else shutil.which("node")
    assert node, "the vectors are a JavaScript module: node is needed to read them"
    command = [node, "--input-type=module", "-e", DUMP]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    return [read(n, base64.b64decode(text)) for n, text in json.loads(done.stdout).items()]


def pytest_generate_tests(metafunc):
    chosen = {
        "hybrid": lambda v: v.name.startswith("hybrid"),
        "armored": lambda v: v.armored,
        "stream": lambda v: v.name.startswith("stream"),
        "other": lambda v: not v.armored and not v.name.startswith("hybrid"),
    }
    for name, choose in chosen.items():
        if name in metafunc.fixturenames:
            metafunc.parametrize(
                name, list(filter(choose, vectors())), ids=lambda vector: vector.name
            )


def in_memory(file: bytes, identities: list[age.Identity]) -> bytes:
    return age.open_sealed(file, identities)


def as_stream(file: bytes, identities: list[age.Identity]) -> bytes:
    dst = io.BytesIO()
    try:
        age.open_stream(io.BytesIO(file), dst, identities)
    except age.AgeError:
        assert dst.getvalue() == b""
        raise
    return dst.getvalue()


def test_all_vectors_are_there():
    assert len(vectors()) == 143


@pytest.mark.parametrize("opening", [in_memory, as_stream])
def test_a_post_quantum_file_ends_as_expected(hybrid, opening):
    if hybrid.expect == "success":
        data = opening(hybrid.file, hybrid.ours)
        assert hashlib.sha256(data).hexdigest() == hybrid.payload
        return
    failure = FAILURES[hybrid.expect]
    with pytest.raises(age.UnsupportedRecipient if hybrid.name in NOT_OURS else failure):
        opening(hybrid.file, hybrid.ours)


def test_an_armored_file_is_refused(armored):
    with pytest.raises(age.HeaderInvalid):
        age.open_sealed(armored.file, [READER])


def test_the_layers_of_other_files_end_as_expected(other):
    def layers() -> bytes:
        header = age.read_header(other.file)
        header.check_mac(other.file_key)
        return open_payload(other.file[header.payload_offset :], other.file_key)

    if other.name.startswith(("x25519", "scrypt")) and other.expect != "success":
        # What fails is inside a stanza of a type that we do not open, or the header as a whole.
        whole = other.name in HEADER_AS_A_WHOLE or "not_canonical_body" in other.name
        with pytest.raises(age.HeaderInvalid if whole else age.UnsupportedRecipient):
            age.open_sealed(other.file, [READER])
    elif other.expect == "success":
        assert hashlib.sha256(layers()).hexdigest() == other.payload
    else:
        with pytest.raises(FAILURES[other.expect]):
            layers()


@pytest.mark.parametrize("opening", [in_memory, as_stream])
def test_a_file_of_another_type_is_refused_by_the_type_s_name(other, opening):
    with pytest.raises(age.AgeError) as refusal:
        opening(other.file, [READER])
    if not isinstance(refusal.value, age.HeaderInvalid):
        assert isinstance(refusal.value, age.UnsupportedRecipient)
        assert age.read_header(other.file).stanzas[0].type in str(refusal.value)


@pytest.mark.parametrize("opening", [in_memory, as_stream])
def test_a_payload_ends_as_expected_behind_a_header_of_ours(stream, opening):
    payload = stream.file[age.read_header(stream.file).payload_offset :]
    stanza = READER.recipient.wrap(stream.file_key)
    file = write_header([stanza], stream.file_key) + payload
    if stream.expect == "success":
        assert hashlib.sha256(opening(file, [READER])).hexdigest() == stream.payload
        return
    with pytest.raises(FAILURES[stream.expect]):
        opening(file, [READER])


def test_headers_are_written_as_they_were_read(other):
    try:
        header = age.read_header(other.file)
        header.check_mac(other.file_key)
    except age.AgeError:
        return
    assert write_header(header.stanzas, other.file_key) == other.file[: header.payload_offset]
