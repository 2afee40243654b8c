/** What a page shows of an opened report or case. */
import { ring } from './keyring.js';
import { NOT_TAKEN } from './taken.js';
import { readTalk } from './talk.js';
import { NOT_TRANSFERRED } from './transferred.js';
import { kindOf, titleOf } from './titles.js';

/**
 * @typedef {import('./reports.js').Report} Report
 * @typedef {import('./reports.js').Opened} Opened
 * @typedef {import('./talk.js').Letters} Letters
 * @typedef {Pick<Report, 'kind' | 'said' | 'slip' | 'deliver' | 'concerns' | 'attachments' | 'language' | 'taken' | 'transferred'> &
 *   { title: string, plain: string, fingerprint: string } & import('./talk.js').Talk} View
 */

/**
 * Its words, its letters, and why no answer can be written, if so.
 * @param {Opened} opened
 * @param {Omit<import('./talk.js').Thread, 'mailbox'> & { mailbox: string | null }} thread
 * @param {Letters} documents
 * @param {import('./keyring.js').Standing} standing
 * @returns {Promise<View>}
 */
export async function viewOf(opened, thread, documents, standing) {
  const { report, plain } = opened;
  const view = { title: titleOf(opened), ...contentsOf(report), plain, fingerprint: standing.fingerprint };
  const shut = (/** @type {string} */ closed) => ({ ...view, letters: [], notices: [], closed });
  const { mailbox } = thread;
  if (opened.swapped) return shut('swapped');
  if (report === null || mailbox === null) return shut('no_mailbox');
  if (report.reporter === null) return shut('swapped');
  const { transferred: { passed, office } } = report;
  const offices = passed ? [ring().office, office] : [ring().office];
  return { ...view, ...await readTalk({ ...thread, mailbox, offices }, report.reporter, documents, standing) };
}

/** @param {Report | null} report null: a text sealed with another tool */
function contentsOf(report) {
  const { said = [], slip = '', deliver = '', concerns = null, attachments = [], language = '', taken = NOT_TAKEN, transferred = NOT_TRANSFERRED } = report ?? {};
  return { kind: kindOf(report), said, slip, deliver, concerns, attachments, language, taken, transferred };
}
