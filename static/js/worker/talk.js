/** The conversation about a report or case: its letters, what is odd, why nothing can be answered. */
import { answerAt } from './answering.js';
import { ring } from './keyring.js';
import { readAnswers, readMessages } from './letters.js';

/**
 * @typedef {import('./letters.js').Letter} Letter
 * @typedef {import('./reports.js').Report} Report
 * @typedef {import('./keyring.js').Standing} Standing
 * @typedef {{ mailbox_open: boolean, answers: { sealed: string }[],
 *   messages: { id: string, sealed: string, sent_on: string }[] }} Letters
 * @typedef {{ id: string, mailbox: string, identities: string[], caseRecipient: string, offices?: string[] }} Thread
 *   id: of the report or case; caseRecipient: empty before registration. An answer opens with the
 *   secret of its time, so a row older than an answer cannot be answered; offices: to which the reporter
 *   wrote
 * @typedef {{ letters: Letter[], notices: string[], closed: string }} Talk
 *   notices: what is odd, to be shown; closed: why no answer can be written, empty if one can
 */

/**
 * Read the letters and take up the place of the next answer.
 * @param {Thread} thread
 * @param {NonNullable<Report['reporter']>} reporter
 * @param {Letters} documents
 * @param {Standing} standing
 * @returns {Promise<Talk>}
 */
export async function readTalk({ id, mailbox, identities, caseRecipient, offices = [ring().office] }, reporter, documents, standing) {
  const answers = await readAnswers(documents.answers, mailbox, standing.fingerprint, identities);
  const messages = await readMessages(documents.messages, mailbox, reporter.verifyKey, identities, offices);
  const closed = reasonClosed(documents, answers, messages.letters, standing);
  const last = answers.letters[answers.letters.length - 1];
  answerAt(closed !== '' ? null : {
    id, mailbox, recipient: reporter.recipient, epoch: standing.epoch, seq: answers.letters.length + 1,
    previous: last?.digest ?? '', fingerprint: standing.fingerprint, caseRecipient,
    stated: answers.letters.some(({ state }) => state !== null),
  });
  const letters = [...answers.letters.filter(says), ...messages.letters];
  letters.sort((a, b) => (a.on < b.on ? -1 : Number(a.on > b.on)));
  return { letters, notices: [...noticesOf(messages), ...(answers.waiting > 0 ? ['answers_waiting'] : [])], closed };
}

/**
 * Whether an answer says anything to a person; others only tell the reporter's page whom to seal to.
 * @param {Letter} letter
 */
const says = ({ text, attachments, state, type }) =>
  type === 'unreadable' || text !== '' || attachments.length > 0 || state !== null;

/** @param {import('./letters.js').Row} messages */
function noticesOf({ forged, whole, waiting }) {
  if (forged > 0) return ['messages_forged'];
  if (waiting > 0) return ['messages_waiting'];
  return whole ? [] : ['messages_missing'];
}

/**
 * @param {Letters} documents
 * @param {import('./letters.js').Row} answers
 * @param {Letter[]} messages
 * @param {Standing} standing
 */
function reasonClosed(documents, answers, messages, standing) {
  if (messages.some((letter) => letter.type === 'deletion')) return 'deleted';
  if (!documents.mailbox_open) return 'shut';
  if (ring().epochs.size === 0 && standing.trouble === '') return 'not_signer';
  if (answers.forged > 0 || !answers.whole) return 'answers_broken';
  return standing.trouble;
}
