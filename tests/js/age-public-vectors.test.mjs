/**
 * The public age test vectors (c2sp.org/CCTV/age). Whole files for the recipient type we use; for
 * the others the header and payload layers, through the file key that the vector names.
 */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import test from 'node:test';
import { inflateSync } from 'node:zlib';
import * as cctv from 'cctv-age';
import '../../static/js/crypto/floor.js';
import { openSealed } from '../../static/js/crypto/age.js';
import { bytes } from './support/vectors.mjs';

const ERRORS = {
  'header failure': 'HeaderInvalid',
  'HMAC failure': 'MacMismatch',
  'no match': 'NoMatch',
  'payload failure': 'PayloadInvalid',
};

/** Refused as well, but under another of our names than the vector's kind of failure suggests. */
const NAMED_OTHERWISE = {
  // The only stanza is of a type that we do not support: we say so instead of 'no match'.
  hybrid_uppercase: 'UnsupportedRecipient',
  hybrid_x25519_arg: 'UnsupportedRecipient',
};

/** @param {Uint8Array} vector */
function parse(vector) {
  const end = Buffer.from(vector).indexOf('\n\n');
  const lines = Buffer.from(vector.subarray(0, end)).toString('latin1').split('\n');
  const facts = Object.fromEntries(lines.map((line) => line.split(/: (.*)/s)));
  const body = vector.slice(end + 2);
  return { ...facts, body: facts.compressed === 'zlib' ? new Uint8Array(inflateSync(body)) : body };
}

const all = Object.entries(cctv.default ?? cctv)
  .filter(([, vector]) => vector instanceof Uint8Array)
  .map(([name, vector]) => ({ name, ...parse(vector) }));

/** Stands for an identity of another type: it knows the file key, so the other layers are tried. */
const knowing = (fileKey) => ({ unwrapFileKey: () => bytes(fileKey) });

/** The vector's kind of failure lies in a stanza of a type that is not ours to read. */
const isForeignStanza = ({ name, expect }) =>
  /^(scrypt|x25519)/.test(name) && (expect === 'no match' || expect === 'header failure');

async function check(vector, identity) {
  const opening = openSealed(vector.body, [identity]);
  if (vector.expect !== 'success') {
    await assert.rejects(opening, { name: NAMED_OTHERWISE[vector.name] ?? ERRORS[vector.expect] });
    return;
  }
  const digest = createHash('sha256').update(await opening).digest('hex');
  assert.equal(digest, vector.payload);
}

const unarmored = all.filter((vector) => vector.armored === undefined);
const hybrid = unarmored.filter((vector) => vector.name.startsWith('hybrid'));
const layers = unarmored.filter((vector) => !hybrid.includes(vector) && !isForeignStanza(vector));

test('no public vector is left out unseen', () => {
  assert.deepEqual([all.length, hybrid.length, layers.length], [143, 18, 57]);
});

for (const vector of hybrid) {
  test(`whole file: ${vector.name}`, () => check(vector, vector.identity));
}

for (const vector of layers) {
  test(`header and payload: ${vector.name}`, () => check(vector, knowing(vector['file key'] ?? '00'.repeat(16))));
}

for (const vector of all.filter((each) => each.armored !== undefined)) {
  test(`the text form is refused: ${vector.name}`, async () => {
    await assert.rejects(openSealed(vector.body, [knowing('00'.repeat(16))]), { name: 'HeaderInvalid' });
  });
}
