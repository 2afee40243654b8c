/**
 * A report that a member took down by hand: who did so and what they know of the caller. Whoever wrote
 * the words may claim anything; it counts if the roster gives the key that signed it to that member
 * (docs/report-format.md, Taken down by hand).
 */
import { sha256, toHex } from '../crypto/bytes.js';
import { canonical, verify } from '../crypto/statements.js';
import { holdsKeys } from '../crypto/roster.js';
import { ring } from './keyring.js';

/**
 * @typedef {{ name: string, phone: string, address: string }} Details of whoever reported, if known
 * @typedef {{ state: '' | 'proved' | 'forged', by: string, on: string, channel: string, details: Details,
 *   task: { from: string, number: string, due_on: string } }} Taken
 *   state: empty where nobody took it down; by: the member as the roster calls them; on: the day
 *   on which it was written down; task: of a report handed on from above
 */

/** Channels of what is taken down by hand; any other came from the reporter's own tool. */
export const BY_HAND = ['phone', 'letter', 'box', 'visit', 'above', 'audit', 'observer', 'alert', 'self'];

/** @type {Taken} */
export const NOT_TAKEN = {
  state: '', by: '', on: '', channel: '', details: { name: '', phone: '', address: '' }, task: { from: '', number: '', due_on: '' },
};

/**
 * What the signature of a taking covers: everything else in the report.
 * @param {Record<string, any>} report
 */
export function digestOfTaken({ taken_by: _, ...report }) {
  return toHex(sha256(canonical(report)));
}

/**
 * Who took a report down, held against its row.
 * @param {Record<string, any>} report as it was sealed
 * @param {{ channel: string, received_on: string }} row
 * @returns {Taken}
 */
export function readTaking(report, row) {
  const { taken_by: signed = null } = report;
  if (signed === null && !BY_HAND.includes(row.channel)) return NOT_TAKEN;
  const told = toldIn(report);
  const by = signer(signed, report, row);
  if (by === null) return { ...NOT_TAKEN, ...told, state: 'forged' };
  return { ...told, state: 'proved', by: by.shownName, on: words(signed.taken_on) };
}

/**
 * What another office knew of whoever reported, in a report that it signed and sent up whole.
 * @param {Record<string, any>} report
 * @returns {Taken}
 */
export const readPassed = (report) => ({ ...NOT_TAKEN, ...toldIn(report) });

/** @param {Record<string, any>} report */
function toldIn({ channel, reporter_details: details, task }) {
  const { name, phone, address } = Object(details);
  const { from, number, due_on: due } = Object(task);
  return {
    channel: words(channel),
    details: { name: words(name), phone: words(phone), address: words(address) },
    task: { from: words(from), number: words(number), due_on: words(due) },
  };
}

/**
 * The keyholder who signed, or null: now or before they left, for this report and this row alone.
 * @param {any} signed
 * @param {Record<string, any>} report
 * @param {{ channel: string, received_on: string }} row
 */
function signer(signed, report, row) {
  const { by, name } = Object(signed);
  const entry = ring().roster?.members.find((one) => one.verifyKey === by && one.name === name && holdsKeys(one));
  if (entry === undefined) return null;
  try {
    const body = verify('taking', signed, by);
    const { site, office } = ring();
    const own = { type: 'qingfeng/taking', site, office, report: report.report_id, channel: row.channel, received_on: row.received_on };
    const held = Object.entries({ ...own, digest: digestOfTaken(report) }).every(([key, value]) => body[key] === value);
    return held && report.channel === row.channel ? entry : null;
  } catch {
    return null;
  }
}

/** @param {unknown} value */
const words = (value) => (typeof value === 'string' ? value : '');
