import assert from 'node:assert/strict';
import test from 'node:test';
import '../../static/js/crypto/floor.js';
import * as bytes from '../../static/js/crypto/bytes.js';
import { dayNumber } from '../../static/js/crypto/days.js';
import * as keys from '../../static/js/crypto/keys.js';
import { checkDigit, newCode, parse, show } from '../../static/js/crypto/receipt.js';
import { canonical, sign, verify } from '../../static/js/crypto/statements.js';
import { solve, zeroBits } from '../../static/js/crypto/work.js';

test('every new code can be typed back as it is shown', () => {
  for (let i = 0; i < 200; i += 1) {
    const code = newCode();
    assert.match(code, /^[0-9]{24}$/);
    assert.equal(parse(show(code)), code);
  }
});

test('new codes use all digits about equally often', () => {
  const counts = new Array(10).fill(0);
  for (let i = 0; i < 500; i += 1) for (const digit of newCode()) counts[Number(digit)] += 1;
  // 12,000 digits: 1,200 each, give or take seven standard deviations.
  for (const count of counts) assert.ok(Math.abs(count - 1200) < 230, String(counts));
});

test('no single wrong digit and no swap of neighbours passes', () => {
  const code = newCode();
  for (let at = 0; at < 24; at += 1) {
    for (let digit = 0; digit < 10; digit += 1) {
      const wrong = code.slice(0, at) + digit + code.slice(at + 1);
      if (wrong !== code) assert.throws(() => parse(wrong), { name: 'Mistyped' });
    }
    const swapped = code.slice(0, at) + code.slice(at + 1, at + 2) + code[at] + code.slice(at + 2);
    if (swapped !== code) assert.throws(() => parse(swapped), { name: 'Mistyped' });
  }
  assert.equal(checkDigit(code), '0');
});

test('a new id is a random version 4 UUID', () => {
  const ids = Array.from({ length: 50 }, bytes.newId);
  for (const id of ids) assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  assert.equal(new Set(ids).size, 50);
  assert.equal(bytes.toHex(bytes.idBytes(ids[0])), ids[0].replaceAll('-', ''));
  assert.throws(() => bytes.idBytes(ids[0].toUpperCase()), { name: 'BytesInvalid' });
});

test('bytes have one spelling', () => {
  for (const text of ['AB', 'a', 'zz', 'ab ', undefined, 5]) {
    assert.throws(() => bytes.fromHex(text), { name: 'BytesInvalid' });
  }
  assert.throws(() => bytes.fromHex('abcd', 1), { name: 'BytesInvalid' });
  for (const text of ['YQ', 'YR==', 'YQ==\n', '_-==', 'Y']) {
    assert.throws(() => bytes.fromBase64(text), { name: 'BytesInvalid' });
  }
  assert.throws(() => bytes.fromUtf8(Uint8Array.of(0xff)), { name: 'BytesInvalid' });
  assert.equal(bytes.fromUtf8(bytes.toUtf8('\ufeff清风')), '\ufeff清风');
});

test('days follow each other and impossible ones are refused', () => {
  assert.equal(dayNumber('2028-03-01') - dayNumber('2028-02-28'), 2);
  for (const date of ['2026-02-29', '2026-13-01', '2026-1-1', '2026-01-01T00:00:00Z', '', undefined]) {
    assert.throws(() => dayNumber(date), { name: 'DateInvalid' });
  }
});

test('what has no canonical form is not signed', () => {
  for (const value of [NaN, Infinity, '\ud800', { a: undefined }, { '\udfff': 1 }, 1n, Symbol('a'), () => 1]) {
    assert.throws(() => canonical(value), { name: 'SignatureInvalid' });
  }
});

test('a signature signs anew what was signed before', () => {
  const key = keys.signingHalf('epoch', keys.newSecret());
  const signed = sign('answer', { text: '清风', seq: 1 }, key);
  const again = sign('answer', { ...signed, seq: 2 }, key);
  assert.deepEqual(verify('answer', again, keys.verifyKey(key)), { text: '清风', seq: 2 });
});

test('secrets of an unknown kind or length have no halves', () => {
  assert.throws(() => keys.readingHalf('friend', keys.newSecret()), { name: 'SecretInvalid' });
  assert.throws(() => keys.signingHalf('epoch', new Uint8Array(31)), { name: 'SecretInvalid' });
});

test('work tells how far it is', () => {
  const heard = [];
  const parts = [32, 16, 32].map((size) => new Uint8Array(size).fill(size));
  solve(parts[0], parts[1], parts[2], 16, (tries) => heard.push(tries));
  assert.ok(heard.length >= 1);
  assert.deepEqual([0, 1, 0x80].map((byte) => zeroBits(Uint8Array.of(0, byte))), [16, 15, 8]);
});
