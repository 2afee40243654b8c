import assert from 'node:assert/strict';
import test from 'node:test';
import { bech32 } from '@scure/base';
import '../../static/js/crypto/floor.js';
import * as age from '../../static/js/crypto/age.js';
import { sealedSize } from '../../static/js/crypto/padding.js';
import { vectors } from './support/vectors.mjs';

const CHUNK = 65536;
const SIZES = [0, 1, 15, 16, 17, 4096, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK - 1, 2 * CHUNK, 2 * CHUNK + 1];

const identity = age.generateIdentity();
const recipient = await age.recipientOf(identity);

/** @param {number} size */
const sample = (size) => Uint8Array.from({ length: size }, (_, i) => i % 251);

for (const size of SIZES) {
  test(`${size} bytes come back as they were sealed`, async () => {
    const sealed = await age.seal(sample(size), [recipient]);
    assert.equal(sealed.length, sealedSize(size));
    assert.deepEqual(await age.openSealed(sealed, [identity]), sample(size));
  });
}

for (const row of vectors.age) {
  test(`shared example: ${row.name}`, async () => {
    const opening = age.openSealed(new Uint8Array(Buffer.from(row.sealed, 'base64')), [row.identity]);
    if (row.error) await assert.rejects(opening, { name: row.error });
    else assert.equal(new TextDecoder().decode(await opening), row.plaintext);
  });
}

test('each of several recipients opens the file, and nobody else', async () => {
  const other = age.generateIdentity();
  const sealed = await age.seal(sample(5), [recipient, await age.recipientOf(other)]);
  assert.deepEqual(await age.openSealed(sealed, [other]), sample(5));
  assert.deepEqual(await age.openSealed(sealed, [age.generateIdentity(), identity]), sample(5));
  await assert.rejects(age.openSealed(sealed, [age.generateIdentity()]), { name: 'NoMatch' });
});

test('a changed byte anywhere is refused', async () => {
  const sealed = await age.seal(sample(40), [recipient]);
  for (let at = 0; at < sealed.length; at += at < 1500 && at > 60 ? 97 : 1) {
    const changed = sealed.slice();
    changed[at] ^= 1;
    await assert.rejects(age.openSealed(changed, [identity]), age.AgeError, `byte ${at}`);
  }
});

test('a file cut short anywhere is refused', async () => {
  const sealed = await age.seal(sample(40), [recipient]);
  for (let length = 0; length < sealed.length; length += 41) {
    await assert.rejects(age.openSealed(sealed.slice(0, length), [identity]), age.AgeError, `${length} bytes`);
  }
});

test('recipients of other types are refused by name', async () => {
  const classic = 'age1t7rxyev2z3rw82stdlrrepyc39nvn86l5078zqkf5uasdy86jp6svpy7pa';
  await assert.rejects(age.seal(sample(1), [classic]), { name: 'UnsupportedRecipient', message: 'age' });
  const tagged = 'age1tagpq1qqqsyqcyq5rqwzqfpg9scrgwpugpzysn';
  await assert.rejects(age.seal(sample(1), [tagged]), { name: 'UnsupportedRecipient', message: 'age1tagpq' });
});

test('nothing is sealed to nobody or to half a recipient', async () => {
  await assert.rejects(age.seal(sample(1), []), { name: 'AgeError' });
  await assert.rejects(age.seal(sample(1), [recipient.slice(0, -1)]), { name: 'AgeError' });
  assert.equal(age.isRecipient(recipient), true);
  assert.equal(age.isRecipient(recipient.toUpperCase()), false);
  assert.equal(age.isRecipient(`${recipient.slice(0, -1)}${recipient.endsWith('q') ? 'p' : 'q'}`), false);
  assert.equal(age.isRecipient(undefined), false);
});

test('a recipient with a number not below q is none', async () => {
  const bytes = bech32.fromWords(bech32.decode(recipient, false).words);
  // 3329 = 0xd01 as the first, and as the last of the 768 numbers; 3328 is the largest there may be.
  for (const [at, low, high, good] of [[0, 0x01, 0x0d, false], [0, 0x00, 0x0d, true], [1150, 0x10, 0xd0, false], [1150, 0x00, 0xd0, true]]) {
    const changed = Uint8Array.from(bytes);
    changed.set([low, high], at);
    const text = bech32.encode('age1pq', bech32.toWords(changed), false);
    assert.equal(age.isRecipient(text), good, `${at} ${low}`);
    if (!good) await assert.rejects(age.seal(sample(1), [text]), { name: 'AgeError' });
  }
});

test('an identity that cannot be read is refused', async () => {
  const sealed = await age.seal(sample(1), [recipient]);
  await assert.rejects(age.openSealed(sealed, [identity.slice(0, -1)]), { name: 'AgeError' });
  await assert.rejects(age.recipientOf('AGE-SECRET-KEY-PQ-1'), { name: 'AgeError' });
  assert.throws(() => age.identityFromSeed(new Uint8Array(31)), { name: 'AgeError' });
});
