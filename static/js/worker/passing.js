/**
 * Sending a case up whole (docs/report-format.md, A case that goes up): the report and the reporter's
 * letters, sealed anew to the office above. Of what was written here only the reason goes along.
 */
import { newId, toBase64 } from '../crypto/bytes.js';
import { refusal } from '../crypto/refusal.js';
import { sign } from '../crypto/statements.js';
import { sealEntry } from './case-entries.js';
import { epochIdentities, ring } from './keyring.js';
import { COPY, openLetter } from './letters.js';
import { CaseForged } from './memory.js';
import { identitiesOf, sealToCase } from './registration.js';
import { sealed } from './reporting.js';
import { readReport } from './reports.js';
import { clean } from './taking.js';
import { AccusedThere, areAccused, authorityOf, NotApproved, opened, ourselves } from './transfers.js';
import { CHANNEL, digestOfTransfer } from './transferred.js';

/** @typedef {import('./cases.js').CaseDocuments} CaseDocuments */

/** Somebody else's keys open a letter that ours do not: sent on, it would be lost. */
export const LettersUnread = refusal('LettersUnread');

/** @type {import('./main.js').Ops} */
export const ops = { sealPassing };

/**
 * A case that a colleague has approved to go up, and the entry that says it did. label: what a report
 * that was sealed with another tool is called. Raises NotApproved, AccusedThere, LettersUnread,
 * CaseForged, OfficeUnproved, TooLong and what proves the office above.
 * @param {{ documents: CaseDocuments, office: Record<string, any>, above: Record<string, any> | null, on: string,
 *   label: string, language: string, now: string, today: string }} args
 */
async function sealPassing({ documents, office, above, on, label, language, now, today }) {
  const { registration, entries } = await opened(documents);
  const asked = entries.find(({ id, kind, state, unproved }) => id === on && kind === 'pass_up' && state === 'approved' && !unproved);
  if (asked === undefined) throw new NotApproved(on);
  const { vouched, key, chain } = await ourselves(office, today);
  const to = authorityOf(vouched, above, today);
  if (areAccused(entries, to.name)) throw new AccusedThere('unit');
  const row = documents.case;
  const report = clean({
    ...original(registration.text, row, { label, language }),
    office: to.office, channel: CHANNEL,
    transferred: { from: chain, passed: true, channel: row.channel, reason: String(asked.words.reason ?? '') },
  });
  const { site } = ring();
  const by = sign('transfer', {
    type: 'qingfeng/transfer', site, office: vouched.office, to: to.office, report: report.report_id, digest: digestOfTransfer(report), sent_on: today,
  }, key);
  const letters = await resealed(documents, [...identitiesOf(registration), ...epochIdentities()], to.recipient);
  const { body, digest } = await sealed(report.report_id, { ...report, transferred_by: by }, to.recipient);
  const words = { to: to.office, to_name: to.name, fingerprint: to.fingerprint, digest };
  const entry = await sealEntry(row.id, registration.recipient, entries, { kind: 'passed_up', facts: { on }, words, now });
  return { entry, passing: { report: report.report_id, office: to.office, epoch: to.epoch, sealed: toBase64(body), letters } };
}

/**
 * The report as its writer sealed it. A case that was split off has neither the mailbox nor the files:
 * they are the first case's. Raises CaseForged.
 * @param {string} text
 * @param {import('./registration.js').CaseRow} row
 * @param {{ label: string, language: string }} told
 * @returns {Record<string, any>}
 */
function original(text, row, { label, language }) {
  const { report, plain, swapped } = readReport(text, { ...row, id: row.report });
  if (swapped) throw new CaseForged('row');
  const { taken_by: _, ...said } = report === null ? plainly(plain, row, { label, language }) : JSON.parse(text);
  if (row.split_from === null) return said;
  const { reporter: __, ...without } = said;
  return { ...without, report_id: newId(), mailbox_id: null, attachments: [] };
}

/**
 * @param {string} plain
 * @param {import('./registration.js').CaseRow} row
 * @param {{ label: string, language: string }} told
 */
const plainly = (plain, row, { label, language }) => ({
  format: 'qingfeng.report/1', kind: 'report', site: ring().site, report_id: row.report, mailbox_id: null, language,
  answers: [{ id: 'words', question: label, choices: [], text: plain }],
  attachments: [],
  wishes: { deliver: 'now' },
});

/**
 * What the reporter wrote, as they signed it, sealed to the office above. Raises LettersUnread.
 * @param {CaseDocuments} documents
 * @param {string[]} identities
 * @param {string} recipient
 */
async function resealed({ messages }, identities, recipient) {
  return Promise.all(messages.map(async ({ id, sealed: file }) => {
    const { digest, signed } = await openLetter(file, identities).catch(() => { throw new LettersUnread(id); });
    return { id, sealed: toBase64(await sealToCase({ format: COPY, digest, letter: signed }, recipient)) };
  }));
}
