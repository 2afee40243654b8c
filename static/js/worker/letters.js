/** The letters of one mailbox as an inspector may read them: what is signed, in its order. */
import { openSealed } from '../crypto/age.js';
import { fromBase64, fromUtf8, sha256, toHex } from '../crypto/bytes.js';
import { isLate } from '../crypto/history.js';
import { verify } from '../crypto/statements.js';
import { readAttachments, readState } from './contents.js';
import { ring } from './keyring.js';

/**
 * @typedef {{ from: 'office' | 'reporter', type: string, seq: number, previous: string, on: string,
 *   text: string, digest: string, attachments: import('./contents.js').Received[],
 *   state: import('./contents.js').State | null, purpose: string, answer: number, rating: string }} Letter
 *   type: message, answer, deletion, or unreadable if it is signed but no text; purpose of a
 *   message: supplement, objection or rating; answer: the one it is about, or 0
 * @typedef {{ letters: Letter[], forged: number, waiting: number, whole: boolean }} Row
 *   forged: how many prove nothing and are left out; waiting: how many are sealed to the office, of
 *   whose keys we hold none; whole: whether each names the one before it
 */

const PURPOSES = ['supplement', 'objection', 'rating'];
/** A letter, sealed anew to a case. */
export const COPY = 'qingfeng.letter/1';
const RATINGS = ['satisfied', 'partly', 'dissatisfied'];

/**
 * Our own answers, proved by the answer key of the epoch they were written in, which the office's
 * chain names (keyring.js).
 * @param {{ sealed: string }[]} answers
 * @param {string} mailbox
 * @param {string} fingerprint the office's
 * @param {string[]} identities
 */
export const readAnswers = (answers, mailbox, fingerprint, identities) =>
  readRow(answers, ({ sealed }) => readAnswer(sealed, mailbox, fingerprint, identities));

/**
 * What the reporter wrote, proved by the key that lies inside the report.
 * @param {{ sealed: string, sent_on: string }[]} messages
 * @param {string} mailbox
 * @param {string} key
 * @param {string[]} identities
 * @param {string[]} offices to which they wrote: ours, and the one that sent the report up to us
 */
export const readMessages = (messages, mailbox, key, identities, offices) =>
  readRow(messages, ({ sealed, sent_on: on }) => readMessage(sealed, on, mailbox, key, identities, offices));

/**
 * @template T
 * @param {T[]} sealed
 * @param {(letter: T) => Promise<Letter>} read
 * @returns {Promise<Row>}
 */
async function readRow(sealed, read) {
  const found = await Promise.all(sealed.map((letter) => read(letter).catch(failure)));
  const letters = found.flatMap((letter) => (typeof letter === 'string' ? [] : [letter]));
  letters.sort((a, b) => a.seq - b.seq);
  const waiting = found.filter((letter) => letter === 'waiting').length;
  return { letters, waiting, forged: sealed.length - letters.length - waiting, whole: isWhole(letters) };
}

/**
 * @param {Error} error
 * @returns {'waiting' | 'forged'}
 */
const failure = ({ name }) => (name === 'NoMatch' && ring().epochs.size === 0 ? 'waiting' : 'forged');

/** @param {Letter[]} letters in order */
const isWhole = (letters) =>
  letters.every(({ seq, previous }, n) => seq === n + 1 && previous === (letters[n - 1]?.digest ?? ''));

/**
 * @param {string} file
 * @param {string} mailbox
 * @param {string} fingerprint
 * @param {string[]} identities
 * @returns {Promise<Letter>}
 */
async function readAnswer(file, mailbox, fingerprint, identities) {
  const { digest, signed } = await openLetter(file, identities);
  const vouched = ring().vouched.get(signed.epoch);
  if (vouched === undefined || signed.fingerprint !== fingerprint) throw new RangeError('answer');
  const answer = verify('answer', signed, vouched.answerKey);
  if (isLate(answer.written_on, ring().vouched.get(signed.epoch + 1))) throw new RangeError('epoch');
  return letterOf(answer, 'office', answer.written_on, digest, mailbox, 'answer');
}

/**
 * @param {string} file
 * @param {string} on
 * @param {string} mailbox
 * @param {string} key
 * @param {string[]} identities
 * @param {string[]} offices
 * @returns {Promise<Letter>}
 */
async function readMessage(file, on, mailbox, key, identities, offices) {
  const { digest, signed } = await openLetter(file, identities);
  const type = signed.type === 'qingfeng/deletion' ? 'deletion' : 'message';
  return letterOf(verify(type, signed, key), 'reporter', on, digest, mailbox, type, offices);
}

/**
 * A letter and the SHA-256 of the file its writer sealed; a copy that registration has sealed to the
 * case bears it beside the letter.
 * @param {string} file
 * @param {string[]} identities
 */
export async function openLetter(file, identities) {
  const bytes = fromBase64(file);
  const inside = Object(JSON.parse(fromUtf8(await openSealed(bytes, identities))));
  if (inside.format === COPY) return { copied: true, digest: String(inside.digest), signed: Object(inside.letter) };
  return { copied: false, digest: toHex(sha256(bytes)), signed: inside };
}

/**
 * @param {import('../crypto/statements.js').Statement} body
 * @param {'office' | 'reporter'} from
 * @param {string} on
 * @param {string} digest
 * @param {string} mailbox
 * @param {string} type
 * @param {string[]} [offices] whose letter it may be
 * @returns {Letter}
 */
function letterOf(body, from, on, digest, mailbox, type, offices = [ring().office]) {
  const ours = body.type === `qingfeng/${type}` && body.site === ring().site
    && offices.includes(String(body.office)) && body.mailbox_id === mailbox && Number.isInteger(body.seq);
  if (!ours) throw new RangeError('letter');
  const { seq, previous, text = '' } = body;
  const letter = { from, seq, previous, on, digest, ...besideWords(body, type) };
  return type === 'deletion' || typeof text === 'string' ? { ...letter, type, text } : { ...letter, type: 'unreadable', text: '' };
}

/**
 * @param {import('../crypto/statements.js').Statement} body
 * @param {string} type
 */
function besideWords({ attachments, state, purpose, answer, rating }, type) {
  const about = type === 'message' && PURPOSES.includes(purpose) && Number.isInteger(answer);
  const rates = about && purpose === 'rating' && RATINGS.includes(rating);
  return {
    attachments: readAttachments(attachments),
    state: type === 'answer' ? readState(state) : null,
    purpose: about && (rates || purpose === 'objection') ? String(purpose) : 'supplement',
    answer: about ? Number(answer) : 0,
    rating: rates ? String(rating) : '',
  };
}
