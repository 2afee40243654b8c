/** Answers to reporters: signed with the epoch's answer key, sealed to the reporter and to us. */
import { recipientOf, seal } from '../crypto/age.js';
import { newId, toBase64, toUtf8 } from '../crypto/bytes.js';
import { readingHalf, signingHalf } from '../crypto/keys.js';
import { pad } from '../crypto/padding.js';
import { refusal } from '../crypto/refusal.js';
import { sign } from '../crypto/statements.js';
import { readState } from './contents.js';
import { ring } from './keyring.js';
import { wellFormed } from './reporting.js';

/**
 * @typedef {{ id: string, recipient: string, mailbox: string, seq: number, previous: string,
 *   fingerprint: string, epoch: number, caseRecipient: string, stated: boolean }} Place
 *   where the next answer goes; id: of the report or case; caseRecipient: to whom the reporter
 *   seals from now on, empty before registration; stated: whether an answer said how it stands
 * @typedef {{ text: string, state?: import('./contents.js').State | null,
 *   attachments?: import('./contents.js').Attachment[] }} Said
 */

/** No report is open that could be answered. */
export const NotAnswerable = refusal('NotAnswerable');

/** @type {Place | null} */
let place = null;

/** @type {import('./main.js').Ops} */
export const ops = { sealAnswer };

/**
 * What is answered from now on, or nothing.
 * @param {Place | null} next
 */
export function answerAt(next) {
  place = next;
}

/** Where the next answer to this report or case goes, or null. */
export const placeOf = (/** @type {string} */ id) => (place?.id === id ? place : null);

/**
 * The next answer to what is open. Raises NotAnswerable, TooLong.
 * @param {{ id: string, today: string } & Said} args
 */
function sealAnswer({ id, today, ...said }) {
  const at = placeOf(id);
  if (at === null) throw new NotAnswerable('answer');
  return answerFrom(at, said, today);
}

/**
 * An answer without words: it tells the reporter's page whom to seal to from now on. The first one
 * also says that somebody looks into it. Null where nothing can be answered.
 * @param {string} id
 * @param {string} caseRecipient
 * @param {string} today
 */
export async function acknowledge(id, caseRecipient, today) {
  const at = placeOf(id);
  if (at === null) return null;
  const state = at.stated ? null : { id: 'deciding', month: '', to: '' };
  return answerFrom({ ...at, caseRecipient }, { text: '', state }, today);
}

/**
 * What it says about the state of the case is in the seal like its words.
 * @param {Place} at
 * @param {Said} said
 * @param {string} today
 */
async function answerFrom(at, { text, state = null, attachments = [] }, today) {
  const secret = ring().epochs.get(at.epoch);
  if (!secret) throw new NotAnswerable('epoch');
  const { site, office } = ring();
  const { epoch, mailbox, seq, previous, fingerprint, recipient, caseRecipient } = at;
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
    ...(caseRecipient && { case_recipient: caseRecipient }),
  }, signingHalf('epoch', secret));
  const own = caseRecipient || await recipientOf(readingHalf('epoch', secret));
  const sealed = await seal(pad(toUtf8(JSON.stringify(answer))), [recipient, own]);
  const ids = attachments.map((attachment) => attachment.id).join(' ');
  return { id: newId(), seq: String(seq), sealed: toBase64(sealed), attachments: ids };
}
