/**
 * The roster (名册): who the members of an office are. A leader whom the charter names signs it, and
 * secrets are sealed to nobody whom it does not vouch for (docs/threat-model.md).
 */
import { isRecipient } from './age.js';
import { isHex, sha256, toHex, toUtf8 } from './bytes.js';
import { dayNumber } from './days.js';
import { refusal } from './refusal.js';
import { LeaderUnknown, readCharter, readSigned } from './vouch.js';

/**
 * @typedef {import('./statements.js').Statement} Statement
 * @typedef {{ name: string, shownName: string, roles: string[], recipient: string,
 *   verifyKey: string, joinedOn: string, leftOn: string }} Entry
 *   leftOn: empty while these are the keys to seal to
 * @typedef {{ version: number, epoch: number, members: Entry[], recovery: string, leader: string,
 *   issuedOn: string, expiresOn: string }} Roster
 *   epoch: of the statement that it goes with; recovery: the trust secret's recipient, or empty where the charter names none
 */

const ROSTER_DAYS = 92;
const ROLES = ['registrar', 'investigator', 'leader', 'secretary', 'helper', 'auditor', 'administrator'];
const KEYHOLDER_ROLES = ['registrar', 'leader'];

/** The roster is malformed, valid for too long, or not signed by its leader. */
export const RosterInvalid = refusal('RosterInvalid');
/** The roster is not valid on this day. */
export const RosterExpired = refusal('RosterExpired');

/**
 * A roster, checked against the charter in an office's `office.json`. Raises what `readCharter`
 * raises, RosterInvalid, LeaderUnknown, OfficeMismatch, RosterExpired.
 * @param {any} signed
 * @param {Record<string, any>} office
 * @param {string} site hex
 * @param {string | typeof import('./vouch.js').ANY_DAY} today
 * @returns {Roster}
 */
export function readRoster(signed, office, site, today) {
  const charter = readCharter(office, site, today);
  const { leader } = Object(signed);
  if (!isHex(leader, 32)) throw new RosterInvalid('leader');
  if (!charter.leaders.includes(leader)) throw new LeaderUnknown('leader');
  const isWellFormed = (/** @type {Statement} */ body) => isRoster(body, charter);
  const body = readSigned('roster', signed, leader, isWellFormed, office, site, today, ROSTER_DAYS, [RosterInvalid, RosterExpired]);
  return {
    version: body.version,
    epoch: body.epoch,
    members: body.members.map(entryOf),
    recovery: body.recovery ?? '',
    leader,
    issuedOn: body.issued_on,
    expiresOn: body.expires_on,
  };
}

/**
 * Whom secrets may be sealed to.
 * @param {Roster} roster
 */
export const currentMembers = ({ members }) => members.filter(({ leftOn }) => leftOn === '');

/**
 * As whom a key signed on a day: its entry, with every role that it had not given up before that
 * day; null if it had left, or was never here.
 * @param {Roster} roster
 * @param {string} verifyKey
 * @param {string} day
 * @returns {Entry | null}
 */
export function signerOn({ members }, verifyKey, day) {
  const found = members.filter((entry) => entry.verifyKey === verifyKey && (entry.leftOn === '' || entry.leftOn >= day));
  const roles = found.map((entry) => entry.roles).reduce((all, some) => [...all, ...some], []);
  return found.length === 0 ? null : { ...found[found.length - 1], roles: [...new Set(roles)] };
}

/**
 * Whether the epoch's secret is sealed to somebody.
 * @param {{ roles: string[] }} entry
 */
export const holdsKeys = ({ roles }) => roles.some((role) => KEYHOLDER_ROLES.includes(role));

/**
 * How a charter names the trust secret's recipient.
 * @param {string} recipient
 */
export const recoveryDigest = (recipient) => toHex(sha256(toUtf8(recipient)));

/**
 * @param {Statement} body
 * @param {Statement} charter
 */
function isRoster({ version, epoch, members, recovery = '' }, charter) {
  if (![version, epoch].every((number) => Number.isInteger(number) && number >= 1 && number <= 999999)) return false;
  if (!Array.isArray(members) || !members.every(isEntry)) return false;
  const current = members.filter(({ left_on: left }) => left === '').map(({ name }) => name);
  const backed = recovery === '' || (isRecipient(recovery) && recoveryDigest(recovery) === charter.recovery);
  return new Set(current).size === current.length && backed;
}

/** @param {any} value */
function isEntry(value) {
  const { name, display_name, roles, recipient, verify_key, joined_on, left_on } = Object(value);
  return typeof name === 'string' && /^[a-z0-9][a-z0-9-]{0,39}$/.test(name)
    && typeof display_name === 'string' && display_name !== ''
    && Array.isArray(roles) && roles.length > 0 && roles.every((role) => ROLES.includes(role))
    && isRecipient(recipient) && isHex(verify_key, 32)
    && isDate(joined_on) && (left_on === '' || isDate(left_on));
}

/** @param {any} entry @returns {Entry} */
const entryOf = ({ name, display_name, roles, recipient, verify_key, joined_on, left_on }) => ({
  name, shownName: display_name, roles: [...roles], recipient, verifyKey: verify_key, joinedOn: joined_on, leftOn: left_on,
});

/** @param {string} text */
function isDate(text) {
  try {
    return Number.isInteger(dayNumber(text));
  } catch {
    return false;
  }
}
