/**
 * What our browser has seen of cases, so that no older or other version is taken for the newest. It
 * is kept under a key that follows from the member's secret: nobody else reads who has access.
 */
import { chacha20poly1305 } from '@noble/ciphers/chacha.js';
import { concat, fromBase64, fromUtf8, randomBytes, sha256, toBase64, toHex, toUtf8 } from '../crypto/bytes.js';
import { derive, signingHalf, verifyKey } from '../crypto/keys.js';
import { refusal } from '../crypto/refusal.js';
import { currentMembers, holdsKeys } from '../crypto/roster.js';
import { canonical } from '../crypto/statements.js';
import { ring } from './keyring.js';

/**
 * @typedef {{ version: number, digest: string, words: string, members: string[], recused: string[] }} Seen
 *   the newest version that was proved to us; words: digest of what no version may change
 */

const NONCE = 12;
const MOST = 400;

/** What came as a case is not what a keyholder of the roster registered. */
export const CaseForged = refusal('CaseForged');

/** @type {WeakMap<object, Map<string, Seen>>} by ring: locking forgets */
const memories = new WeakMap();

/** @type {import('./main.js').Ops} */
export const ops = { recallCases, keepCases };

/**
 * Whether a present keyholder stands behind a registration, who may by what we saw before; else it
 * may be read and no more. Raises CaseForged where it is older or other than what we saw.
 * @param {Record<string, any>} body of the registration
 */
export function isProved(body) {
  const seen = memory().get(body.case);
  const found = seenIn(body);
  if (seen !== undefined) {
    const isOther = found.version === seen.version && found.digest !== seen.digest;
    if (found.version < seen.version || isOther || found.words !== seen.words) throw new CaseForged('seen');
    if (found.version === seen.version) return true;
  }
  const { roster } = ring();
  const signer = roster && currentMembers(roster).find((entry) => entry.verifyKey === body.by && holdsKeys(entry));
  if (!signer || (seen !== undefined && !mayFollow(seen, signer))) return false;
  memory().set(body.case, found);
  return true;
}

/**
 * @param {Seen} seen
 * @param {{ name: string, verifyKey: string }} signer
 */
function mayFollow({ members, recused }, { name, verifyKey: key }) {
  if (key === verifyKey(signingHalf('member', ring().member))) return true;
  if (recused.includes(name)) return false;
  // Who holds the sheets gets every case back, and is a leader in the charter by it.
  return members.includes(name) || ring().documents.office.charter.leaders.includes(key);
}

/** @param {Record<string, any>} body @returns {Seen} */
function seenIn(body) {
  const { version, members, recused, report, mailbox_id, report_text, received_on, registered_on, channel } = body;
  const words = { report, mailbox_id, report_text, received_on, registered_on, channel };
  return { version, digest: digestOf(body), words: digestOf(words), members, recused };
}

/** @param {object} value */
const digestOf = (value) => toHex(sha256(canonical(value)));

/**
 * Take up what `keepCases` kept; what is not ours counts for nothing.
 * @param {{ kept: string | null }} args
 */
function recallCases({ kept }) {
  for (const [id, seen] of read(kept)) {
    if (seen.version > (memory().get(id)?.version ?? 0)) memory().set(id, seen);
  }
}

/**
 * What we have seen, with what another tab has kept since: the newest cases, encrypted.
 * @param {{ kept: string | null }} args
 */
function keepCases({ kept }) {
  recallCases({ kept });
  const nonce = randomBytes(NONCE);
  const newest = JSON.stringify([...memory()].slice(-MOST));
  return toBase64(concat(nonce, chacha20poly1305(key(), nonce).encrypt(toUtf8(newest))));
}

/** @param {string | null} kept @returns {[string, Seen][]} */
function read(kept) {
  if (kept === null) return [];
  try {
    const bytes = fromBase64(kept);
    return JSON.parse(fromUtf8(chacha20poly1305(key(), bytes.slice(0, NONCE)).decrypt(bytes.slice(NONCE))));
  } catch {
    return [];
  }
}

const key = () => derive(ring().member, `qingfeng/member/cases/1/${ring().site}/${ring().office}`);

function memory() {
  const own = ring();
  if (!memories.has(own)) memories.set(own, new Map());
  return /** @type {Map<string, Seen>} */ (memories.get(own));
}
