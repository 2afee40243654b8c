/** Every example of tests/vectors/qingfeng.json but the sealed files (age.test.mjs). */
import assert from 'node:assert/strict';
import test from 'node:test';
import '../../static/js/crypto/floor.js';
import { recipientOf } from '../../static/js/crypto/age.js';
import { sha256, toUtf8 } from '../../static/js/crypto/bytes.js';
import { linkedEpochs } from '../../static/js/crypto/history.js';
import * as keys from '../../static/js/crypto/keys.js';
import { memberFingerprint } from '../../static/js/crypto/member.js';
import * as padding from '../../static/js/crypto/padding.js';
import * as passwords from '../../static/js/crypto/passwords.js';
import * as receipt from '../../static/js/crypto/receipt.js';
import { currentMembers, holdsKeys, readRoster } from '../../static/js/crypto/roster.js';
import { canonical, verify } from '../../static/js/crypto/statements.js';
import { vouch } from '../../static/js/crypto/vouch.js';
import { solve, zeroBits } from '../../static/js/crypto/work.js';
import { bytes, hex, vectors } from './support/vectors.mjs';

for (const row of vectors.secrets) {
  test(`the two halves of a ${row.kind} secret`, async () => {
    const secret = bytes(row.secret);
    assert.equal(keys.readingHalf(row.kind, secret), row.identity);
    assert.equal(await recipientOf(row.identity), row.recipient);
    assert.equal(hex(keys.signingHalf(row.kind, secret)), row.signing_seed);
    assert.equal(keys.verifyKey(keys.signingHalf(row.kind, secret)), row.verify_key);
  });
}

for (const row of vectors.fingerprints) {
  test(`the fingerprint ${JSON.stringify(row.typed)}`, () => {
    if (row.fingerprint === null) {
      assert.throws(() => keys.readFingerprint(row.typed), { name: 'FingerprintInvalid' });
      return;
    }
    assert.equal(keys.readFingerprint(row.typed), row.fingerprint);
    assert.equal(keys.fingerprint(row.root_key), row.fingerprint);
  });
}

for (const row of vectors.canonical) {
  test(`canonical: ${row.canonical.slice(0, 40)}`, () => {
    assert.equal(new TextDecoder().decode(canonical(row.value)), row.canonical);
  });
}

for (const row of vectors.signatures) {
  test(`signature, ${row.name}`, () => {
    const { signature, ...body } = row.signed;
    const verifying = () => verify(row.type, row.signed, row.public_key);
    if (row.valid) assert.deepEqual(verifying(), body);
    else assert.throws(verifying, { name: 'SignatureInvalid' });
  });
}

/** A copy of the office with the changes of a case, by dotted paths; null removes a field. */
function changed(office, changes) {
  const copy = structuredClone(office);
  for (const [path, value] of Object.entries(changes)) {
    const [field, inner] = path.split('.');
    const [target, name] = inner === undefined ? [copy, field] : [copy[field], inner];
    if (value === null) delete target[name];
    else target[name] = value;
  }
  return copy;
}

for (const row of vectors.vouching.cases) {
  test(`an office: ${row.name}`, () => {
    const office = changed(vectors.vouching.office, row.changes);
    const vouching = () => vouch(office, row.site, row.today, row.fingerprint);
    if (row.error) assert.throws(vouching, { name: row.error });
    else assert.equal(vouching().recipient, vectors.vouching.vouched.recipient);
  });
}

test('what an office is vouched for as', () => {
  const [first] = vectors.vouching.cases;
  // What an office's own browsers ask for besides: previous (history.js) and recovery (roster.js).
  const { answer_key: answerKey, authority_fingerprint: authorityFingerprint, previous: _, recovery: __, ...same } = vectors.vouching.vouched;
  const expected = { ...same, answerKey, authorityFingerprint };
  assert.deepEqual(vouch(vectors.vouching.office, first.site, first.today), expected);
});

/** An entry as Python reads it. */
const entry = ({ display_name: shownName, verify_key: verifyKey, joined_on: joinedOn, left_on: leftOn, ...same }) =>
  ({ ...same, shownName, verifyKey, joinedOn, leftOn });

for (const row of vectors.rosters.cases) {
  test(`a roster: ${row.name}`, () => {
    const reading = () => readRoster(row.roster, vectors.vouching.office, row.site, row.today);
    if (row.error) assert.throws(reading, { name: row.error });
    else assert.equal(reading().leader, vectors.rosters.read.leader);
  });
}

test('whom a roster names', () => {
  const [row] = vectors.rosters.cases;
  const read = readRoster(row.roster, vectors.vouching.office, row.site, row.today);
  const { issued_on: issuedOn, expires_on: expiresOn, members, ...same } = vectors.rosters.read;
  assert.deepEqual(read, { ...same, issuedOn, expiresOn, members: members.map(entry) });
  assert.deepEqual(currentMembers(read).map(({ name }) => name), ['leader', 'li', 'wang']);
  assert.deepEqual(currentMembers(read).filter(holdsKeys).map(({ name }) => name), ['leader']);
});

for (const row of vectors.history.cases) {
  test(`the epochs before: ${row.name}`, () => {
    const found = linkedEpochs(vectors.history.office, row.earlier, vectors.site);
    assert.deepEqual([...found.keys()].sort(), row.epochs);
    for (const [epoch, vouched] of found) assert.equal(vouched.epoch, epoch);
  });
}

for (const row of vectors.member_fingerprints) {
  test(`the fingerprint of a member: ${row.fingerprint}`, () => {
    const { verify_key: verifyKey, root_key: root, fingerprint, ...same } = row;
    assert.equal(memberFingerprint({ ...same, verifyKey, root }), fingerprint);
  });
}

for (const row of vectors.receipt.typed) {
  test(`the receipt code ${JSON.stringify(row.typed)}`, () => {
    if (row.code === null) assert.throws(() => receipt.parse(row.typed), { name: 'Mistyped' });
    else assert.equal(receipt.parse(row.typed), row.code);
  });
}

for (const { digits, check_digit: digit } of vectors.receipt.check_digits) {
  test(`the check digit of ${digits}`, () => assert.equal(receipt.checkDigit(digits), digit));
}

test('what a receipt code gives', () => {
  const { code, shown, site, secret, token, mailbox_id: mailboxId } = vectors.receipt.derived;
  assert.equal(receipt.show(code), shown);
  assert.equal(hex(receipt.reporterSecret(code, bytes(site))), secret);
  assert.equal(hex(receipt.mailboxToken(bytes(secret))), token);
  assert.equal(hex(receipt.mailboxId(bytes(token))), mailboxId);
});

test('sizes', () => {
  const { padding: sizes } = vectors;
  assert.deepEqual(padding.SIZE_CLASSES, sizes.size_classes);
  assert.deepEqual(padding.SEALED_SIZES, sizes.sealed_sizes);
  for (const row of sizes.padded) assert.equal(padding.pad(new Uint8Array(row.size)).length, row.padded);
  for (const row of sizes.sealed) assert.equal(padding.sealedSize(row.size), row.sealed);
  for (const row of sizes.attachments) {
    assert.equal(padding.padme(row.size), row.padded);
    assert.equal(padding.sealedSize(padding.padme(row.size)), row.sealed);
  }
  for (const row of sizes.files) assert.equal(padding.padFile(new Uint8Array(row.size)).length, row.padded);
  for (const size of sizes.too_long) assert.throws(() => padding.pad(new Uint8Array(size)), { name: 'TooLong' });
  for (const size of sizes.files_too_long) {
    assert.throws(() => padding.padFile(new Uint8Array(size)), { name: 'TooLong' });
  }
});

test('padding', () => {
  const { text, file_sha256: fileDigest } = vectors.padding;
  assert.equal(hex(sha256(padding.pad(toUtf8(text.text)))), text.sha256);
  const file = Uint8Array.of(0, 0x80, 0);
  assert.equal(hex(sha256(padding.padFile(file))), fileDigest);
  assert.deepEqual(padding.unpadFile(padding.padFile(file)), file);
  for (const broken of [file, new Uint8Array(padding.SEALED_SIZES[0]), new Uint8Array(0)]) {
    assert.throws(() => padding.unpadFile(broken), { name: 'PaddingInvalid' });
  }
});

for (const row of vectors.passwords) {
  test(`the passphrase ${JSON.stringify(row.typed)} of ${row.name}`, () => {
    assert.equal(passwords.normalise(row.typed), row.normalised);
    const { proof, seed } = passwords.derive(row.typed, bytes(row.site), row.office, row.name);
    assert.deepEqual([hex(proof), hex(seed)], [row.proof, row.seed]);
  });
}

test('work: the first solution is the shared one', () => {
  const [row] = vectors.work;
  const parts = [row.challenge, row.id, row.body_digest].map(bytes);
  assert.equal(hex(solve(parts[0], parts[1], parts[2], row.difficulty)), row.solution);
  assert.equal(zeroBits(sha256(Buffer.concat([...parts, bytes(row.solution)]))) >= row.difficulty, true);
  assert.throws(() => solve(parts[1], parts[1], parts[2], 1), RangeError);
});
