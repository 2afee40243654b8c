"""The browser's scripts: their own tests, the build, and files that cross to Python and back.

The bundle runs in Node with everything newer than Chrome 86 and Safari 14.5 removed
(tests/js/support/floor.mjs), and in a real browser under the policy that pages are served with.
"""

import base64
import hashlib
import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crypto import age, keys, passwords, receipt, statements, typed, work

ROOT = Path(__file__).parent.parent
NODE = shutil.which("node", path=f"{ROOT / '.venv/bin'}{os.pathsep}{os.environ['PATH']}") or "node"
CHUNK = 65536
IDENTITY = age.Identity.from_seed(bytes(range(32)))
SITE = bytes(range(16))


class Bundle:
    """The bundled crypto of the browser, asked one question at a time."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def ask(self, op: str, /, **args: Any) -> Any:
        """What an operation of tests/js/support/everything.js answers, or RefusedError."""
        assert self._process.stdin and self._process.stdout
        self._process.stdin.write(json.dumps({"name": op, "args": args}) + "\n")
        self._process.stdin.flush()
        answer = json.loads(self._process.stdout.readline())
        if "error" in answer:
            raise RefusedError(answer["error"])
        return answer.get("result")

    def seal(self, data: bytes, recipient: age.Recipient) -> bytes:
        sealed = self.ask("seal", data=encoded(data), recipients=[str(recipient)])
        return base64.b64decode(sealed, validate=True)

    def open(self, sealed: bytes, identity: age.Identity) -> bytes:
        opened = self.ask("open", sealed=encoded(sealed), identities=[str(identity)])
        return base64.b64decode(opened, validate=True)


class RefusedError(Exception):
    """The name of the error with which the bundle refused."""


def encoded(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


@pytest.fixture(scope="module")
def bundle() -> Iterator[Bundle]:
    program = ROOT / "tests/js/support/serve-bundle.mjs"
    with subprocess.Popen(
        [NODE, program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT
    ) as process:
        yield Bundle(process)
        assert process.stdin
        process.stdin.close()


slow = settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
around_the_border = st.integers(0, 3).flatmap(
    lambda chunks: st.integers(max(0, chunks * CHUNK - 40), chunks * CHUNK + 40)
)
contents = st.builds(
    lambda size, seed: (seed * (size // len(seed) + 1))[:size],
    around_the_border,
    st.binary(min_size=1, max_size=300),
)
texts = st.text(st.characters(exclude_categories=["Cs"]))
plain_json = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=12,
)


def test_the_scripts_own_tests_pass() -> None:
    done = subprocess.run(
        [NODE, "--test", "--test-reporter=dot", "tests/js/*.test.mjs"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_what_is_served_is_what_the_sources_give() -> None:
    done = subprocess.run(
        [NODE, "static/build.mjs", "--check"], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr


@slow
@given(contents)
def test_what_the_browser_seals_opens_here(bundle: Bundle, data: bytes) -> None:
    assert age.open_sealed(bundle.seal(data, IDENTITY.recipient), [IDENTITY]) == data


@slow
@given(contents)
def test_what_is_sealed_here_opens_in_the_browser(bundle: Bundle, data: bytes) -> None:
    assert bundle.open(age.seal(data, [IDENTITY.recipient]), IDENTITY) == data


@slow
@given(st.data())
def test_both_refuse_the_same_broken_file_alike(bundle: Bundle, data: st.DataObject) -> None:
    sealed = bytearray(age.seal(b"a", [IDENTITY.recipient]))
    position = data.draw(st.integers(0, len(sealed) - 1))
    sealed[position] ^= data.draw(st.integers(1, 255))
    with pytest.raises(age.AgeError) as here:
        age.open_sealed(bytes(sealed), [IDENTITY])
    with pytest.raises(RefusedError) as there:
        bundle.open(bytes(sealed), IDENTITY)
    assert str(there.value) == type(here.value).__name__


@slow
@given(plain_json)
def test_both_write_the_same_canonical_form(bundle: Bundle, value: Any) -> None:
    assert bytes.fromhex(bundle.ask("canonical", value=value)) == statements.canonical(value)


@slow
@given(st.dictionaries(texts, plain_json, max_size=4), st.binary(min_size=32, max_size=32))
def test_a_signature_made_on_one_side_holds_on_the_other(
    bundle: Bundle, fields: dict[str, Any], secret: bytes
) -> None:
    key = keys.signing_half("reporter", secret)
    body = {name: value for name, value in fields.items() if name != "signature"}
    there = bundle.ask("sign", type="message", body=body, kind="reporter", secret=secret.hex())
    assert there == statements.sign("message", body, key)
    assert statements.verify("message", there, keys.verify_key(key)) == body
    public = keys.verify_key(key).hex()
    assert bundle.ask("verify", type="message", signed=there, key=public) == body


@slow
@given(st.sampled_from(keys.KINDS), st.binary(min_size=32, max_size=32))
def test_both_derive_the_same_reading_half(bundle: Bundle, kind: str, secret: bytes) -> None:
    identity = bundle.ask("readingHalf", kind=kind, secret=secret.hex())
    assert identity == str(keys.reading_half(kind, secret))
    recipient = str(keys.reading_half(kind, secret).recipient)
    assert bundle.ask("recipientOf", identity=identity) == recipient


@slow
@given(texts)
def test_both_read_typed_words_alike(bundle: Bundle, text: str) -> None:
    assert bundle.ask("words", text=text) == typed.words(text)


def test_a_code_drawn_in_the_browser_gives_the_same_secret_here(bundle: Bundle) -> None:
    code = bundle.ask("newCode")
    assert receipt.parse(code) == code
    secret = bundle.ask("reporterSecret", code=receipt.show(code), site=SITE.hex())
    assert bytes.fromhex(secret) == receipt.reporter_secret(code, SITE)


def test_a_passphrase_drawn_here_gives_the_same_proof_in_the_browser(bundle: Bundle) -> None:
    passphrase = passwords.new_passphrase()
    proof = bundle.ask("proof", passphrase=passphrase, site=SITE.hex(), office="demo", name="王芳")
    assert bytes.fromhex(proof) == passwords.derive(passphrase, SITE, "demo", "王芳").proof


def test_work_done_in_the_browser_is_accepted_here(bundle: Bundle) -> None:
    submission, body = "6f1c7e64-7b0b-4c54-9b0e-0123456789ab", b"a sealed body"
    challenge = bytes(range(32))
    solution = bundle.ask(
        "solve", challenge=challenge.hex(), id=submission, body=encoded(body), difficulty=12
    )
    digest = hashlib.sha256(body).digest()
    submission_bytes = bytes.fromhex(submission.replace("-", ""))
    assert work.solved(challenge, submission_bytes, digest, bytes.fromhex(solution), 12)
