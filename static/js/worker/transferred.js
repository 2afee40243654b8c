/**
 * A report that another office has handed here: whose it is and where the result goes. Whoever wrote
 * the words may claim anything; it counts if the office that its own chain proves has signed it with
 * its answer key (docs/report-format.md, A transfer).
 */
import { isRecipient } from '../crypto/age.js';
import { fingerprint as fingerprintOf } from '../crypto/keys.js';
import { sha256, toHex } from '../crypto/bytes.js';
import { canonical, verify } from '../crypto/statements.js';
import { vouch } from '../crypto/vouch.js';
import { ring } from './keyring.js';

/**
 * @typedef {{ state: '' | 'proved' | 'forged', office: string, name: string, fingerprint: string,
 *   on: string, dueOn: string, replyTo: string, passed: boolean, reason: string }} Transferred
 *   state: empty where nobody handed it on; name: of the office, as its leader signed it; replyTo: the
 *   recipient of its case; passed: it was sent up whole, with its mailbox, and no result goes back; reason:
 *   why, in the words of that office
 */

export const CHANNEL = 'transfer';

/** @type {Transferred} */
export const NOT_TRANSFERRED = { state: '', office: '', name: '', fingerprint: '', on: '', dueOn: '', replyTo: '', passed: false, reason: '' };
/** @type {Transferred} */
const FORGED = { ...NOT_TRANSFERRED, state: 'forged' };

/**
 * What the signature of a transfer covers: everything else in the report.
 * @param {Record<string, any>} report
 */
export function digestOfTransfer({ transferred_by: _, ...report }) {
  return toHex(sha256(canonical(report)));
}

/**
 * Who handed a report here, held against its row.
 * @param {Record<string, any>} report as it was sealed
 * @param {{ channel: string }} row
 * @returns {Transferred}
 */
export function readTransferred(report, row) {
  const { transferred_by: signed = null, transferred, channel } = report;
  if (signed === null && row.channel !== CHANNEL) return NOT_TRANSFERRED;
  try {
    const { from, reply_to: replyTo, due_on: dueOn, passed = false, reason } = Object(transferred);
    const { site, office: here, root } = ring();
    const sender = vouch(Object(from), site, Object(signed).sent_on);
    const body = verify('transfer', signed, sender.answerKey);
    const own = { type: 'qingfeng/transfer', site, office: sender.office, to: here, report: report.report_id, digest: digestOfTransfer(report) };
    const isOwn = Object.entries(own).every(([key, value]) => body[key] === value);
    const isAbove = root !== '' && sender.authority === here && sender.authorityFingerprint === fingerprintOf(root);
    if (!isOwn || !isAbove || channel !== CHANNEL || row.channel !== CHANNEL || !(passed === true || isRecipient(replyTo))) return FORGED;
    const { office, name, fingerprint } = sender;
    const proved = { ...NOT_TRANSFERRED, state: /** @type {const} */ ('proved'), office, name, fingerprint, on: body.sent_on };
    return passed === true ? { ...proved, passed, reason: words(reason) } : { ...proved, dueOn: words(dueOn), replyTo };
  } catch {
    return FORGED;
  }
}

/** @param {unknown} value */
const words = (value) => (typeof value === 'string' ? value : '');
