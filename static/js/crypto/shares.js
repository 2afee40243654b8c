/**
 * A secret on sheets of paper, some of which give it back (Shamir's secret sharing, SLIP-39).
 *
 * One group, no passphrase, extendable. A secret of 32 bytes makes sheets of 33 words.
 */
import { hmac } from '@noble/hashes/hmac.js';
import { concat, randomBytes, sha256, toHex, toUtf8 } from './bytes.js';
import { decrypt, encrypt } from './shares-cipher.js';
import { SheetForeign, SheetsDiffer, SheetTwice, TooFewSheets } from './shares-errors.js';
import { interpolate } from './shares-field.js';
import { wordsOf } from './shares-sheet.js';

export * from './shares-errors.js';
export { readSheet } from './shares-sheet.js';

/** @typedef {import('./shares-sheet.js').Sheet} Sheet */

export const MOST_SHEETS = 16;
const SECRET = 32;
const EXPONENT = 0;
const SECRET_AT = 255;
const DIGEST_AT = 254;
const DIGEST = 4;
const NO_SALT = new Uint8Array();

/**
 * The words of `count` sheets, any `threshold` of which give the secret (32 bytes) back. Raises
 * RangeError unless 1 ≤ threshold ≤ count ≤ 16, and, as SLIP-39 asks, for several sheets each of
 * which would do alone: that is one sheet, copied.
 * @param {Uint8Array} secret
 * @param {number} threshold
 * @param {number} count
 * @param {(size: number) => Uint8Array} random
 */
export function split(secret, threshold, count, random = randomBytes) {
  const possible = threshold >= 1 && threshold <= count && count <= MOST_SHEETS;
  if (secret.length !== SECRET || !possible || (threshold === 1 && count > 1)) throw new RangeError('sheets');
  const [high, low] = random(2);
  const id = ((high & 0x7f) << 8) | low;
  const points = pointsFor(encrypt(secret, NO_SALT, EXPONENT), threshold, random);
  return Array.from({ length: count }, (_, index) => wordsOf({
    id, extendable: true, exponent: EXPONENT, groupIndex: 0, groupThreshold: 1, groups: 1,
    index, threshold, value: interpolate(points, index),
  }));
}

/**
 * As many points as determine the curve: random ones, the digest's and the secret's.
 * @param {Uint8Array} encrypted
 * @param {number} threshold
 * @param {(size: number) => Uint8Array} random
 * @returns {Map<number, Uint8Array>}
 */
function pointsFor(encrypted, threshold, random) {
  if (threshold === 1) return new Map([[0, encrypted]]);
  const points = new Map();
  for (let index = 0; index < threshold - 2; index += 1) points.set(index, random(SECRET));
  const salt = random(SECRET - DIGEST);
  return points.set(DIGEST_AT, concat(digest(salt, encrypted), salt)).set(SECRET_AT, encrypted);
}

/**
 * The secret (32 bytes) on sheets that `readSheet` has read, in any order; more than needed are
 * checked against each other. Raises SheetForeign, SheetsDiffer, SheetTwice, TooFewSheets.
 * @param {Sheet[]} sheets
 */
export function join(sheets) {
  if (sheets.some((sheet) => sheet.value.length !== SECRET)) throw new SheetForeign('length');
  return decrypt(combine(sheets), saltOf(sheets[0]), sheets[0].exponent);
}

/** @param {Sheet} sheet what the cipher is salted with */
export const saltOf = ({ extendable, id }) =>
  extendable ? NO_SALT : concat(toUtf8('shamir'), Uint8Array.of(id >> 8, id & 255));

/**
 * The encrypted secret on sheets of one group. Raises as `join` does.
 * @param {Sheet[]} sheets
 */
export function combine(sheets) {
  if (sheets.length === 0) throw new TooFewSheets('1');
  if (sheets.some((sheet) => sheet.groups > 1)) throw new SheetForeign('groups');
  if (new Set(sheets.map(headOf)).size > 1) throw new SheetsDiffer('head');
  const points = new Map();
  for (const { index, value } of sheets) {
    if (points.has(index)) throw new SheetTwice(String(index + 1));
    points.set(index, value);
  }
  const { threshold } = sheets[0];
  if (points.size < threshold) throw new TooFewSheets(String(threshold - points.size));
  return secretOf(points, threshold);
}

/** @param {Sheet} sheet what all sheets of one secret have in common */
const headOf = ({ index: _, groupIndex: __, value, ...common }) => JSON.stringify([common, value.length]);

/**
 * @param {Map<number, Uint8Array>} points
 * @param {number} threshold
 */
function secretOf(points, threshold) {
  const encrypted = interpolate(points, SECRET_AT);
  if (threshold === 1) {
    if (new Set([...points.values()].map(toHex)).size > 1) throw new SheetsDiffer('value');
    return encrypted;
  }
  const shared = interpolate(points, DIGEST_AT);
  const expected = digest(shared.slice(DIGEST), encrypted);
  if (toHex(shared.slice(0, DIGEST)) !== toHex(expected)) throw new SheetsDiffer('digest');
  return encrypted;
}

/**
 * @param {Uint8Array} salt
 * @param {Uint8Array} encrypted
 */
const digest = (salt, encrypted) => hmac(sha256, salt, encrypted).slice(0, DIGEST);
