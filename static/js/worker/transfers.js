/**
 * Handing a case to the office above, and what comes back (docs/report-format.md, A transfer). What goes
 * is what a colleague has approved: the summary and the list. The report and its reporter stay here.
 */
import { openSealed } from '../crypto/age.js';
import { fromBase64, fromUtf8, newId, sha256, toBase64, toHex } from '../crypto/bytes.js';
import { signingHalf } from '../crypto/keys.js';
import { refusal } from '../crypto/refusal.js';
import { sign, verify } from '../crypto/statements.js';
import { vouch } from '../crypto/vouch.js';
import { readEntries, sealEntry } from './case-entries.js';
import { checkOffice, ring } from './keyring.js';
import { CaseForged } from './memory.js';
import { identitiesOf, openRegistration, sealToCase } from './registration.js';
import { sealed } from './reporting.js';
import { readReport } from './reports.js';
import { clean, OfficeUnproved } from './taking.js';
import { CHANNEL, digestOfTransfer } from './transferred.js';

/**
 * @typedef {import('./cases.js').CaseDocuments} CaseDocuments
 * @typedef {import('./case-entries.js').Entry} Entry
 * @typedef {import('../crypto/vouch.js').Vouched} Vouched
 * @typedef {{ entry: string, report: string, received_on: string, answered_on: string, reply: string }} Row
 * @typedef {{ entry: string, on: string, name: string, fingerprint: string, sentOn: string, receivedOn: string,
 *   trouble: '' | 'forged', result: { text: string, on: string } | null }} Sent
 *   receivedOn: as the server says; trouble: what came back is not that office's
 */

/** Somebody who is accused belongs to the office above: what is said of them does not go there. */
export const AccusedThere = refusal('AccusedThere');
/** The office that handed this here is not proved, or none did. */
export const NotHandedHere = refusal('NotHandedHere');
/** No colleague has approved this transfer. */
export const NotApproved = refusal('NotApproved');

/** @type {import('./main.js').Ops} */
export const ops = { sealTransfer, readTransfers, sealResult };

/**
 * A case whose every entry verifies. Raises CaseForged.
 * @param {CaseDocuments} documents
 */
export async function opened(documents) {
  const registration = await openRegistration(documents.case);
  if (!registration.proved) throw new CaseForged('signer');
  const { entries, missing } = await readEntries(documents.case.id, documents.entries, identitiesOf(registration));
  if (missing) throw new CaseForged('entries');
  return { registration, entries };
}

/**
 * What proves our office, and the key that speaks for it. Raises OfficeUnproved.
 * @param {Record<string, any>} office
 * @param {string} today
 */
export async function ourselves(office, today) {
  const { trouble, epoch } = await checkOffice({ office, today });
  const [vouched, secret] = [ring().vouched.get(epoch), ring().epochs.get(epoch)];
  if (trouble !== '' || !vouched || !secret) throw new OfficeUnproved(trouble);
  const { office: slug, root_key, fingerprint, charter, statement } = office;
  return { vouched, key: signingHalf('epoch', secret), chain: { office: slug, root_key, fingerprint, charter, statement } };
}

/**
 * The office above, as our own signed statement names it. Raises OfficeUnproved, FingerprintMismatch and
 * the like.
 * @param {Vouched} vouched
 * @param {Record<string, any> | null} above as the server gives it
 * @param {string} today
 */
export function authorityOf({ authority, authorityFingerprint }, above, today) {
  if (authority === '' || authorityFingerprint === '' || above === null) throw new OfficeUnproved('authority');
  const found = vouch(above, ring().site, today, authorityFingerprint);
  if (found.office !== authority) throw new OfficeUnproved('authority');
  return found;
}

/**
 * An approved transfer, sealed to the office above, and the entry that says it was sent. labels: what each
 * part is called. Raises NotApproved, AccusedThere, CaseForged, OfficeUnproved, TooLong and what proves
 * the office above.
 * @param {{ documents: CaseDocuments, office: Record<string, any>, above: Record<string, any> | null, on: string,
 *   labels: Record<string, string>, language: string, how: string, now: string, today: string }} args
 */
async function sealTransfer({ documents, office, above, on, labels, language, how, now, today }) {
  const { registration, entries } = await opened(documents);
  const asked = entries.find(({ id, kind, state, unproved }) => id === on && kind === 'transfer' && state === 'approved' && !unproved);
  if (asked === undefined) throw new NotApproved(on);
  const { vouched, key, chain } = await ourselves(office, today);
  const to = authorityOf(vouched, above, today);
  if (areAccused(entries, to.name)) throw new AccusedThere('unit');
  const { site } = ring();
  const id = newId();
  const report = clean({
    format: 'qingfeng.report/1', kind: 'report', site, office: to.office, report_id: id, mailbox_id: null, channel: CHANNEL, language,
    answers: saidOf(asked.words, labels),
    attachments: [],
    wishes: { deliver: 'now' },
    transferred: { from: chain, reply_to: registration.recipient, due_on: asked.facts.due_on },
  });
  const by = sign('transfer', {
    type: 'qingfeng/transfer', site, office: vouched.office, to: to.office, report: id, digest: digestOfTransfer(report), sent_on: today,
  }, key);
  const { body, digest } = await sealed(id, { ...report, transferred_by: by }, to.recipient);
  const words = { how, report: id, to: to.office, to_name: to.name, fingerprint: to.fingerprint, digest };
  const entry = await sealEntry(documents.case.id, registration.recipient, entries, { kind: 'transfer_sent', facts: { on, sent_on: today }, words, now });
  return { entry, transfer: { report: id, office: to.office, epoch: to.epoch, sealed: toBase64(body) } };
}

/**
 * Whether somebody who is accused is of the unit with this name.
 * @param {Entry[]} entries
 * @param {string} name
 */
export const areAccused = (entries, name) => entries.some(({ kind, words }) => kind === 'assessment' && Array.isArray(words.accused)
  && words.accused.some((one) => bare(Object(one).unit) === bare(name)));

/** @param {unknown} unit */
const bare = (unit) => String(unit).replace(/\s/g, '').toLowerCase();

/**
 * The approved words as a report's answers. The summary comes first: a report is known by it.
 * @param {Record<string, any>} words
 * @param {Record<string, string>} labels
 */
function saidOf(words, labels) {
  const lists = (Array.isArray(words.list) ? words.list : []).map(({ what, pages = '' }, n) => `${n + 1}. ${what}${pages === '' ? '' : ` · ${pages}`}`);
  const parts = { words: words.summary, grounds: words.grounds, list: lists.join('\n'), document_no: words.document_no, contact: words.contact };
  const said = Object.entries(parts).filter(([, text]) => typeof text === 'string' && text !== '');
  return said.map(([id, text]) => ({ id, question: labels[id] ?? '', choices: [], text: String(text) }));
}

/**
 * What was handed on from a case, by what we signed, and what came back, if that office signed it.
 * @param {{ documents: CaseDocuments, transfers: Row[] }} args
 * @returns {Promise<Sent[]>}
 */
async function readTransfers({ documents, transfers }) {
  const { registration, entries } = await opened(documents);
  const sent = entries.filter(({ kind, trouble, words }) => kind === 'transfer_sent' && trouble === '' && typeof words.report === 'string');
  return Promise.all(sent.map(async ({ id, facts, words }) => {
    const row = transfers.find(({ report }) => report === words.report);
    const told = { entry: id, on: facts.on, name: String(words.to_name), fingerprint: String(words.fingerprint), sentOn: facts.sent_on, receivedOn: row?.received_on ?? '' };
    if (!row?.reply) return { ...told, trouble: /** @type {const} */ (''), result: null };
    const result = await resultIn(row.reply, words, identitiesOf(registration)).catch(() => null);
    return { ...told, trouble: result === null ? 'forged' : '', result };
  }));
}

/**
 * What that office says, if it is about this very transfer and signed with the key that its chain proves
 * from the fingerprint which we sealed to.
 * @param {string} reply
 * @param {Record<string, any>} words
 * @param {string[]} identities
 */
async function resultIn(reply, words, identities) {
  const signed = JSON.parse(fromUtf8(await openSealed(fromBase64(reply), identities)));
  const sender = vouch(Object(signed.from), ring().site, signed.written_on, words.fingerprint);
  const body = verify('transfer_result', signed, sender.answerKey);
  const own = { type: 'qingfeng/transfer-result', site: ring().site, office: words.to, to: ring().office, report: words.report };
  const isOwn = sender.office === words.to && Object.entries(own).every(([key, value]) => body[key] === value);
  if (!isOwn || typeof body.text !== 'string') throw new CaseForged('result');
  return { text: body.text, on: body.written_on };
}

/**
 * What came of a case, sealed to the case of the office that handed it here, and the entry that says so.
 * Raises NotHandedHere, CaseForged, OfficeUnproved, TooLong.
 * @param {{ documents: CaseDocuments, office: Record<string, any>, text: string, now: string, today: string }} args
 */
async function sealResult({ documents, office, text, now, today }) {
  const { registration, entries } = await opened(documents);
  const row = { ...documents.case, id: documents.case.report };
  const { report, swapped } = readReport(registration.text, row);
  if (report === null || swapped || report.transferred.state !== 'proved') throw new NotHandedHere('transfer');
  const { vouched, key, chain } = await ourselves(office, today);
  const said = clean({
    format: 'qingfeng.transfer-result/1', type: 'qingfeng/transfer-result', site: ring().site, office: vouched.office,
    to: report.transferred.office, report: row.id, text, written_on: today, from: chain,
  });
  const reply = await sealToCase(sign('transfer_result', said, key), report.transferred.replyTo);
  const digest = toHex(sha256(reply));
  const entry = await sealEntry(documents.case.id, registration.recipient, entries, { kind: 'result_sent', facts: { sent_on: today }, words: { text, digest }, now });
  return { entry, reply: toBase64(reply) };
}
