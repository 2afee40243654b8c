/** What the worker does for the mailbox. The reporter secret never leaves this module. */
import { isRecipient, openSealed } from '../crypto/age.js';
import { fromBase64, fromHex, fromUtf8, sha256, toHex } from '../crypto/bytes.js';
import { isLate, linkedEpochs } from '../crypto/history.js';
import { derive, readingHalf, signingHalf } from '../crypto/keys.js';
import { mailboxId, mailboxToken, parse, reporterSecret } from '../crypto/receipt.js';
import { sign, verify } from '../crypto/statements.js';
import { readAttachments, readState } from './contents.js';
import { sealed, wellFormed } from './reporting.js';

/**
 * @typedef {import('../crypto/vouch.js').Vouched} Vouched
 * @typedef {{ id: string, sent_on: string, sha256: string }} Sent
 * @typedef {{ seq: number, previous: string, epoch: number, fingerprint: string, written_on: string, text: string,
 *   state: import('./contents.js').State | null, attachments: import('./contents.js').Received[],
 *   case_recipient?: string, digest: string }} Answer
 * @typedef {{ text: string, attachments: import('./contents.js').Attachment[],
 *   purpose: 'supplement' | 'objection' | 'rating', answer: number,
 *   rating: '' | 'satisfied' | 'partly' | 'dissatisfied' }} Message answer: seq of the one it is about, or 0
 * @typedef {{ site: string, office: Vouched, sent: Sent[], seq?: number }} Envelope
 */

/** @type {Uint8Array} */
let secret = new Uint8Array(0);
/** To whom letters are sealed once the report is registered: the newest answer names it. */
let caseRecipient = '';

/** @type {import('./main.js').Ops} */
export const ops = {
  checkCode: ({ code }) => parse(code).length,
  enterMailbox,
  readAnswers,
  sealMessage: (args) => sealSigned('message', args, said(args.message)),
  sealDeletion: (args) => sealSigned('deletion', args, {}),
};

/** @param {Message} message */
const said = ({ text, attachments, purpose, answer, rating }) =>
  ({ text: wellFormed(text), attachments, purpose, answer, rating });

/**
 * Derive the reporter secret of a typed code and what opens its mailbox. Raises Mistyped.
 * @param {{ code: string, site: string }} args
 */
function enterMailbox({ code, site }) {
  caseRecipient = '';
  secret = reporterSecret(parse(code), fromHex(site, 16));
  return { token: toHex(mailboxToken(secret)), mailboxId: ownId() };
}

/**
 * The answers that verify, in sequence. `trouble` says why something was left out: `forged` (it
 * does not verify or does not follow), `replaced` (written under another root key than vouched),
 * `earlier` (it names an epoch of which nothing is known: ask again with the office's earlier.json).
 * @param {{ site: string, office: Vouched, facts: Record<string, any>, answers: { sealed: string }[],
 *   earlier: import('../crypto/history.js').Earlier[] | null }} args facts: what office was vouched by
 */
async function readAnswers({ site, office, facts, answers, earlier }) {
  const epochs = earlier ? linkedEpochs(facts, earlier, site) : new Map([[office.epoch, office]]);
  const read = await Promise.all(answers.map((answer) => readAnswer(answer.sealed, site, office, epochs)));
  if (!earlier && read.includes('earlier')) return { trouble: 'earlier', confirmed: false, answers: [] };
  const good = read.flatMap((answer) => (typeof answer === 'string' ? [] : [answer]));
  const run = inSequence(good);
  // Who held the key of an epoch that is over tells nobody any more to whom to write.
  caseRecipient = run.filter(({ epoch }) => epoch === office.epoch)
    .map(({ case_recipient: to }) => to).filter(isRecipient).pop() ?? '';
  const replaced = read.includes('replaced');
  const trouble = replaced ? 'replaced' : run.length < answers.length ? 'forged' : '';
  return { trouble, confirmed: run.length > 0, answers: run.filter(says) };
}

/**
 * @param {string} file
 * @param {string} site
 * @param {Vouched} office
 * @param {Map<number, import('../crypto/history.js').Epoch>} epochs
 * @returns {Promise<Answer | 'forged' | 'replaced' | 'earlier'>}
 */
async function readAnswer(file, site, office, epochs) {
  try {
    const bytes = fromBase64(file);
    const signed = JSON.parse(fromUtf8(await openSealed(bytes, [readingHalf('reporter', secret)])));
    if (signed.fingerprint !== office.fingerprint) return 'replaced';
    const vouched = epochs.get(signed.epoch);
    if (vouched === undefined) return 'earlier';
    const answer = verify('answer', signed, vouched.answerKey);
    if (isLate(answer.written_on, epochs.get(signed.epoch + 1))) return 'forged';
    const ours = answer.type === 'qingfeng/answer' && answer.site === site
      && answer.office === office.office && answer.mailbox_id === ownId();
    if (!ours) return 'forged';
    const beside = { state: readState(answer.state), attachments: readAttachments(answer.attachments) };
    return /** @type {Answer} */ ({ ...answer, ...beside, digest: toHex(sha256(bytes)) });
  } catch {
    return 'forged';
  }
}

/**
 * Whether an answer says anything; others only tell to whom what is written next is sealed.
 * @param {Answer} answer
 */
const says = ({ text, state, attachments }) => text !== '' || state !== null || attachments.length > 0;

/**
 * The longest run 1, 2, 3, … in which each answer names the one before it. Epochs never go back:
 * whoever held the key of one that is over could add to its answers else.
 * @param {Answer[]} answers
 */
function inSequence(answers) {
  const run = /** @type {Answer[]} */ ([]);
  for (let last = { digest: '', epoch: 0 }; ;) {
    const next = answers.find(({ seq, previous, epoch }) =>
      seq === run.length + 1 && previous === last.digest && epoch >= last.epoch);
    if (next === undefined) return run;
    run.push(next);
    last = next;
  }
}

/**
 * A message to the office or the wish that the mailbox be deleted: signed and sealed. Raises
 * TooLong.
 * @param {'message' | 'deletion'} type
 * @param {Envelope} envelope
 * @param {object} content
 */
function sealSigned(type, { site, office, sent }, content) {
  const { seq, previous } = placeAfter(sent);
  const signed = sign(type, {
    format: `qingfeng.${type}/1`,
    type: `qingfeng/${type}`,
    site,
    office: office.office,
    mailbox_id: ownId(),
    seq,
    previous,
    ...content,
  }, signingHalf('reporter', secret));
  return sealed(messageId(seq), signed, caseRecipient || office.recipient);
}

/**
 * The server keeps no order among messages (dates only). Their ids follow from the secret and
 * their number, so the writer knows which is which, and nobody else does.
 * @param {Sent[]} sent
 */
function placeAfter(sent) {
  let previous = '';
  for (let seq = 1; ; seq += 1) {
    const found = sent.find((message) => message.id === messageId(seq));
    if (found === undefined) return { seq, previous };
    previous = found.sha256;
  }
}

/** @param {number} seq */
function messageId(seq) {
  const hex = toHex(derive(secret, `qingfeng/mailbox/message/${seq}/1`));
  const variant = '89ab'[parseInt(hex[16], 16) % 4];
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

const ownId = () => toHex(mailboxId(mailboxToken(secret)));
