/**
 * What our own anchor, the office's root key beside the member's secret, proves of what the server
 * says about the office.
 */
import { readingHalf, signingHalf, fingerprint as fingerprintOf, verifyKey } from '../crypto/keys.js';
import { recipientOf } from '../crypto/age.js';
import { ANY_DAY, vouch } from '../crypto/vouch.js';

/**
 * @typedef {import('../crypto/vouch.js').Vouched} Vouched
 * @typedef {{ site: string, office: string, root: string }} Anchor root: the root key, hex
 * @typedef {{ vouched: Vouched, trouble: '' }
 *   | { vouched: null, trouble: 'replaced' | 'broken' }} Chain
 */

const SECRET = 32;

/**
 * What the chain from our own root key proves, on whatever day.
 * @param {Record<string, any>} office
 * @param {Anchor} anchor
 * @returns {Chain}
 */
export function followChain(office, { site, office: slug, root }) {
  if (office.root_key !== root) return { vouched: null, trouble: 'replaced' };
  try {
    const vouched = vouch(office, site, ANY_DAY, fingerprintOf(root));
    return vouched.office === slug ? { vouched, trouble: '' } : { vouched: null, trouble: 'broken' };
  } catch (error) {
    const replaced = /** @type {Error} */ (error).name === 'FingerprintMismatch';
    return { vouched: null, trouble: replaced ? 'replaced' : 'broken' };
  }
}

/**
 * Whether a chain that holds also holds on this day.
 * @param {Record<string, any>} office
 * @param {string} site
 * @param {string} today
 */
export function isInForce(office, site, today) {
  try {
    return vouch(office, site, today) !== null;
  } catch {
    return false;
  }
}

/**
 * Whether both halves of an epoch's secret are the ones that the office's statement names.
 * @param {Uint8Array} secret
 * @param {Vouched} vouched
 */
export async function isNamed(secret, { recipient, answerKey }) {
  return secret.length === SECRET
    && answerKey === verifyKey(signingHalf('epoch', secret))
    && recipient === await recipientOf(readingHalf('epoch', secret));
}
