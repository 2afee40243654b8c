/**
 * The chain that vouches for an office (docs/threat-model.md): fingerprint on the poster → root
 * key → charter → a leader's key → office statement. A browser seals only to what it vouches for.
 */
import { fromHex } from './bytes.js';
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
 * poster, if the reader has it. Raises the refusals above.
 * @param {Record<string, any>} office
 * @param {string} site hex
 * @param {string} today
 * @param {string | null} [expected]
 * @returns {Vouched}
 */
export function vouch(office, site, today, expected = null) {
  const fingerprint = checkFingerprint(office, expected);
  const charter = signedBy(office.root_key, 'charter', office.charter, CharterInvalid);
  checkCharter(charter, site, office.office, today);
  const statement = office.statement;
  if (!charter.leaders.includes(Object(statement).leader)) throw new LeaderUnknown('leader');
  checkStatement(signedBy(statement.leader, 'statement', statement, StatementInvalid), site, office.office, today);
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
 * @param {Record<string, any>} office
 * @param {string | null} expected
 */
function checkFingerprint(office, expected) {
  try {
    const fingerprint = fingerprintOf(office.root_key);
    if (fingerprint === office.fingerprint && (expected === null || fingerprint === readFingerprint(expected))) {
      return fingerprint;
    }
  } catch {
    // A key or fingerprint that cannot be read is not the expected one either.
  }
  throw new FingerprintMismatch('fingerprint');
}

/**
 * @param {string} key
 * @param {string} type
 * @param {Statement} signed
 * @param {new (what: string) => Error} Refusal
 */
function signedBy(key, type, signed, Refusal) {
  try {
    return verify(type, signed, key);
  } catch {
    throw new Refusal('signature');
  }
}

/**
 * @param {Statement} charter
 * @param {string} site
 * @param {string} office
 * @param {string} today
 */
function checkCharter(charter, site, office, today) {
  const wellFormed = Array.isArray(charter.leaders) && charter.leaders.every((key) => isHex(key, 32));
  if (!wellFormed || daysOf(charter) > CHARTER_DAYS) throw new CharterInvalid('charter');
  if (charter.site !== site || charter.office !== office) throw new OfficeMismatch('charter');
  if (!validOn(charter, today)) throw new CharterExpired(charter.expires_on);
}

/**
 * @param {Statement} statement
 * @param {string} site
 * @param {string} office
 * @param {string} today
 */
function checkStatement(statement, site, office, today) {
  const texts = [statement.name, statement.recipient, statement.authority, statement.authority_fingerprint];
  const wellFormed = texts.every((text) => typeof text === 'string')
    && statement.recipient.startsWith('age1pq1')
    && Number.isSafeInteger(statement.epoch) && statement.epoch > 0
    && isHex(statement.answer_key, 32);
  if (!wellFormed || daysOf(statement) > STATEMENT_DAYS) throw new StatementInvalid('statement');
  if (statement.site !== site || statement.office !== office) throw new OfficeMismatch('statement');
  if (!validOn(statement, today)) throw new StatementExpired(statement.expires_on);
}

/**
 * @param {unknown} text
 * @param {number} length
 */
function isHex(text, length) {
  try {
    return fromHex(/** @type {string} */ (text), length).length === length;
  } catch {
    return false;
  }
}

/**
 * For how many days a statement is valid; Infinity if its dates cannot be read.
 * @param {Statement} statement
 */
function daysOf({ issued_on, expires_on }) {
  try {
    const days = dayNumber(expires_on) - dayNumber(issued_on);
    return days < 0 ? Infinity : days;
  } catch {
    return Infinity;
  }
}

/**
 * @param {Statement} statement
 * @param {string} today
 */
const validOn = ({ issued_on, expires_on }, today) =>
  dayNumber(issued_on) <= dayNumber(today) + CLOCK_DAYS && today <= expires_on;
