/** The letters of one mailbox as an inspector may read them: what is signed, in its order. */
import { openSealed } from '../crypto/age.js';
import { fromBase64, fromUtf8, sha256, toHex } from '../crypto/bytes.js';
import { signingHalf, verifyKey } from '../crypto/keys.js';
import { verify } from '../crypto/statements.js';
import { readAttachments, readState } from './contents.js';
import { epochIdentities, ring } from './keyring.js';

/**
 * @typedef {{ from: 'office' | 'reporter', type: string, seq: number, previous: string, on: string,
 *   text: string, digest: string, attachments: import('./contents.js').Received[],
 *   state: import('./contents.js').State | null, purpose: string, answer: number, rating: string }} Letter
 *   type: message, answer, deletion, or unreadable if it is signed but no text; purpose of a
 *   message: supplement, objection or rating; answer: the one it is about, or 0
 * @typedef {{ letters: Letter[], forged: number, whole: boolean }} Row
 *   forged: how many prove nothing and are left out; whole: whether each names the one before it
 */

const PURPOSES = ['supplement', 'objection', 'rating'];
const RATINGS = ['satisfied', 'partly', 'dissatisfied'];

/**
 * Our own answers, proved by the answer key of the epoch they were written in. That key is in the
 * ring because the office's chain names it (keyring.js).
 * @param {{ sealed: string }[]} answers
 * @param {string} mailbox
 * @param {string} fingerprint the office's
 */
export const readAnswers = (answers, mailbox, fingerprint) =>
  readRow(answers, ({ sealed }) => readAnswer(sealed, mailbox, fingerprint));

/**
 * What the reporter wrote, proved by the key that lies inside the report.
 * @param {{ sealed: string, sent_on: string }[]} messages
 * @param {string} mailbox
 * @param {string} key
 */
export const readMessages = (messages, mailbox, key) =>
  readRow(messages, ({ sealed, sent_on: on }) => readMessage(sealed, on, mailbox, key));

/**
 * @template T
 * @param {T[]} sealed
 * @param {(letter: T) => Promise<Letter>} read
 * @returns {Promise<Row>}
 */
async function readRow(sealed, read) {
  const found = await Promise.all(sealed.map((letter) => read(letter).catch(() => null)));
  const letters = found.flatMap((letter) => (letter === null ? [] : [letter]));
  letters.sort((a, b) => a.seq - b.seq);
  return { letters, forged: sealed.length - letters.length, whole: isWhole(letters) };
}

/** @param {Letter[]} letters in order */
const isWhole = (letters) =>
  letters.every(({ seq, previous }, n) => seq === n + 1 && previous === (letters[n - 1]?.digest ?? ''));

/**
 * @param {string} file
 * @param {string} mailbox
 * @param {string} fingerprint
 * @returns {Promise<Letter>}
 */
async function readAnswer(file, mailbox, fingerprint) {
  const { bytes, signed } = await openLetter(file);
  const secret = ring().epochs.get(signed.epoch);
  if (secret === undefined || signed.fingerprint !== fingerprint) throw new RangeError('answer');
  const answer = verify('answer', signed, verifyKey(signingHalf('epoch', secret)));
  return letterOf(answer, 'office', answer.written_on, bytes, mailbox, 'answer');
}

/**
 * @param {string} file
 * @param {string} on
 * @param {string} mailbox
 * @param {string} key
 * @returns {Promise<Letter>}
 */
async function readMessage(file, on, mailbox, key) {
  const { bytes, signed } = await openLetter(file);
  const type = signed.type === 'qingfeng/deletion' ? 'deletion' : 'message';
  return letterOf(verify(type, signed, key), 'reporter', on, bytes, mailbox, type);
}

/** @param {string} file */
async function openLetter(file) {
  const bytes = fromBase64(file);
  return { bytes, signed: Object(JSON.parse(fromUtf8(await openSealed(bytes, epochIdentities())))) };
}

/**
 * @param {import('../crypto/statements.js').Statement} body
 * @param {'office' | 'reporter'} from
 * @param {string} on
 * @param {Uint8Array} bytes
 * @param {string} mailbox
 * @param {string} type
 * @returns {Letter}
 */
function letterOf(body, from, on, bytes, mailbox, type) {
  const ours = body.type === `qingfeng/${type}` && body.site === ring().site
    && body.office === ring().office && body.mailbox_id === mailbox && Number.isInteger(body.seq);
  if (!ours) throw new RangeError('letter');
  const { seq, previous, text = '' } = body;
  const letter = { from, seq, previous, on, digest: toHex(sha256(bytes)), ...besideWords(body, type) };
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
