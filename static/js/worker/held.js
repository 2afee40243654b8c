/** Opened secrets as the tab keeps them from one page to the next: encrypted under the session's key. */
import { chacha20poly1305 } from '@noble/ciphers/chacha.js';
import { concat, fromBase64, fromHex, fromUtf8, randomBytes, toBase64, toHex, toUtf8 } from '../crypto/bytes.js';
import { refusal } from '../crypto/refusal.js';

/**
 * @typedef {import('./keyring.js').Whose} Whose
 * @typedef {import('./keyring.js').Ring} Ring
 * @typedef {Pick<Ring, 'member' | 'root' | 'epochs' | 'cases' | 'forged' | 'known'>} Kept
 */

const NONCE = 12;
const SECRET = 32;

/** What the tab kept was kept for somebody else, or under another key. */
export const HeldInvalid = refusal('HeldInvalid');

/**
 * @param {Whose & Kept} ring
 * @param {string} key 64 hex
 */
export function keep({ member, root, epochs, cases, forged, known, ...whose }, key) {
  const secrets = {
    member: toHex(member), root, forged, known,
    epochs: [...epochs].map(([epoch, secret]) => [epoch, toHex(secret)]),
    cases: [...cases].map(([id, { secret, version }]) => [id, toHex(secret), version]),
  };
  const nonce = randomBytes(NONCE);
  const cipher = chacha20poly1305(fromHex(key, 32), nonce, whoseBytes(whose));
  return toBase64(concat(nonce, cipher.encrypt(toUtf8(JSON.stringify(secrets)))));
}

/**
 * What `keep` kept. Raises HeldInvalid.
 * @param {Whose} whose
 * @param {string} key
 * @param {string} held
 * @returns {Kept}
 */
export function takeUp(whose, key, held) {
  try {
    const bytes = fromBase64(held);
    const cipher = chacha20poly1305(fromHex(key, 32), bytes.slice(0, NONCE), whoseBytes(whose));
    const { member, root, forged, known, epochs, cases } = JSON.parse(fromUtf8(cipher.decrypt(bytes.slice(NONCE))));
    return {
      member: fromHex(member, SECRET), root, forged, known,
      epochs: new Map(epochs.map(readEpoch)), cases: new Map(cases.map(readCase)),
    };
  } catch {
    throw new HeldInvalid('held');
  }
}

/** @param {[number, string]} pair @returns {[number, Uint8Array]} */
const readEpoch = ([epoch, secret]) => [epoch, fromHex(secret, SECRET)];

/** @param {[string, string, number]} row @returns {[string, import('./keyring.js').Case]} */
const readCase = ([id, secret, version]) => [id, { secret: fromHex(secret, SECRET), version }];

/** @param {Whose} whose */
const whoseBytes = ({ site, office, name }) => toUtf8(JSON.stringify(['qingfeng/held/3', site, office, name]));
