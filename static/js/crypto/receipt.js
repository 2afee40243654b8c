/**
 * The receipt code: 24 decimal digits, 23 random and a Damm check digit, from which everything a
 * reporter needs to come back is derived. It is made here, shown, and never leaves the browser.
 */
import { argon2id } from '@noble/hashes/argon2.js';
import { concat, randomBytes, sha256, toUtf8 } from './bytes.js';
import { derive } from './keys.js';
import { refusal } from './refusal.js';
import { words } from './typed.js';

const RANDOM_DIGITS = 23;
const COST = Object.freeze({ m: 19456, t: 2, p: 1, dkLen: 32 });

// The totally anti-symmetric quasigroup of H. M. Damm (2004): catches every single wrong digit and
// every swap of neighbours.
const DAMM = [
  '0317598642', '7092154863', '4206871359', '1750983426', '6123045978',
  '3674209581', '5869720134', '8945362017', '9438617205', '2581436790',
];

/** The code is not 24 digits or its check digit is wrong: a digit was mistyped. */
export const Mistyped = refusal('Mistyped');

/** A new code: 24 digits. */
export function newCode() {
  let digits = '';
  while (digits.length < RANDOM_DIGITS) {
    for (const byte of randomBytes(32)) {
      // 250 is the largest multiple of ten in a byte: below it every digit is equally likely.
      if (byte < 250 && digits.length < RANDOM_DIGITS) digits += byte % 10;
    }
  }
  return digits + checkDigit(digits);
}

/**
 * The 24 digits in what a person typed: spaces and hyphens are left out, full-width digits read.
 * Raises Mistyped.
 * @param {string} text
 */
export function parse(text) {
  const code = words(text).join('');
  if (!/^[0-9]{24}$/.test(code) || checkDigit(code) !== '0') throw new Mistyped('code');
  return code;
}

/**
 * The code in groups of four, as it is shown and written down.
 * @param {string} code
 */
export const show = (code) => code.replace(/(.{4})(?=.)/g, '$1 ');

/**
 * The reporter secret of a code at a site (its 16-byte id). Takes about a second on a cheap phone;
 * `onProgress` hears the share that is done.
 * @param {string} code
 * @param {Uint8Array} site
 * @param {(share: number) => void} [onProgress]
 */
export function reporterSecret(code, site, onProgress) {
  const salt = sha256(concat(toUtf8('qingfeng/receipt/1'), site)).subarray(0, 16);
  const password = toUtf8(parse(code).slice(0, RANDOM_DIGITS));
  return argon2id(password, salt, { ...COST, onProgress });
}

/**
 * What the mailbox is asked for with.
 * @param {Uint8Array} secret
 */
export const mailboxToken = (secret) => derive(secret, 'qingfeng/mailbox/token/1');

/**
 * What the server keeps of the token.
 * @param {Uint8Array} token
 */
export const mailboxId = (token) => sha256(token);

/**
 * The Damm check digit of a row of digits; with it appended, the check digit becomes 0.
 * @param {string} digits
 */
export function checkDigit(digits) {
  let state = '0';
  for (const digit of digits) state = DAMM[Number(state)][Number(digit)];
  return state;
}
