/** Renewing what a leader has signed, before it runs out: statement and roster, nothing else in them. */
import { dayNumber } from '../crypto/days.js';
import { readCharter, vouch } from '../crypto/vouch.js';
import { ownKey, ownRecipient, signRoster, signStatement } from './charter.js';
import { ring, RosterUnvouched } from './keyring.js';
import { NotALeader } from './vouching.js';

/**
 * @typedef {import('./charter.js').Said} Said
 * @typedef {{ field: string, before: string, after: string }} Difference
 */

const OLD = 60;
const LITTLE = 30;
const SAID = /** @type {(keyof Said)[]} */ (['name', 'authority', 'authority_fingerprint']);

/** @type {import('./main.js').Ops} */
export const ops = { lookAhead, renewStatements };

/**
 * Whether a leader here should sign anew, and what the office is called by now beside what was
 * signed: that is asked before it is signed.
 * @param {{ facts: Said, today: string }} args
 * @returns {{ due: boolean, differences: Difference[] }}
 */
function lookAhead({ facts, today }) {
  if (!leads(today)) return { due: false, differences: [] };
  const { office, roster } = ring().documents;
  const differences = SAID.filter((field) => office.statement[field] !== facts[field])
    .map((field) => ({ field, before: String(office.statement[field]), after: facts[field] }));
  return { due: isDue(office.statement, today) || !roster || isDue(roster, today), differences };
}

/**
 * Statement and roster, signed for longer. said: what a leader has confirmed the office is called
 * by now; without it the statement says what it said. What has run out is renewed only if it is
 * the very thing that this browser has seen in force last: anything older could be an epoch that is
 * over. Raises NotALeader, RosterUnvouched, StatementExpired.
 * @param {{ said?: Said | null, member: { display_name: string, roles: string[] }, today: string }} args
 */
async function renewStatements({ said = null, member, today }) {
  if (!leads(today)) throw new NotALeader('leader');
  const { documents, name, site, proved, roster, rosterTrouble } = ring();
  const { name: called, authority, authority_fingerprint, epoch, recipient, answer_key, issued_on, previous = '', epoch_on = issued_on } = documents.office.statement;
  const facts = said ?? { name: called, authority, authority_fingerprint };
  if (roster === null && rosterTrouble !== 'RosterMissing') throw new RosterUnvouched(rosterTrouble);
  if (roster?.version !== proved) vouch(documents.office, site, today);
  const own = { name, ...member, recipient: await ownRecipient(), verify_key: ownKey(), joined_on: today, left_on: '' };
  const body = roster === null
    ? { version: 1, epoch, members: [own], recovery: '' }
    : { version: roster.version + 1, epoch, members: documents.roster.members, recovery: roster.recovery };
  return {
    statement: signStatement({ ...facts, epoch, recipient, answer_key, previous, epoch_on }, today),
    roster: signRoster(body, today),
  };
}

/**
 * Whether the charter, in force on this day, names us. Nothing is signed under another one.
 * @param {string} today
 */
function leads(today) {
  const { documents, site, vouched } = ring();
  if (vouched.size === 0) return false;
  try {
    return readCharter(documents.office, site, today).leaders.includes(ownKey());
  } catch {
    return false;
  }
}

/**
 * @param {Record<string, any>} signed
 * @param {string} today
 */
function isDue({ issued_on: from, expires_on: to }, today) {
  const day = dayNumber(today);
  return day - dayNumber(from) >= OLD || dayNumber(to) - day <= LITTLE;
}
