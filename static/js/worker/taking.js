/** Taking a report down by hand: signed by the member who does, sealed to the office as any other. */
import { newId, toBase64 } from '../crypto/bytes.js';
import { signingHalf, verifyKey } from '../crypto/keys.js';
import { refusal } from '../crypto/refusal.js';
import { sign } from '../crypto/statements.js';
import { checkOffice, ring } from './keyring.js';
import { sealed, wellFormed } from './reporting.js';
import { digestOfTaken } from './taken.js';

/**
 * @typedef {import('./reporting.js').Said} Said
 * @typedef {{ channel: string, receivedOn: string, named: boolean, details: import('./taken.js').Details,
 *   task: import('./taken.js').Taken['task'], answers: Said[],
 *   attachments: import('./contents.js').Attachment[], flow: string, language: string }} Taking
 */

/** The office's statement is not in force, so nothing is sealed to it. */
export const OfficeUnproved = refusal('OfficeUnproved');

/** @type {import('./main.js').Ops} */
export const ops = { takeDown };

/**
 * The request that stores what a member has written down. Raises OfficeUnproved, TooLong.
 * @param {Taking & { office: Record<string, any>, today: string }} args
 */
async function takeDown({ office, today, ...taking }) {
  const { trouble, epoch } = await checkOffice({ office, today });
  const vouched = ring().vouched.get(epoch);
  if (trouble !== '' || vouched === undefined) throw new OfficeUnproved(trouble);
  const id = newId();
  const report = /** @type {Record<string, any>} */ (clean(reportOf(id, taking)));
  const { body } = await sealed(id, { ...report, taken_by: signedBy(report, taking, today) }, vouched.recipient);
  return {
    id,
    epoch: String(epoch),
    channel: taking.channel,
    received_on: taking.receivedOn,
    sealed: toBase64(body),
    attachments: taking.attachments.map((one) => one.id).join(' '),
  };
}

/**
 * As a reporter's browser would write it, without a mailbox and a reporter's keys.
 * @param {string} id
 * @param {Taking} taking
 */
function reportOf(id, { channel, named, details, task, answers, attachments, flow, language }) {
  const { site, office } = ring();
  return {
    format: 'qingfeng.report/1',
    kind: 'report',
    site,
    office,
    report_id: id,
    mailbox_id: null,
    channel,
    named,
    ...(named && { reporter_details: details }),
    ...(Object.values(task).some(Boolean) && { task }),
    language,
    flow,
    answers,
    attachments,
    wishes: { deliver: 'now' },
  };
}

/**
 * @param {Record<string, any>} report
 * @param {Taking} taking
 * @param {string} today
 */
function signedBy(report, { channel, receivedOn }, today) {
  const own = signingHalf('member', ring().member);
  return sign('taking', {
    type: 'qingfeng/taking',
    site: ring().site,
    office: ring().office,
    report: report.report_id,
    channel,
    received_on: receivedOn,
    digest: digestOfTaken(report),
    name: ring().name,
    by: verifyKey(own),
    taken_on: today,
  }, own);
}

/**
 * Every text in it without halves of characters: those have no canonical form.
 * @param {any} value
 * @returns {any}
 */
export function clean(value) {
  if (typeof value === 'string') return wellFormed(value);
  if (Array.isArray(value)) return value.map(clean);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, clean(inner)]));
}
