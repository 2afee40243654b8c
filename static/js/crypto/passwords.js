/**
 * Passphrases of members: made by us, typed by people, never sent. What one gives is a proof that
 * the server may see and a seed that it never does; the cost is compiled in, so a server cannot
 * lower it.
 */
import { argon2id } from '@noble/hashes/argon2.js';
import { concat, randomBytes, sha256, toUtf8 } from './bytes.js';
import { derive as expand } from './keys.js';
import { SYLLABLES } from './syllables.js';
import { words } from './typed.js';

const COST = Object.freeze({ m: 65536, t: 3, p: 1, dkLen: 32 });
const END = new Uint8Array(1);
/** Two syllables each: 85 bits in all; 70 are asked for. */
const WORDS = 5;
// Numbers of two bytes from here on would make the first syllables likelier than the last.
const FAIR = 0x10000 - (0x10000 % SYLLABLES.length);

/** Five fresh words joined by hyphens, such as `qingfeng-mulan-…`. */
export const newPassphrase = () => Array.from({ length: WORDS }, () => syllable() + syllable()).join('-');

/** @returns {string} */
function syllable() {
  const [high, low] = randomBytes(2);
  const drawn = 256 * high + low;
  return drawn < FAIR ? SYLLABLES[drawn % SYLLABLES.length] : syllable();
}

/**
 * A passphrase as it is derived from: lower case, its words joined by hyphens.
 * @param {string} text
 */
export const normalise = (text) => words(text).join('-').toLowerCase();

/**
 * The proof that is sent at sign-in and the seed of the identity that opens the sealed member
 * secret. `site` is the 16-byte site id; takes a second or more.
 * @param {string} passphrase
 * @param {Uint8Array} site
 * @param {string} office
 * @param {string} name
 * @param {(share: number) => void} [onProgress]
 * @returns {{ proof: Uint8Array, seed: Uint8Array }}
 */
export function derive(passphrase, site, office, name, onProgress) {
  const whose = concat(toUtf8('qingfeng/member/1'), site, toUtf8(office), END, toUtf8(name), END);
  const salt = sha256(whose).subarray(0, 16);
  const root = argon2id(toUtf8(normalise(passphrase)), salt, { ...COST, onProgress });
  return {
    proof: expand(root, 'qingfeng/member/proof/1'),
    seed: expand(root, 'qingfeng/member/seed/1'),
  };
}
