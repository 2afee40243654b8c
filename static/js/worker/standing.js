/**
 * What our own anchor, the office's root key beside the member's secret, proves of what the server
 * says about the office: its present chain, the epochs before, its roster.
 */
import { recipientOf } from '../crypto/age.js';
import { linkedEpochs } from '../crypto/history.js';
import { readingHalf, signingHalf, fingerprint as fingerprintOf, verifyKey } from '../crypto/keys.js';
import { currentMembers, readRoster } from '../crypto/roster.js';
import { ANY_DAY, vouch } from '../crypto/vouch.js';
import { isOlder, isReplayed } from './office-memory.js';

/**
 * @typedef {import('../crypto/vouch.js').Vouched} Vouched
 * @typedef {import('../crypto/roster.js').Roster} Roster
 * @typedef {{ site: string, office: string, root: string }} Anchor
 *   root: the root key, hex; empty for a member who was here before the office had one
 * @typedef {'replaced' | 'broken' | 'unready' | 'unconfirmed'} Trouble
 *   unready: the office has no keys yet; unconfirmed: it has, and we have not compared them
 * @typedef {{ vouched: Vouched, trouble: '' } | { vouched: null, trouble: Trouble }} Chain
 */

const SECRET = 32;

/**
 * What the chain from our own root key proves, on whatever day.
 * @param {Record<string, any>} office
 * @param {Anchor} anchor
 * @returns {Chain}
 */
export function followChain(office, { site, office: slug, root }) {
  if (root === '') return { vouched: null, trouble: office.root_key === '' ? 'unready' : 'unconfirmed' };
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
 * Every epoch that the chain proves, on whatever day; none if it does not hold.
 * @param {Record<string, any>} office
 * @param {import('../crypto/history.js').Earlier[]} earlier
 * @param {Anchor} anchor
 * @returns {Map<number, Vouched>}
 */
export const epochsOf = (office, earlier, anchor) =>
  (followChain(office, anchor).vouched === null ? new Map() : linkedEpochs(office, earlier, anchor.site));

/**
 * The roster, on whatever day, or why there is none: its name as crypto/roster.js gives it,
 * RosterMissing, or RosterReplayed: it or its statement is older than our browser has seen, or than
 * the other; or another one of the same number; or there is none any more.
 * @param {any} signed
 * @param {Record<string, any>} office
 * @param {Anchor} anchor
 * @param {import('./office-memory.js').Memory} known
 * @returns {{ roster: Roster | null, rosterTrouble: string }}
 */
export function rosterOf(signed, office, anchor, known) {
  const { vouched } = followChain(office, anchor);
  const none = known.seen > 0 ? 'RosterReplayed' : 'RosterMissing';
  if (vouched === null) return { roster: null, rosterTrouble: signed ? 'CharterInvalid' : none };
  if (isOlder(known, office)) return { roster: null, rosterTrouble: 'RosterReplayed' };
  if (!signed) return { roster: null, rosterTrouble: none };
  try {
    const roster = readRoster(signed, office, anchor.site, ANY_DAY);
    if (isReplayed(known, signed) || roster.epoch !== vouched.epoch) return { roster: null, rosterTrouble: 'RosterReplayed' };
    const leads = currentMembers(roster).some((entry) => entry.verifyKey === roster.leader && entry.roles.includes('leader'));
    return leads ? { roster, rosterTrouble: '' } : { roster: null, rosterTrouble: 'LeaderUnknown' };
  } catch (error) {
    return { roster: null, rosterTrouble: /** @type {Error} */ (error).name };
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
