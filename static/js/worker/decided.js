/** What became of what was asked, by the signed entries alone: the server's word for it is compared. */
import { ASKING, DECIDERS, JUDGED, SIGNED } from './asking.js';

/**
 * @typedef {import('./case-entries.js').Signed} Signed
 * @typedef {{ state: '' | 'pending' | 'approved' | 'returned' | 'withdrawn', decision: string,
 *   signers: string[], parties: string[], unproved: boolean }} Decided
 *   decision: id of the entry that decided; signers: who stands behind it, its author first; parties: who
 *   does not decide it;
 *   unproved: the server says that it counts and nothing signed says so
 */

/**
 * @param {Signed[]} entries
 * @param {{ state: string }[]} rows as the server tells them, in the same order
 * @returns {(Signed & Decided)[]}
 */
export function decided(entries, rows) {
  const good = entries.filter(({ trouble }) => trouble === '');
  return entries.map((entry, n) => {
    const found = outcomeOf(entry, good);
    const parties = partiesOf(entry, found.signers, good, entries.length + 1);
    return { ...entry, ...found, parties, unproved: rows[n].state !== found.state };
  });
}

/**
 * @param {Signed} entry
 * @param {Signed[]} entries
 * @returns {Omit<Decided, 'unproved' | 'parties'>}
 */
function outcomeOf(entry, entries) {
  const about = entries.filter(({ facts, seq }) => facts.on === entry.id && seq > entry.seq);
  const signatures = about.filter(({ kind }) => kind === 'signature').map(({ author }) => author);
  const signers = [...new Set([entry.author, ...signatures])];
  if (SIGNED.includes(entry.kind)) {
    const withdrawn = about.some(({ kind }) => kind === 'withdrawal');
    const whole = teamAt(entry, entries).every((name) => signers.includes(name));
    return { state: whole ? wholeState(entry, signers) : withdrawn ? 'withdrawn' : 'pending', decision: '', signers };
  }
  if (!ASKING.includes(entry.kind)) return { state: '', decision: '', signers };
  const last = about.find(({ kind, author, roles, seq }) => kind === 'withdrawal'
    || (kind === 'decision' && roles.some((role) => DECIDERS.includes(role))
      && !partiesOf(entry, signers, entries, seq).includes(author)));
  if (last === undefined) return { state: 'pending', decision: '', signers };
  if (last.kind === 'withdrawal') return { state: 'withdrawn', decision: last.id, signers };
  return { state: last.facts.verdict === 'approved' ? 'approved' : 'returned', decision: last.id, signers };
}

/**
 * Who never decides what was asked: its author, and of what they found who had signed the report by then
 * (casework/entries/eyes.py says the same).
 * @param {Signed} entry
 * @param {string[]} signers of it
 * @param {Signed[]} entries
 * @param {number} seq of the decision
 * @returns {string[]}
 */
function partiesOf(entry, signers, entries, seq) {
  if (!JUDGED.includes(entry.kind)) return signers;
  const before = entries.filter((one) => one.seq < seq);
  const reports = before.filter(({ kind }) => SIGNED.includes(kind)).map((one) => outcomeOf(one, before));
  const last = reports.filter(({ state }) => state === '' || state === 'approved').pop();
  return [...new Set([...signers, ...(last?.signers ?? [])])];
}

/**
 * A report of a team of one never waited.
 * @param {Signed} entry
 * @param {string[]} signers
 */
const wholeState = (entry, signers) => (signers.length === 1 && signers[0] === entry.author ? '' : 'approved');

/**
 * Who verified when a report was written: by the last sheet, or change of the team, that had been approved.
 * @param {Signed} entry
 * @param {Signed[]} entries
 * @returns {string[]}
 */
function teamAt(entry, entries) {
  const named = entries.filter(({ kind, seq }) => (kind === 'sheet' || kind === 'team') && seq < entry.seq)
    .filter((one) => outcomeOf(one, entries.filter(({ seq }) => seq < entry.seq)).state === 'approved');
  return named[named.length - 1]?.facts.team ?? [entry.author];
}
