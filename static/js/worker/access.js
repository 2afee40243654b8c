/** Who may open a case: its signed registration says so. What a server lists can only take away. */
import { refusal } from '../crypto/refusal.js';
import { currentMembers } from '../crypto/roster.js';
import { ring } from './keyring.js';

/**
 * @typedef {import('../crypto/roster.js').Roster} Roster
 * @typedef {{ members: string[], recused: string[] }} Access names, sorted
 * @typedef {{ access: { name: string }[], recused: { name: string }[] }} Listed by the server
 */

/** Roles that never have a part in cases. */
const ALONE = ['helper', 'administrator', 'auditor'];

/** The registration says that somebody has no part in this case: that is lifted first. */
export const MemberRecused = refusal('MemberRecused');

/**
 * The members in the roster who may have a part in cases.
 * @param {Roster} roster
 */
export const fitFor = (roster) =>
  currentMembers(roster).filter(({ roles }) => !roles.some((role) => ALONE.includes(role)));

/**
 * Who gets the next secret: whoever the last version names, and ourselves who hold the one before
 * (recovery has given it to us), as far as the server lists them still. Unasked, nobody is signed out
 * whom only the server calls recused: they get no secret, and that is all.
 * @param {Access} before
 * @param {Listed} listed
 * @param {{ without: string[], recused: string[], unasked: boolean }} change
 * @param {Roster} roster
 * @returns {Access}
 */
export function accessAfter(before, listed, { without, recused, unasked }, roster) {
  const rows = namesOf(listed.recused);
  const out = sorted([...before.recused, ...recused, ...(unasked ? [] : rows)]);
  const may = [...before.members, ring().name].filter((name) => namesOf(listed.access).includes(name));
  return { members: fit(may, [...out, ...rows, ...without], roster), recused: out };
}

/**
 * Who may open a case once some are granted it, or have a part in it again. Unasked, nobody is signed
 * out of it. Raises MemberRecused.
 * @param {Access} before
 * @param {Listed} listed
 * @param {{ granted: string[], lifted: string[], unasked: boolean }} change
 * @param {Roster} roster
 * @returns {Access}
 */
export function accessWith(before, listed, { granted, lifted, unasked }, roster) {
  const said = [...before.recused, ...namesOf(listed.recused)].filter((name) => !lifted.includes(name));
  const recused = granted.find((name) => said.includes(name));
  if (recused !== undefined) throw new MemberRecused(recused);
  const out = sorted(unasked ? said.filter((name) => before.recused.includes(name)) : said);
  return { members: fit([...before.members, ...granted], out, roster), recused: out };
}

/**
 * @param {string[]} names
 * @param {string[]} out
 * @param {Roster} roster
 */
function fit(names, out, roster) {
  const known = fitFor(roster).map(({ name }) => name);
  return sorted(names).filter((name) => known.includes(name) && !out.includes(name));
}

/** @param {{ name: string }[]} listed */
const namesOf = (listed) => listed.map(({ name }) => name);

/** Each once, in order. @param {string[]} names */
export const sorted = (names) => [...new Set(names)].sort();
