"""The examples that the Python and the JavaScript side share (tests/vectors/qingfeng.json)."""

import base64
import hashlib

import pytest

from crypto import age, bech32, keys, padding, passwords, receipt, statements, work
from tests.vectors import chain, generate

VECTORS = generate.stored()
SITE = bytes.fromhex(VECTORS["site"])


def each(rows, name="name"):
    return pytest.mark.parametrize("case", rows, ids=lambda case: case.get(name))


def test_the_file_is_what_the_program_writes():
    assert generate.FILE.read_text("utf-8") == generate.write(generate.build(VECTORS))


@each(VECTORS["bech32"], "text")
def test_bech32(case):
    if case["hrp"] is None:
        with pytest.raises(bech32.Bech32Invalid):
            bech32.decode(case["text"])
        return
    data = bytes.fromhex(case["data"])
    assert bech32.decode(case["text"]) == (case["hrp"], data)
    assert bech32.encode(case["hrp"], data) == case["text"]


@each(VECTORS["secrets"], "kind")
def test_both_halves_of_a_secret(case):
    secret = bytes.fromhex(case["secret"])
    identity = keys.reading_half(case["kind"], secret)
    assert (str(identity), str(identity.recipient)) == (case["identity"], case["recipient"])
    signing = keys.signing_half(case["kind"], secret)
    assert signing.private_bytes_raw().hex() == case["signing_seed"]
    assert keys.verify_key(signing).hex() == case["verify_key"]


@each(VECTORS["fingerprints"], "typed")
def test_fingerprints_as_people_type_them(case):
    if case["fingerprint"] is None:
        with pytest.raises(ValueError, match="fingerprint"):
            keys.read_fingerprint(case["typed"])
        return
    assert keys.fingerprint(bytes.fromhex(case["root_key"])) == case["fingerprint"]
    assert keys.read_fingerprint(case["typed"]) == case["fingerprint"]


@each(VECTORS["canonical"], "canonical")
def test_canonical_json(case):
    assert statements.canonical(case["value"]) == case["canonical"].encode()


@each(VECTORS["signatures"])
def test_signatures(case):
    if not case["valid"]:
        with pytest.raises(statements.SignatureInvalid):
            statements.verify(case["type"], case["signed"], case["public_key"])
        return
    body = statements.verify(case["type"], case["signed"], case["public_key"])
    assert body == {k: v for k, v in case["signed"].items() if k != "signature"}


@each(VECTORS["vouching"]["cases"])
def test_the_chain_of_an_office(case):
    office = chain.applied(VECTORS["vouching"]["office"], case["changes"])
    asked = (office, case["site"], case["today"], case["fingerprint"])
    if case["error"] is None:
        vouched = statements.vouch(*asked)
        assert vouched.recipient == VECTORS["vouching"]["vouched"]["recipient"]
        return
    with pytest.raises(statements.Unvouched) as refusal:
        statements.vouch(*asked)
    assert type(refusal.value).__name__ == case["error"]


def test_what_a_chain_vouches_for():
    vouching = VECTORS["vouching"]
    vouched = statements.vouch(vouching["office"], VECTORS["site"], chain.TODAY)
    assert vouched._asdict() == vouching["vouched"]


@each(VECTORS["rosters"]["cases"])
def test_the_roster_of_an_office(case):
    asked = (case["roster"], VECTORS["vouching"]["office"], case["site"], case["today"])
    if case["error"] is None:
        assert statements.read_roster(*asked).leader == VECTORS["rosters"]["read"]["leader"]
        return
    with pytest.raises(statements.Unvouched) as refusal:
        statements.read_roster(*asked)
    assert type(refusal.value).__name__ == case["error"]


def test_whom_a_roster_names():
    roster, *_ = VECTORS["rosters"]["cases"]
    office = VECTORS["vouching"]["office"]
    read = statements.read_roster(roster["roster"], office, VECTORS["site"], chain.TODAY)
    assert [entry.name for entry in read.members] == ["leader", "li", "wang", "li"]
    assert (list(read.current), list(read.keyholders)) == (["leader", "li", "wang"], ["leader"])


@each(VECTORS["history"]["cases"])
def test_the_epochs_before(case):
    office = VECTORS["history"]["office"]
    found = statements.linked_epochs(office, case["earlier"], VECTORS["site"])
    assert sorted(found) == case["epochs"]
    assert all(vouched.epoch == epoch for epoch, vouched in found.items())


@each(VECTORS["member_fingerprints"], "fingerprint")
def test_the_fingerprint_of_a_member(case):
    person = {name: value for name, value in case.items() if name != "fingerprint"}
    assert keys.member_fingerprint(**person) == case["fingerprint"]


@each(VECTORS["receipt"]["typed"], "typed")
def test_codes_as_people_type_them(case):
    if case["code"] is None:
        with pytest.raises(receipt.Mistyped):
            receipt.parse(case["typed"])
        return
    assert receipt.parse(case["typed"]) == case["code"]


def test_what_a_code_leads_to():
    case = VECTORS["receipt"]["derived"]
    root = receipt.reporter_secret(case["shown"], SITE)
    token = receipt.mailbox_token(root)
    assert receipt.show(case["code"]) == case["shown"]
    assert (root.hex(), token.hex()) == (case["secret"], case["token"])
    assert receipt.mailbox_id(token).hex() == case["mailbox_id"]


@each(VECTORS["passwords"], "typed")
def test_passphrases(case):
    assert passwords.normalise(case["typed"]) == case["normalised"]
    derived = passwords.derive(case["typed"], SITE, case["office"], case["name"])
    assert (derived.proof.hex(), derived.seed.hex()) == (case["proof"], case["seed"])


def test_sizes():
    case = VECTORS["padding"]
    assert list(padding.SEALED_SIZES) == case["sealed_sizes"]
    for row in case["padded"]:
        assert len(padding.pad(bytes(row["size"]))) == row["padded"]
    for row in case["sealed"]:
        assert padding.sealed_size(row["size"]) == row["sealed"]
    for row in case["attachments"]:
        assert padding.padme(row["size"]) == row["padded"]
        assert padding.sealed_size(row["padded"]) == row["sealed"]
        assert padding.attachment_size(row["sealed"]) == row["padded"]
    for row in case["files"]:
        assert len(padding.pad_file(bytes(row["size"]))) == row["padded"]
    text = padding.pad(case["text"]["text"].encode())
    assert hashlib.sha256(text).hexdigest() == case["text"]["sha256"]


@pytest.mark.parametrize("case", VECTORS["work"])
def test_work(case):
    parts = (bytes.fromhex(case[part]) for part in ("challenge", "id", "body_digest", "solution"))
    assert work.solved(*parts, case["difficulty"]) is case["valid"]


@each(VECTORS["age"])
def test_sealed_files(case):
    sealed = base64.b64decode(case["sealed"])
    identity = age.Identity.parse(case["identity"])
    if case["error"] is None:
        assert age.open_sealed(sealed, [identity]).decode() == case["plaintext"]
        return
    with pytest.raises(age.AgeError) as refusal:
        age.open_sealed(sealed, [identity])
    assert type(refusal.value).__name__ == case["error"]
