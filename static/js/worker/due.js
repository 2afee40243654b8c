/** Renewing what a leader has signed, before it runs out: statement and roster, nothing else in them. */
import { dayNumber } from '../crypto/days.js';
import { refusal } from '../crypto/refusal.js';
import { currentMembers } from '../crypto/roster.js';
import { readCharter, vouch } from '../crypto/vouch.js';
import { ownKey, ownRecipient, signRoster, signStatement } from './charter.js';
import { ring, RosterUnvouched } from './keyring.js';
import { digestOf } from './office-memory.js';
import { NotALeader } from './vouching.js';

/**
 * @typedef {import('./charter.js').Said} Said
 * @typedef {{ field: string, before: string, after: string }} Difference
 * @typedef {{ display_name: string, roles: string[] }} Own
 * @typedef {{ called: string, authority: string, epoch: number, since: string, members: (Own & { name: string })[], shown: string }} Asked
 *   called, authority: as the statement says them;
 *   since: the day on which the epoch began; shown: digest of what would be signed for longer
 */

const OLD = 60;
const LITTLE = 30;
const SAID = /** @type {(keyof Said)[]} */ (['name', 'authority', 'authority_fingerprint']);

/** Something else would be signed than what this browser has signed before, or a leader was shown. */
const NotShown = refusal('NotShown');

/** @type {import('./main.js').Ops} */
export const ops = { lookAhead, renewStatements };

/**
 * Whether a leader here should sign anew, and what the office is called by now beside what was
 * signed: that is asked before it is signed. asked: what else is: an epoch and its members that this
 * browser did not sign itself, or not as the only leader, could be over, and served again. It is null
 * where nothing can be signed.
 * @param {{ facts: Said, member: Own, today: string }} args
 * @returns {{ due: boolean, differences: Difference[], asked: Asked | null }}
 */
function lookAhead({ facts, member, today }) {
  if (!leads(today)) return { due: false, differences: [], asked: null };
  const { office, roster } = ring().documents;
  const differences = SAID.filter((field) => office.statement[field] !== facts[field])
    .map((field) => ({ field, before: String(office.statement[field]), after: facts[field] }));
  const due = isDue(office.statement, today) || !roster || isDue(roster, today);
  const asked = (due || differences.length > 0) && mayBeSigned(today) && !isOurs() ? askedOf(member) : null;
  return { due, differences, asked };
}

/**
 * Statement and roster, signed for longer. said: what a leader has confirmed the office is called
 * by now; without it the statement says what it said. shown: which of `lookAhead` the leader has
 * read and confirmed. What has run out is renewed only if it is the very thing that this browser has
 * seen in force last. Raises NotALeader, RosterUnvouched, StatementExpired, NotShown.
 * @param {{ said?: Said | null, shown?: string, member: Own, today: string }} args
 */
async function renewStatements({ said = null, shown = '', member, today }) {
  checkBasis(today);
  if (!isOurs() && shown !== digestOf(present())) throw new NotShown('roster');
  const { documents, name, roster } = ring();
  const { name: called, authority, authority_fingerprint, epoch, recipient, answer_key, issued_on, previous = '', epoch_on = issued_on } = documents.office.statement;
  const facts = said ?? { name: called, authority, authority_fingerprint };
  const own = { name, ...member, recipient: await ownRecipient(), verify_key: ownKey(), joined_on: today, left_on: '' };
  const body = roster === null
    ? { version: 1, epoch, members: [own], recovery: '' }
    : { version: roster.version + 1, epoch, members: documents.roster.members, recovery: roster.recovery };
  // Never dated before what it replaces, whatever clock that was signed by.
  const from = issued_on > today ? issued_on : today;
  return {
    statement: signStatement({ ...facts, epoch, recipient, answer_key, previous, epoch_on }, from),
    roster: signRoster(body, today),
  };
}

/**
 * What is renewed has to be the office's newest, as far as this browser knows. Only an office that
 * never had another key can be without a roster. Raises as `renewStatements`.
 * @param {string} today
 */
function checkBasis(today) {
  if (!leads(today)) throw new NotALeader('leader');
  const { documents: { office }, site, known, roster, rosterTrouble } = ring();
  const { epoch, previous = '' } = office.statement;
  const isFirst = rosterTrouble === 'RosterMissing' && epoch === 1 && previous === '';
  if (roster === null && !isFirst) throw new RosterUnvouched(rosterTrouble);
  if (roster?.version !== known.proved) vouch(office, site, today);
}

/** @param {string} today */
function mayBeSigned(today) {
  try {
    checkBasis(today);
    return true;
  } catch {
    return false;
  }
}

const present = () => ({ statement: ring().documents.office.statement, roster: ring().documents.roster ?? null });

/**
 * Whether what is in force was signed by this very browser, and nobody else could have signed
 * anything newer.
 */
const isOurs = () =>
  ring().roster !== null && digestOf(present()) === ring().known.ours && ring().documents.office.charter.leaders.length === 1;

/**
 * @param {Own} member
 * @returns {Asked}
 */
function askedOf({ display_name: shownName, roles }) {
  const { roster, name, documents } = ring();
  const { name: called, authority, epoch, issued_on, epoch_on: since = issued_on } = documents.office.statement;
  const members = roster === null ? [{ name, shownName, roles }] : currentMembers(roster);
  return {
    called, authority, epoch, since, shown: digestOf(present()),
    members: members.map((entry) => ({ name: entry.name, display_name: entry.shownName, roles: [...entry.roles] })),
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
