/** Opening sealed reports: their words, a title, and whether the row they came in is theirs. */
import { isRecipient, openSealed } from '../crypto/age.js';
import { fromBase64, fromUtf8, isHex } from '../crypto/bytes.js';
import { readAttachments } from './contents.js';
import { epochIdentities, ring } from './keyring.js';
import { checkReport } from './seen-texts.js';
import { readPassed, readTaking } from './taken.js';
import { kindOf, titleOf } from './titles.js';
import { readTransferred } from './transferred.js';

/**
 * A report's row, as the server sends it.
 * @typedef {{ id: string, received_on: string, deliver_on: string, epoch: number, channel: string,
 *   mailbox_id: string | null, mailbox_open: boolean, answers: number, messages: number, sealed: string,
 *   number: string, due: { accept_by: string, left: number, pass_up_by: string, up_left: number, provisional: boolean } }} Row
 *   number: 收字, as it is written; left, up_left: working days, below zero where it is over
 * @typedef {{ id: string, question: string, choices: { id: string, text: string }[], text: string }} Line
 * @typedef {Line & { items: Line[][] }} Said items: one list for each of several things, or none;
 *   then text says the same in words
 * @typedef {{ kind: string, said: Said[], ids: Record<string, unknown>, slip: string, deliver: string,
 *   concerns: { office: string, name: string } | null,
 *   attachments: import('./contents.js').Received[], language: string, taken: import('./taken.js').Taken,
 *   transferred: import('./transferred.js').Transferred,
 *   reporter: { recipient: string, verifyKey: string } | null }} Report
 *   slip: number of a hand-in slip; deliver: the writer's wish; concerns: the office on whose page
 *   it was written, where that is another one; taken: who took it down by hand, if anybody
 * @typedef {{ report: Report, plain: '', swapped: boolean }
 *   | { report: null, plain: string, swapped: boolean }} Opened
 *   swapped: what is sealed does not belong into this row
 * @typedef {{ id: string, title: string, kind: string, failure: string }} Heading
 */

const FORMAT = 'qingfeng.report/1';

/** @type {import('./main.js').Ops} */
export const ops = { openHeadings };

/**
 * Open the titles of some reports, one after the other; `progress` hears of each.
 * @param {{ rows: Row[] }} args
 * @param {(heading: Heading) => void} progress
 */
async function openHeadings({ rows }, progress) {
  for (const row of rows) progress(await headingOf(row));
}

/**
 * @param {Row} row
 * @returns {Promise<Heading>}
 */
async function headingOf(row) {
  try {
    const text = await openText(row);
    const opened = readReport(text, row);
    if (!opened.swapped) checkReport(row.id, text);
    return { id: row.id, title: titleOf(opened), kind: kindOf(opened.report), failure: opened.swapped ? 'Swapped' : '' };
  } catch (error) {
    return { id: row.id, title: '', kind: '', failure: /** @type {Error} */ (error).name };
  }
}

/**
 * The text of a sealed report, as its writer's tool wrote it. Raises NoMatch and the like.
 * @param {{ sealed: string }} row
 */
export const openText = async ({ sealed }) =>
  readText(await openSealed(fromBase64(sealed), epochIdentities())).trim();

/**
 * The report that a text is, held against the row it belongs into.
 * @param {string} text
 * @param {{ id: string, mailbox_id: string | null, channel: string, received_on: string }} row
 * @returns {Opened}
 */
export function readReport(text, row) {
  const value = asJson(text);
  const report = parse(value, row);
  if (report) return { report, plain: '', swapped: !isOwnRow(report, row) };
  const swapped = isOurs(value);
  return { report: null, plain: swapped ? '' : text, swapped };
}

/**
 * Whether this is something of ours other than a report: a letter, say. No tool of a reporter's
 * writes that as a report, so somebody has put it into this row.
 * @param {any} value
 */
const isOurs = (value) =>
  words(value?.format).startsWith('qingfeng.') || words(value?.type).startsWith('qingfeng/');

/**
 * Text as its writer's tool wrote it: UTF-8, or the older Chinese encoding of some editors.
 * @param {Uint8Array} bytes
 */
function readText(bytes) {
  try {
    return fromUtf8(bytes).replace(/^\ufeff/, '');
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}

/**
 * A report of our format, or null for anything else. Fields we do not know are left alone.
 * @param {any} value
 * @param {{ channel: string, received_on: string }} row
 * @returns {Report | null}
 */
function parse(value, row) {
  if (value?.format !== FORMAT) return null;
  const { kind, site, office, report_id, mailbox_id } = value;
  const transferred = readTransferred(value, row);
  return {
    kind: words(kind),
    said: list(value.answers).map(readSaid),
    ids: { site, office, report_id, mailbox_id },
    slip: words(value.slip),
    deliver: words(Object(value.wishes).deliver),
    concerns: readConcerns(Object(value.concerns), office),
    attachments: readAttachments(value.attachments),
    language: words(value.language),
    taken: transferred.passed ? readPassed(value) : readTaking(value, row),
    transferred,
    reporter: readReporter(Object(value.reporter)),
  };
}

/** @param {string} text @returns {any} */
function asJson(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** @param {any} value @returns {Said} */
const readSaid = (value) => ({
  ...readLine(value),
  items: list(Object(value).items).map((item) => list(item).map(readLine)).filter((item) => item.length > 0),
});

/**
 * @param {any} concerned
 * @param {unknown} office to which it is sealed
 */
const readConcerns = (concerned, office) =>
  (words(concerned.office) === '' || concerned.office === office
    ? null : { office: words(concerned.office), name: words(concerned.name) });

/** @param {any} value @returns {Line} */
function readLine(value) {
  const { id, question, choices, text } = Object(value);
  const chosen = list(choices).map(Object).map((choice) => ({ id: words(choice.id), text: words(choice.text) }));
  return { id: words(id), question: words(question), choices: chosen, text: words(text).trim() };
}

/** @param {any} reporter */
function readReporter({ recipient, verify_key: verifyKey }) {
  return isRecipient(recipient) && isHex(verifyKey, 32) ? { recipient, verifyKey } : null;
}

/** @param {unknown} value @returns {any[]} */
const list = (value) => (Array.isArray(value) ? value : []);

/** @param {unknown} value */
const words = (value) => (typeof value === 'string' ? value : '');

/**
 * Whether the row a report came in is the one its writer sealed into it. A server that puts a
 * report under another id, or another mailbox or none beside it, is found out here.
 * @param {Report} report
 * @param {{ id: string, mailbox_id: string | null }} row
 */
export function isOwnRow({ ids }, row) {
  return ids.site === ring().site && ids.office === ring().office
    && ids.report_id === row.id && ids.mailbox_id === row.mailbox_id;
}
