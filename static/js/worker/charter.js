/**
 * What a ceremony signs: a charter with the trust secret, a statement and a roster with the leader's
 * own. The same fields as casework/administration/signing.py writes.
 */
import { recipientOf } from '../crypto/age.js';
import { readingHalf, signingHalf, verifyKey } from '../crypto/keys.js';
import { recoveryDigest } from '../crypto/roster.js';
import { sign } from '../crypto/statements.js';
import { ring } from './keyring.js';

/**
 * @typedef {{ name: string, authority: string, authority_fingerprint: string }} Said what a
 *   statement tells the public of the office
 * @typedef {{ name: string, display_name: string, roles: string[], recipient: string,
 *   verify_key: string, joined_on: string, left_on: string }} Entry as a roster writes it
 */

const CHARTER_DAYS = 395;
const STATEMENT_DAYS = 90;
const DAY = 86400000;

/** The root key of a trust secret, hex. @param {Uint8Array} trust */
export const rootKeyOf = (trust) => verifyKey(signingHalf('trust', trust));

/** Our own verify key, hex. */
export const ownKey = () => verifyKey(signingHalf('member', ring().member));

/** The recipient of what is sealed to us. */
export const ownRecipient = () => recipientOf(readingHalf('member', ring().member));

/**
 * Who leads the office. ceremony: SHA-256 (hex) of a secret of whoever signs this.
 * @param {Uint8Array} trust
 * @param {string[]} leaders verify keys
 * @param {string} today
 * @param {{ ceremony?: string }} [more]
 */
export const signCharter = async (trust, leaders, today, more = {}) => sign('charter', {
  ...place(), leaders, recovery: recoveryDigest(await recipientOf(readingHalf('trust', trust))), ...more,
  ...validFor(today, CHARTER_DAYS),
}, signingHalf('trust', trust));

/**
 * What reporters are told: name, authority and the epoch's public halves.
 * @param {Said & { epoch: number, recipient: string, answer_key: string, previous: string, epoch_on?: string }} body epoch_on: the day on which the epoch began
 * @param {string} today
 */
export const signStatement = (body, today) => sign('statement', {
  ...place(), ...body, leader: ownKey(), ...validFor(today, STATEMENT_DAYS),
}, signingHalf('member', ring().member));

/**
 * Who the office's members are.
 * @param {{ version: number, epoch: number, members: Entry[], recovery: string }} body epoch: of the
 *   statement that it goes with
 * @param {string} today
 */
export const signRoster = (body, today) => sign('roster', {
  ...place(), ...body, leader: ownKey(), ...validFor(today, STATEMENT_DAYS),
}, signingHalf('member', ring().member));

const place = () => ({ site: ring().site, office: ring().office });

/** @param {string} today @param {number} days */
const validFor = (today, days) => ({
  issued_on: today,
  expires_on: new Date(Date.parse(`${today}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10),
});
