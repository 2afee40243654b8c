/** Epochs' secrets as they are sealed to a member: none counts that the office's chain does not name. */
import { openSealed } from '../crypto/age.js';
import { fromBase64 } from '../crypto/bytes.js';
import { readingHalf } from '../crypto/keys.js';
import { isNamed } from './standing.js';

/**
 * @typedef {import('./keyring.js').Grant} Grant
 * @typedef {import('./keyring.js').Ring} Ring
 * @typedef {import('./keyring.js').Vouched} Vouched
 */

/**
 * The secrets of the epochs that are vouched for. `forged`: something else was sealed to us.
 * @param {Grant[]} grants
 * @param {Ring} own
 * @param {Map<number, Vouched>} vouched
 */
export async function openGrants(grants, own, vouched) {
  const identity = readingHalf('member', own.member);
  const epochs = /** @type {Map<number, Uint8Array>} */ (new Map());
  let { forged } = own;
  for (const { epoch, sealed } of vouched.size === 0 ? [] : grants) {
    const secret = own.epochs.get(epoch) ?? await openGrant(sealed, identity);
    if (secret === null) continue;
    const named = vouched.get(epoch);
    if (named !== undefined && await isNamed(secret, named)) epochs.set(epoch, secret);
    else forged = true;
  }
  return { epochs, forged };
}

/**
 * @param {string} sealed
 * @param {string} identity
 */
async function openGrant(sealed, identity) {
  try {
    return await openSealed(fromBase64(sealed), [identity]);
  } catch {
    return null;
  }
}
