/** What recovery signs: who leads the office, the same epoch, everybody's keys but lost ones. */
import { recipientOf } from '../crypto/age.js';
import { fingerprint, readingHalf } from '../crypto/keys.js';
import { refusal } from '../crypto/refusal.js';
import { readRoster } from '../crypto/roster.js';
import { ANY_DAY, vouch } from '../crypto/vouch.js';
import { ownKey, ownRecipient, rootKeyOf, signCharter, signRoster, signStatement } from './charter.js';
import { ring } from './keyring.js';
import { isOlder, isReplayed } from './office-memory.js';

/**
 * @typedef {import('./charter.js').Entry} Entry
 * @typedef {{ name: string, display_name: string, roles: string[], recipient: string, verify_key: string, state: string }} Row
 *   a member as the server has them
 * @typedef {{ office: Record<string, any>, roster: any, earlier: any[], members: Row[] }} Told
 * @typedef {{ name: string, display_name: string, leads: boolean, self: boolean }} Candidate
 *   leads: whether the charter names them now
 */

/** What the server says of the office is not what its root key stands behind. */
const OfficeBroken = refusal('OfficeBroken');
/** It is older than what this browser has seen of the office, or the roster is of another epoch. */
const OfficeReplayed = refusal('OfficeReplayed');

/**
 * Who may lead: ourselves, and leaders in the roster whose keys are still the ones in it.
 * trusted: whether there is a roster to take over; lost: members who have new keys since; members:
 * everybody who will stand in the roster; epoch: whose key reports will be sealed to.
 * @param {Told} told
 * @param {Uint8Array} trust
 */
export function planOf(told, trust) {
  const { trusted, entries } = known(told, trust);
  const own = ownShown(entries, told.members);
  const others = entries.filter((entry) => entry.left_on === '' && entry.name !== ring().name);
  const leaders = others.filter((entry) => entry.roles.includes('leader') && isSame(entry, told.members));
  const named = told.office.charter.leaders;
  return {
    trusted,
    epoch: told.office.statement.epoch,
    members: [own, ...others.filter((entry) => isSame(entry, told.members))]
      .map(({ display_name, roles }) => ({ display_name, roles: [...roles] })),
    leaders: leaders.map(({ name, display_name, verify_key }) => ({ name, display_name, leads: named.includes(verify_key) })),
    lost: others.filter((entry) => !isSame(entry, told.members)).map(({ display_name }) => display_name),
  };
}

/**
 * Charter, statement and roster. The statement says what it said before: nothing that a server
 * tells otherwise since is signed in passing.
 * @param {Told & { leaders: string[], today: string }} args
 * @param {Uint8Array} trust
 * @param {string} ceremony
 */
export async function signed({ leaders, today, ...told }, trust, ceremony) {
  const { entries, version } = known(told, trust);
  const { name, authority, authority_fingerprint, epoch, recipient, answer_key, issued_on, previous = '', epoch_on = issued_on } = told.office.statement;
  const members = await renewed(entries, told.members, today);
  const keys = members.filter((entry) => entry.left_on === '' && leaders.includes(entry.name)).map((entry) => entry.verify_key);
  return {
    charter: await signCharter(trust, [...new Set([ownKey(), ...keys])], later(told.office.charter.issued_on, today), { ceremony }),
    statement: signStatement({ name, authority, authority_fingerprint, epoch, recipient, answer_key, previous, epoch_on }, later(issued_on, today)),
    roster: signRoster({ version: version + 1, epoch, members, recovery: await recipientOf(readingHalf('trust', trust)) }, today),
  };
}

/** Nothing is dated before what it replaces. @param {string} day @param {string} today */
const later = (day, today) => (day > today ? day : today);

/**
 * The roster so far, if leaders of the office have signed it, and the highest version that is proved,
 * by it or by what this browser has seen. Raises OfficeBroken where the office's own statement is not
 * what its root key stands behind, and OfficeReplayed.
 * @param {Told} told
 * @param {Uint8Array} trust
 */
function known({ office, roster }, trust) {
  const { site, office: slug, known: memory } = ring();
  try {
    vouch(office, site, ANY_DAY, fingerprint(rootKeyOf(trust)));
    if (office.office !== slug) throw new OfficeBroken('office');
  } catch {
    throw new OfficeBroken('chain');
  }
  if (isOlder(memory, office)) throw new OfficeReplayed('statement');
  const signedOnce = rosterIn(roster, office, site);
  if (signedOnce === null) return { trusted: false, version: memory.seen, entries: [] };
  const { version } = signedOnce;
  if (isReplayed(memory, roster) || signedOnce.epoch !== office.statement.epoch) throw new OfficeReplayed('roster');
  return { trusted: true, version, entries: /** @type {Entry[]} */ (roster.members) };
}

/**
 * @param {any} signed
 * @param {Record<string, any>} office
 * @param {string} site
 */
function rosterIn(signed, office, site) {
  try {
    return readRoster(signed, office, site, ANY_DAY);
  } catch {
    return null;
  }
}

/**
 * What is said of ourselves: by the roster, where it has an entry of ours; else by our row.
 * @param {Entry[]} entries
 * @param {Row[]} rows
 */
function ownShown(entries, rows) {
  const isOwn = (/** @type {{ name: string }} */ { name }) => name === ring().name;
  const { name, display_name, roles } = /** @type {Row} */ (entries.find((entry) => isOwn(entry) && entry.left_on === '') ?? rows.find(isOwn));
  return { name, display_name, roles };
}

/**
 * Ourselves with the keys we have, the others as they were; lost keys have left today.
 * @param {Entry[]} entries
 * @param {Row[]} rows
 * @param {string} today
 */
async function renewed(entries, rows, today) {
  const [recipient, verify_key] = [await ownRecipient(), ownKey()];
  const before = entries.find((entry) => entry.verify_key === verify_key && entry.left_on === '');
  const shown = ownShown(entries, rows);
  const { name } = shown;
  const own = { ...shown, recipient, verify_key, joined_on: before?.joined_on ?? today, left_on: '' };
  const others = entries.filter((entry) => entry !== before)
    .map((entry) => (entry.left_on === '' && (entry.name === name || !isSame(entry, rows)) ? { ...entry, left_on: today } : entry));
  return [...others, own];
}

/**
 * Whether a member's keys are still the ones that the roster vouches for.
 * @param {Entry} entry
 * @param {Row[]} rows
 */
const isSame = (entry, rows) => rows.some((row) =>
  row.name === entry.name && row.verify_key === entry.verify_key && row.recipient === entry.recipient && row.state !== 'left');
