import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import '../../static/js/crypto/floor.js';
import { toUtf8 } from '../../static/js/crypto/bytes.js';
import { decrypt } from '../../static/js/crypto/shares-cipher.js';
import { sheetOf, valuesOf } from '../../static/js/crypto/shares-sheet.js';
import { WORDS } from '../../static/js/crypto/shares-words.js';
import { combine, join, readSheet, saltOf, split } from '../../static/js/crypto/shares.js';
import { bytes, hex } from './support/vectors.mjs';

const read = (name) => JSON.parse(readFileSync(new URL(`../vectors/${name}`, import.meta.url), 'utf8'));
const SECRET = bytes('ab'.repeat(32));
const sheetsOf = (threshold, count) => split(SECRET, threshold, count).map((words) => words.join(' '));
const joined = (sheets) => hex(join(sheets.map(readSheet)));

for (const { name, sheets, secret, refusal } of read('slip39.json')) {
  test(`published: ${name}`, () => {
    const opened = () => {
      const some = sheets.map((sheet) => sheetOf(valuesOf(sheet)));
      return hex(decrypt(combine(some), saltOf(some[0]), some[0].exponent, toUtf8('TREZOR')));
    };
    if (refusal) assert.throws(opened, { name: refusal });
    else assert.equal(opened(), secret);
  });
}

test('the same random numbers give the same sheets in both languages', () => {
  for (const { threshold, secret, random, sheets } of read('sheets.json')) {
    let drawn = bytes(random);
    const draw = (size) => {
      const some = drawn.slice(0, size);
      drawn = drawn.slice(size);
      return some;
    };
    assert.deepEqual(split(bytes(secret), threshold, sheets.length, draw).map((words) => words.join(' ')), sheets);
    assert.equal(drawn.length, 0);
    assert.equal(joined(sheets.slice(-threshold)), secret);
  }
});

test('any sheets that are enough join, in any order, and fewer are refused', () => {
  for (const [threshold, count] of [[1, 1], [2, 2], [2, 3], [3, 5], [16, 16]]) {
    const sheets = sheetsOf(threshold, count).reverse();
    assert.equal(joined(sheets), hex(SECRET));
    assert.equal(joined(sheets.slice(0, threshold)), hex(SECRET));
    assert.throws(() => joined(sheets.slice(1, threshold)), { name: 'TooFewSheets', message: '1' });
  }
});

test('too few sheets that claim to be enough give nothing', () => {
  const sheets = sheetsOf(4, 5).map(readSheet).map((sheet) => ({ ...sheet, threshold: 3 }));
  assert.throws(() => join(sheets.slice(0, 3)), { name: 'SheetsDiffer' });
  const [lone] = sheetsOf(2, 2).map(readSheet);
  assert.notEqual(hex(join([{ ...lone, threshold: 1 }])), hex(SECRET));
});

test('a sheet is read as people write it', () => {
  const [sheet] = sheetsOf(1, 1);
  const typed = sheet.split(' ').map((word, at) => `${at + 1}. ${word.slice(0, 4).toUpperCase()},`).join('\n');
  const fullWidth = typed.replace(/[!-~]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0));
  for (const text of [sheet, typed, fullWidth]) assert.equal(joined([text]), hex(SECRET));
});

test('a slip of the pen is found', () => {
  const words = split(SECRET, 1, 1)[0];
  const changed = (at, word) => words.map((one, n) => (n === at ? word : one)).join(' ');
  for (const wrong of ['zzzz', 'aca', 'academical']) {
    assert.throws(() => readSheet(changed(6, wrong)), { name: 'WordUnknown', message: '7' });
  }
  for (let at = 0; at < 33; at += 1) {
    const other = WORDS[(WORDS.indexOf(words[at]) + 1 + at) % 1024];
    assert.throws(() => readSheet(changed(at, other)), { name: 'ChecksumWrong' });
  }
  assert.throws(() => readSheet(words.slice(1).join(' ')), { name: 'WordsMissing', message: '32' });
});

test('sheets that do not belong together are told apart', () => {
  const [one, two, three] = sheetsOf(2, 3);
  assert.throws(() => joined([one, two, one]), { name: 'SheetTwice', message: '1' });
  assert.throws(() => joined([]), { name: 'TooFewSheets' });
  const others = sheetsOf(3, 3);
  assert.throws(() => joined([one, others[1]]), { name: 'SheetsDiffer' });
  const [first, second, third] = [one, two, three].map(readSheet);
  const forged = { ...second, value: new Uint8Array(32) };
  assert.throws(() => join([first, forged, third]), { name: 'SheetsDiffer' });
  const lone = readSheet(sheetsOf(1, 1)[0]);
  assert.throws(() => join([lone, { ...lone, index: 1, value: new Uint8Array(32) }]), { name: 'SheetsDiffer' });
});

test('what cannot be shared is refused', () => {
  for (const [threshold, count] of [[0, 1], [3, 2], [2, 17], [1, 2], [NaN, 3]]) {
    assert.throws(() => split(SECRET, threshold, count), { name: 'RangeError' });
  }
});
