/**
 * The chain that vouches for an office (docs/threat-model.md): fingerprint on the poster → root
 * key → charter → a leader's key → office statement. A browser seals only to what it vouches for.
 */
import { isRecipient } from './age.js';
import { isHex } from './bytes.js';
import { dayNumber } from './days.js';
import { fingerprint as fingerprintOf, readFingerprint } from './keys.js';
import { refusal } from './refusal.js';
import { verify } from './statements.js';

/** @typedef {import('./statements.js').Statement} Statement */
/**
 * Whom a report reaches and the key it is sealed to.
 * @typedef {{ office: string, name: string, epoch: number, recipient: string, answerKey: string,
 *   fingerprint: string, authority: string, authorityFingerprint: string }} Vouched
 *   What only an office's own browsers ask for is read in history.js: nothing of it goes to phones.
 */

const CHARTER_DAYS = 400;
const STATEMENT_DAYS = 92;
// How far in the future an issue date may lie: across time zones it is already tomorrow.
const CLOCK_DAYS = 1;
/**
 * In the place of a day: the whole chain holds, only whether its dates are over is left open. What
 * was signed once stays readable; nothing new is sealed or signed on it. No message between a page
 * and its worker can carry a symbol, so nobody asks for it by mistake.
 */
export const ANY_DAY = Symbol('any day');

/** The root key is not the one whose fingerprint was expected. */
export const FingerprintMismatch = refusal('FingerprintMismatch');
/** The charter is malformed, valid for too long, or not signed by the root key. */
export const CharterInvalid = refusal('CharterInvalid');
/** The charter is not valid on this day. */
export const CharterExpired = refusal('CharterExpired');
/** A charter or statement is about another office or another site. */
export const OfficeMismatch = refusal('OfficeMismatch');
/** The statement is signed by somebody whom the charter does not name. */
export const LeaderUnknown = refusal('LeaderUnknown');
/** The statement is malformed, valid for too long, or not signed by its leader. */
export const StatementInvalid = refusal('StatementInvalid');
/** The statement is not valid on this day. */
export const StatementExpired = refusal('StatementExpired');

/**
 * What an office's `office.json` proves about it on a day. `expected` is the fingerprint from the
 * poster, if the reader has it. Raises the first broken link in the order of the chain.
 * @param {Record<string, any>} office
 * @param {string} site hex
 * @param {string | typeof ANY_DAY} today
 * @param {string | null} [expected]
 * @returns {Vouched}
 */
export function vouch(office, site, today, expected = null) {
  const charter = readCharter(office, site, today, expected);
  const { leader } = Object(office.statement);
  if (!isHex(leader, 32)) throw new StatementInvalid('leader');
  if (!charter.leaders.includes(leader)) throw new LeaderUnknown('leader');
  const statement = readSigned('statement', office.statement, leader, isStatement, office, site, today, STATEMENT_DAYS, [StatementInvalid, StatementExpired]);
  return {
    office: statement.office,
    name: statement.name,
    epoch: statement.epoch,
    recipient: statement.recipient,
    answerKey: statement.answer_key,
    fingerprint: office.fingerprint,
    authority: statement.authority,
    authorityFingerprint: statement.authority_fingerprint,
  };
}

/**
 * The charter of an office, which says who leads it. Raises FingerprintMismatch, CharterInvalid,
 * OfficeMismatch, CharterExpired.
 * @param {Record<string, any>} office
 * @param {string} site hex
 * @param {string | typeof ANY_DAY} today
 * @param {string | null} [expected]
 */
export function readCharter(office, site, today, expected = null) {
  const { root_key: root, fingerprint } = office;
  if (!isHex(root, 32)) throw new CharterInvalid('root key');
  const asExpected = expected === null || printedForm(expected) === fingerprint;
  if (fingerprint !== fingerprintOf(root) || !asExpected) throw new FingerprintMismatch('fingerprint');
  return readSigned('charter', office.charter, root, isCharter, office, site, today, CHARTER_DAYS, [CharterInvalid, CharterExpired]);
}

/**
 * The body of a statement that its key has signed, for this place and this day.
 * @param {import('./statements.js').Type} type
 * @param {Statement} signed
 * @param {string} key
 * @param {(body: Statement) => boolean} isWellFormed
 * @param {Record<string, any>} office whose it must be
 * @param {string} site
 * @param {string | typeof ANY_DAY} today
 * @param {number} days for how long it may be valid
 * @param {(new (what: string) => Error)[]} refusals
 */
export function readSigned(type, signed, key, isWellFormed, { office: slug }, site, today, days, [Invalid, Expired]) {
  const body = opened(type, signed, key, Invalid);
  const [from, to] = [body.issued_on, body.expires_on].map(dayOrNaN);
  if (!isWellFormed(body) || !(to >= from && to - from <= days)) throw new Invalid('form');
  if (body.site !== site || body.office !== slug) throw new OfficeMismatch('place');
  if (typeof today !== 'symbol') {
    const day = dayNumber(today);
    if (day < from - CLOCK_DAYS || day > to) throw new Expired(body.expires_on);
  }
  return body;
}

/** @param {Statement} body */
const isCharter = ({ leaders, recovery }) =>
  Array.isArray(leaders) && leaders.every((key) => isHex(key, 32)) && isDigest(recovery);

/** @param {Statement} body */
const isStatement = ({ name, epoch, recipient, answer_key, authority, authority_fingerprint, previous }) =>
  typeof name === 'string' && name !== ''
  && Number.isInteger(epoch) && epoch >= 1 && epoch <= 999999
  && isRecipient(recipient)
  && isHex(answer_key, 32)
  && (authority === '' || isSlug(authority))
  && (authority_fingerprint === '' || printedForm(authority_fingerprint) === authority_fingerprint)
  && isDigest(previous);

/** A digest, or none: charters and statements of before have not said it. */
const isDigest = (value = '') => value === '' || isHex(value, 32);

/**
 * @param {import('./statements.js').Type} type
 * @param {Statement} signed
 * @param {string} key
 * @param {new (what: string) => Error} Invalid
 */
function opened(type, signed, key, Invalid) {
  try {
    return verify(type, signed, key);
  } catch {
    throw new Invalid('signature');
  }
}

/** @param {unknown} text */
const isSlug = (text) => typeof text === 'string' && /^[a-z0-9][a-z0-9-]*$/.test(text);

/** @param {string} date */
function dayOrNaN(date) {
  try {
    return dayNumber(date);
  } catch {
    return NaN;
  }
}

/** @param {string} typed */
function printedForm(typed) {
  try {
    return readFingerprint(typed);
  } catch {
    return null;
  }
}
