/**
 * The entries of the next roster. Keys enter it from one source only: a row whose fingerprint the
 * leader has just typed as the person read it. All else is taken from the entries of the last one.
 */
import { memberFingerprint } from '../crypto/member.js';
import { readFingerprint } from '../crypto/keys.js';
import { refusal } from '../crypto/refusal.js';
import { currentMembers, holdsKeys } from '../crypto/roster.js';
import { ring } from './keyring.js';
import { NotRostered } from './people.js';

/**
 * @typedef {import('./charter.js').Entry} Entry
 * @typedef {{ name: string, display_name: string, roles: string[], recipient: string, verify_key: string,
 *   state?: string }} Row
 *   of a member, as the server tells it
 * @typedef {{ compared?: { row: Row, heard: string } | null, roles?: { name: string, roles: string[] } | null,
 *   without?: string[],
 *   behind?: string[], today: string }} Change
 *   compared: who is vouched for; heard: their fingerprint, as they read it; roles: who has other
 *   ones; without: names of who leaves; behind: names of whose keys are nobody's any more, as the
 *   leader has seen them
 */

/** The charter names who would go, or lead no longer: only the sheets sign another charter. */
export const LeaderNamed = refusal('LeaderNamed');
/** What the person has read is not the fingerprint of the keys in the row. */
export const NotCompared = refusal('NotCompared');

/**
 * The entries after a change. Keys of before stay, with the day on which they ended. Raises
 * NotCompared, NotRostered, LeaderNamed.
 * @param {Entry[]} entries
 * @param {Change} change
 */
export function changed(entries, { compared = null, roles = null, without = [], behind = [], today }) {
  for (const entry of entries) {
    if (isCurrent(entry) && without.includes(entry.name) && isNamed(entry)) throw new LeaderNamed(entry.name);
  }
  const left = [...without, ...behind].reduce((all, name) => ended(all, name, today), entries);
  const given = roles === null ? left : withRoles(left, roles, today);
  return compared === null ? given : withKeys(given, compared, today);
}

/**
 * Whom the roster vouches for with keys that are nobody's by what the server tells: they were made
 * anew, or the member has left. Nobody is let go for it before a leader has read the names. holds:
 * whether these keys open the office's epochs.
 * @param {{ members: Row[] }} args
 * @returns {{ name: string, display_name: string, holds: boolean }[]}
 */
function whoIsBehind({ members }) {
  const { roster, name: self } = ring();
  const has = (/** @type {import('../crypto/roster.js').Entry} */ entry) => members.some((row) =>
    row.name === entry.name && row.verify_key === entry.verifyKey && row.recipient === entry.recipient && row.state !== 'left');
  return roster === null ? [] : currentMembers(roster).filter((entry) => entry.name !== self && !has(entry))
    .map(({ name, shownName, roles }) => ({ name, display_name: shownName, holds: holdsKeys({ roles }) }));
}

/**
 * Who has other roles by what the server tells than a leader has signed: what changed them was not
 * kept, or was never signed.
 * @param {{ members: Row[] }} args
 * @returns {{ name: string, display_name: string }[]}
 */
function whoseRolesDiffer({ members }) {
  const { roster } = ring();
  const told = (/** @type {string} */ name) => members.find((row) => row.name === name && row.state !== 'left')?.roles;
  return roster === null ? [] : currentMembers(roster)
    .filter(({ name, roles }) => isOther(told(name), roles))
    .map(({ name, shownName }) => ({ name, display_name: shownName }));
}

/** @type {import('./main.js').Ops} */
export const ops = { whoIsBehind, whoseRolesDiffer };

/**
 * @param {string[] | undefined} told
 * @param {string[]} signed
 */
const isOther = (told, signed) => told !== undefined && [...told].sort().join() !== [...signed].sort().join();

/** @param {Entry} entry */
export const isCurrent = ({ left_on: left }) => left === '';

/** Whether the charter names them as a leader. @param {Entry} entry */
const isNamed = ({ verify_key: key }) => ring().documents.office.charter.leaders.includes(key);

/**
 * Entries without somebody's present keys.
 * @param {Entry[]} entries
 * @param {string} name
 * @param {string} today
 */
const ended = (entries, name, today) =>
  entries.map((entry) => (isCurrent(entry) && entry.name === name ? { ...entry, left_on: today } : entry));

/**
 * Entries in which somebody has other roles, with the keys and the name that are signed already. The
 * entry with the roles of before ends: what was signed under it stays what it was.
 * @param {Entry[]} entries
 * @param {{ name: string, roles: string[] }} given
 * @param {string} today
 */
function withRoles(entries, { name, roles }, today) {
  const before = entries.find((entry) => isCurrent(entry) && entry.name === name);
  if (before === undefined) throw new NotRostered(name);
  if (isNamed(before) && !roles.includes('leader')) throw new LeaderNamed(name);
  return [...ended(entries, name, today), { ...before, roles: [...roles], joined_on: today }];
}

/**
 * Entries with somebody's keys, compared just now.
 * @param {Entry[]} entries
 * @param {{ row: Row, heard: string }} compared
 * @param {string} today
 */
function withKeys(entries, { row, heard }, today) {
  const { name, display_name, roles, recipient, verify_key } = row;
  const { site, office, root } = ring();
  const print = memberFingerprint({ site, office, name, root, recipient, verifyKey: verify_key });
  if (readFingerprint(heard) !== print) throw new NotCompared(name);
  return [...ended(entries, name, today), { name, display_name, roles: [...roles], recipient, verify_key, joined_on: today, left_on: '' }];
}
