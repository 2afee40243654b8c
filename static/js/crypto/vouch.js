/**
 * The chain that vouches for an office (docs/threat-model.md): fingerprint on the poster → root
 * key → charter → a leader's key → office statement. A browser seals only to what it vouches for.
 */
import { isRecipient } from './age.js';
import { isHex } from './bytes.js';
import { dayNumber } from './days.js';
import { fingerprint as fingerprintOf, readFingerprint } from './keys.js';
import { verify } from './statements.js';

/** @typedef {import('./statements.js').Statement} Statement */
/**
 * Whom a report reaches and the key it is sealed to.
 * @typedef {{ office: string, name: string, epoch: number, recipient: string, answerKey: string,
 *   fingerprint: string, authority: string, authorityFingerprint: string }} Vouched
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
export class FingerprintMismatch extends Error {
  name = 'FingerprintMismatch';
}
/** The charter is malformed, valid for too long, or not signed by the root key. */
export class CharterInvalid extends Error {
  name = 'CharterInvalid';
}
/** The charter is not valid on this day. */
export class CharterExpired extends Error {
  name = 'CharterExpired';
}
/** A charter or statement is about another office or another site. */
export class OfficeMismatch extends Error {
  name = 'OfficeMismatch';
}
/** The statement is signed by somebody whom the charter does not name. */
export class LeaderUnknown extends Error {
  name = 'LeaderUnknown';
}
/** The statement is malformed, valid for too long, or not signed by its leader. */
export class StatementInvalid extends Error {
  name = 'StatementInvalid';
}
/** The statement is not valid on this day. */
export class StatementExpired extends Error {
  name = 'StatementExpired';
}

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
  const place = { site, office: office.office };
  const fingerprint = fingerprintIn(office, expected);
  const charter = opened('charter', office.charter, office.root_key, CharterInvalid);
  check(charter, isCharter(charter), place, today, CHARTER_DAYS, [CharterInvalid, CharterExpired]);

  const { leader } = Object(office.statement);
  if (!isHex(leader, 32)) throw new StatementInvalid('leader');
  if (!charter.leaders.includes(leader)) throw new LeaderUnknown('leader');
  const statement = opened('statement', office.statement, leader, StatementInvalid);
  check(statement, isStatement(statement), place, today, STATEMENT_DAYS, [StatementInvalid, StatementExpired]);
  return {
    office: statement.office,
    name: statement.name,
    epoch: statement.epoch,
    recipient: statement.recipient,
    answerKey: statement.answer_key,
    fingerprint,
    authority: statement.authority,
    authorityFingerprint: statement.authority_fingerprint,
  };
}

/**
 * The fingerprint of an office's root key, which must be the one it shows and the expected one.
 * @param {Record<string, any>} office
 * @param {string | null} expected
 */
function fingerprintIn(office, expected) {
  if (!isHex(office.root_key, 32)) throw new CharterInvalid('root key');
  const fingerprint = fingerprintOf(office.root_key);
  const asExpected = expected === null || printedForm(expected) === fingerprint;
  if (office.fingerprint !== fingerprint || !asExpected) throw new FingerprintMismatch('fingerprint');
  return fingerprint;
}

/**
 * @param {string} type
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

/**
 * @param {Statement} body
 * @param {boolean} wellFormed
 * @param {{ site: string, office: string }} place
 * @param {string | typeof ANY_DAY} today
 * @param {number} days for how long it may be valid
 * @param {(new (what: string) => Error)[]} refusals
 */
function check(body, wellFormed, place, today, days, [Invalid, Expired]) {
  const [from, to] = [body.issued_on, body.expires_on].map(dayOrNaN);
  if (!wellFormed || !(to >= from && to - from <= days)) throw new Invalid('form');
  if (body.site !== place.site || body.office !== place.office) throw new OfficeMismatch('place');
  if (typeof today === 'symbol') return;
  const day = dayNumber(today);
  if (day < from - CLOCK_DAYS || day > to) throw new Expired(body.expires_on);
}

/** @param {Statement} body */
const isCharter = ({ leaders }) => Array.isArray(leaders) && leaders.every((key) => isHex(key, 32));

/** @param {Statement} body */
function isStatement({ name, epoch, recipient, answer_key, authority, authority_fingerprint }) {
  return typeof name === 'string' && name !== ''
    && Number.isInteger(epoch) && epoch >= 1 && epoch <= 999999
    && isRecipient(recipient)
    && isHex(answer_key, 32)
    && (authority === '' || isSlug(authority))
    && (authority_fingerprint === '' || printedForm(authority_fingerprint) === authority_fingerprint);
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
