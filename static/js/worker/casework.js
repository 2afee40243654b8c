/** What the worker does for an inspector: unlock, open, answer. */
import { newId, toBase64, toUtf8 } from '../crypto/bytes.js';
import { readingHalf, signingHalf } from '../crypto/keys.js';
import { recipientOf, seal } from '../crypto/age.js';
import { pad } from '../crypto/padding.js';
import { sign } from '../crypto/statements.js';
import { readState } from './contents.js';
import { checkOffice, ops as keyring, ring } from './keyring.js';
import { readAnswers, readMessages } from './letters.js';
import { open, ops as reports } from './reports.js';
import { wellFormed } from './reporting.js';
import { kindOf, titleOf } from './titles.js';

/**
 * @typedef {import('./letters.js').Letter} Letter
 * @typedef {import('./reports.js').Said} Said
 * @typedef {import('./reports.js').Report} Report
 * @typedef {import('./contents.js').Attachment} Attachment
 * @typedef {{ answers: { sealed: string }[], messages: { sealed: string, sent_on: string }[] }} Letters
 * @typedef {{ report: import('./reports.js').Row, mailbox_open: boolean } & Letters} Documents
 * @typedef {Pick<Report, 'kind' | 'said' | 'slip' | 'deliver' | 'concerns' | 'attachments'> &
 *   { title: string, plain: string, fingerprint: string, letters: Letter[], notices: string[],
 *   closed: string }} View
 *   notices: what is odd, to be shown; closed: why no answer can be written, empty if one can
 * @typedef {{ id: string, recipient: string, mailbox: string, seq: number, previous: string,
 *   fingerprint: string, epoch: number }} Place where the next answer goes
 */

/** No report is open that could be answered. */
export class NotAnswerable extends Error {
  name = 'NotAnswerable';
}

/** @type {Place | null} */
let place = null;

/** @type {import('./main.js').Ops} */
export const ops = { ...keyring, ...reports, openReport, sealAnswer };

/**
 * Open a report with its letters. Raises NoMatch, PayloadInvalid and the like.
 * @param {{ documents: Documents, office: Record<string, any>, today: string }} args
 * @returns {Promise<View>}
 */
async function openReport({ documents, office, today }) {
  place = null;
  const row = documents.report;
  const opened = await open(row);
  const standing = await checkOffice({ office, today });
  const { report, plain } = opened;
  const view = { title: titleOf(opened), ...contentsOf(report), plain, fingerprint: standing.fingerprint };
  const shut = (/** @type {string} */ closed) => ({ ...view, letters: [], notices: [], closed });
  if (opened.swapped) return shut('swapped');
  if (report === null || row.mailbox_id === null) return shut('no_mailbox');
  if (report.reporter === null) return shut('swapped');
  const answers = await readAnswers(documents.answers, row.mailbox_id, standing.fingerprint);
  const messages = await readMessages(documents.messages, row.mailbox_id, report.reporter.verifyKey);
  const closed = reasonClosed(documents, answers, messages.letters, standing);
  const last = answers.letters[answers.letters.length - 1];
  if (closed === '') {
    place = {
      id: row.id, recipient: report.reporter.recipient, mailbox: row.mailbox_id, epoch: standing.epoch,
      seq: answers.letters.length + 1, previous: last?.digest ?? '', fingerprint: standing.fingerprint,
    };
  }
  return {
    ...view,
    letters: [...answers.letters, ...messages.letters].sort((a, b) => (a.on < b.on ? -1 : Number(a.on > b.on))),
    notices: messageNotices(messages),
    closed,
  };
}

/** @param {Report | null} report null: a text sealed with another tool */
function contentsOf(report) {
  const { said = [], slip = '', deliver = '', concerns = null, attachments = [] } = report ?? {};
  return { kind: kindOf(report), said, slip, deliver, concerns, attachments };
}

/** @param {import('./letters.js').Row} messages */
function messageNotices({ forged, whole }) {
  if (forged > 0) return ['messages_forged'];
  return whole ? [] : ['messages_missing'];
}

/**
 * @param {Documents} documents
 * @param {import('./letters.js').Row} answers
 * @param {Letter[]} messages
 * @param {import('./keyring.js').Standing} standing
 */
function reasonClosed(documents, answers, messages, standing) {
  if (messages.some((letter) => letter.type === 'deletion')) return 'deleted';
  if (!documents.mailbox_open) return 'shut';
  if (answers.forged > 0 || !answers.whole) return 'answers_broken';
  return standing.trouble;
}

/**
 * The next answer to the open report: signed with the epoch's answer key, sealed to the reporter
 * and to our own office. What it says about the state of the case is in the seal like its words.
 * Raises NotAnswerable, TooLong.
 * @param {{ id: string, text: string, state?: import('./contents.js').State | null,
 *   attachments?: Attachment[], today: string }} args
 */
async function sealAnswer({ id, text, state = null, attachments = [], today }) {
  const secret = place && ring().epochs.get(place.epoch);
  if (place === null || place.id !== id || !secret) throw new NotAnswerable('answer');
  const { site, office } = ring();
  const { epoch, mailbox, seq, previous, fingerprint, recipient } = place;
  const answer = sign('answer', {
    format: 'qingfeng.answer/1',
    type: 'qingfeng/answer',
    site,
    office,
    epoch,
    mailbox_id: mailbox,
    seq,
    previous,
    fingerprint,
    written_on: today,
    text: wellFormed(text),
    state: state && readState({ ...state, to: wellFormed(state.to) }),
    attachments,
  }, signingHalf('epoch', secret));
  const own = await recipientOf(readingHalf('epoch', secret));
  const sealed = await seal(pad(toUtf8(JSON.stringify(answer))), [recipient, own]);
  const ids = attachments.map((attachment) => attachment.id).join(' ');
  return { id: newId(), seq: String(seq), sealed: toBase64(sealed), attachments: ids };
}
