/** Which version of a case counts, by what our browser has seen of it. */
import { signingHalf, verifyKey } from '../crypto/keys.js';
import { currentMembers, holdsKeys } from '../crypto/roster.js';
import { ring } from './keyring.js';
import { CaseForged, memory } from './memory.js';
import { digestOf } from './office-memory.js';
import { checkText } from './seen-texts.js';

/** @typedef {import('./memory.js').Seen} Seen */

/** @type {import('./main.js').Ops} */
export const ops = { caseAccepted };

/**
 * Whether a present keyholder stands behind a registration, who may by what we saw before; else it
 * may be read and no more. Raises CaseForged where it is older or other than what we saw.
 * @param {Record<string, any>} body of the registration
 */
export function isProved(body) {
  const { seen, found } = compared(body);
  if (seen?.version !== found.version && !isByWhoMay(body.by, seen)) return false;
  memory().cases.use(body.case, found);
  return true;
}

/**
 * Held against what we saw, and not remembered: thousands that go by push nothing out. Raises
 * CaseForged as `isProved`.
 * @param {Record<string, any>} body of the registration
 */
export const checkSeen = (body) => { compared(body); };

/** @param {Record<string, any>} body */
function compared(body) {
  checkText(body.report, body.report_text);
  const seen = memory().cases.get(body.case);
  const found = seenIn(body);
  if (seen !== undefined) {
    const isOther = found.version === seen.version && found.digest !== seen.digest;
    if (found.version < seen.version || isOther || found.words !== seen.words) throw new CaseForged('seen');
  }
  return { seen, found };
}

/**
 * A registration that we have signed. Until the server says that it took it, the case may stay as it
 * was, or another be faster.
 * @param {Record<string, any>} body
 */
export const signedByUs = (body) => memory().signed.set(body.case, seenIn(body));

/**
 * The server says that it took what we signed: nothing older is taken for the case from now on.
 * @param {{ id: string, version: number }} args
 */
function caseAccepted({ id, version }) {
  const { cases, signed } = memory();
  const found = signed.get(id);
  if (found?.version === version && version > (cases.get(id)?.version ?? 0)) cases.use(id, found);
}

/**
 * Whether a present keyholder has signed, who may follow on what we saw before.
 * @param {string} by
 * @param {Seen | undefined} seen
 */
function isByWhoMay(by, seen) {
  const { roster } = ring();
  const signer = roster && currentMembers(roster).find((entry) => entry.verifyKey === by && holdsKeys(entry));
  return Boolean(signer) && (seen === undefined || mayFollow(seen, /** @type {NonNullable<typeof signer>} */ (signer)));
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
  return { version, digest: digestOf(body), words: digestOf(words), report, members, recused };
}
