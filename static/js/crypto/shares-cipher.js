/**
 * The cipher of SLIP-39: four Feistel rounds of PBKDF2-HMAC-SHA256 around a secret.
 *
 * A wallet's passphrase goes in here. Our sheets have none, so for them this is a permutation that
 * anybody can undo: what protects the secret is that it is shared, and what protects it from
 * guessing is that it is random. That is why we ask for no more than the fewest iterations.
 */
import { pbkdf2 } from '@noble/hashes/pbkdf2.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { concat } from './bytes.js';

const ITERATIONS = 2500;
const ROUNDS = [0, 1, 2, 3];
const NO_PASSPHRASE = new Uint8Array();

/**
 * The encrypted form (as long) of a secret of an even number of bytes.
 * @param {Uint8Array} secret
 * @param {Uint8Array} salt empty for an extendable backup
 * @param {number} exponent 2500 · 2^exponent iterations a round
 */
export const encrypt = (secret, salt, exponent) => rounds(secret, salt, exponent, NO_PASSPHRASE, ROUNDS);

/**
 * What `encrypt` was given. Every passphrase gives something.
 * @param {Uint8Array} encrypted
 * @param {Uint8Array} salt
 * @param {number} exponent
 * @param {Uint8Array} [passphrase]
 */
export const decrypt = (encrypted, salt, exponent, passphrase = NO_PASSPHRASE) =>
  rounds(encrypted, salt, exponent, passphrase, [...ROUNDS].reverse());

/**
 * @param {Uint8Array} data
 * @param {Uint8Array} salt
 * @param {number} exponent
 * @param {Uint8Array} passphrase
 * @param {number[]} order
 */
function rounds(data, salt, exponent, passphrase, order) {
  const half = data.length / 2;
  let [left, right] = [data.slice(0, half), data.slice(half)];
  for (const number of order) {
    const key = concat(Uint8Array.of(number), passphrase);
    const drawn = pbkdf2(sha256, key, concat(salt, right), { c: ITERATIONS * 2 ** exponent, dkLen: half });
    [left, right] = [right, left.map((byte, at) => byte ^ drawn[at])];
  }
  return concat(right, left);
}
