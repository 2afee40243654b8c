/**
 * The audit chain in a member's browser: every entry computed again. The twin of
 * casework/audit/chain.py and checking.py, for an auditor who does not believe the server.
 */
import { concat, sha256, toHex, toUtf8 } from '../crypto/bytes.js';
import { canonical } from '../crypto/statements.js';
import { isProved, ops as heads } from './heads.js';

/**
 * @typedef {{ seq: number, at: string, member: string, act: string, subject: string,
 *   facts: Record<string, string | number | boolean>, previous: string, digest: string }} Entry
 * @typedef {import('./heads.js').Head} Head
 * @typedef {{ seq: number, kind: 'changed' | 'missing' | 'replaced' | 'rewritten' | 'cut' | 'end',
 *   member?: string, signed_on?: string }} Broken
 * @typedef {{ entries: Entry[], heads: Head[], end: { seq: number, digest: string } }} Page
 *   heads: those of these numbers; with the last page those beyond, too
 * @typedef {{ broken: Broken | null, signed: number, unproved: number }} Checked
 *   broken: the first entry that is wrong; signed: the last one that a member signed, or 0;
 *   unproved: how many of these heads were not signed by whom they name
 */

const START = '0'.repeat(64);

/** @type {{ office: string, digests: string[] }} digests: of entry 1, 2, … of the chain checked last */
let checked = { office: '', digests: [] };

/** @type {import('./main.js').Ops} */
export const ops = { ...heads, beginChain, checkPage, strangers };

/**
 * Begin to read a chain.
 * @param {{ office: string }} args office: its id, as entries are hashed with it
 */
function beginChain({ office }) {
  checked = { office, digests: [] };
}

/**
 * Compute the next entries of the chain again.
 * @param {Page} page
 * @returns {Checked}
 */
function checkPage({ entries, heads: given, end }) {
  const proved = given.filter(isProved).sort((a, b) => a.seq - b.seq);
  const signed = Math.max(0, ...proved.map(({ seq }) => seq));
  return { broken: brokenAt(entries, proved, end), signed, unproved: given.length - proved.length };
}

/**
 * The first entry that is wrong, of the next ones.
 * @param {Entry[]} entries
 * @param {Head[]} signed by number, upwards
 * @param {Page['end']} end
 * @returns {Broken | null}
 */
function brokenAt(entries, signed, end) {
  const { digests } = checked;
  const wrong = entries.find((entry) => breakAt(entry) !== null || digests.push(entry.digest) === 0);
  const last = digests.length;
  const unlike = signed.find(({ seq, digest }) => seq <= last && digests[seq - 1] !== digest);
  if (unlike !== undefined) return blame(unlike.seq, 'rewritten', unlike);
  if (wrong !== undefined) return breakAt(wrong);
  const beyond = signed.find(({ seq }) => seq > last);
  if (beyond !== undefined) return blame(last + 1, 'cut', beyond);
  return entries.length > 0 && last < end.seq ? null : endingAt(last, end);
}

/**
 * @param {number} seq
 * @param {'rewritten' | 'cut'} kind
 * @param {Head} head
 * @returns {Broken}
 */
const blame = (seq, kind, { member, signed_on }) => ({ seq, kind, member, signed_on });

/**
 * @param {number} last
 * @param {{ seq: number, digest: string }} end
 * @returns {Broken | null}
 */
function endingAt(last, end) {
  if (last < end.seq) return { seq: last + 1, kind: 'cut' };
  const same = end.seq === last && end.digest === (checked.digests[last - 1] ?? '');
  return same ? null : { seq: last, kind: 'end' };
}

/**
 * @param {Entry} entry
 * @returns {Broken | null}
 */
function breakAt(entry) {
  const { digests } = checked;
  const due = digests.length + 1;
  if (entry.seq !== due) return { seq: due, kind: 'missing' };
  if (digestOf(entry) !== entry.digest) return { seq: due, kind: 'changed' };
  const before = digests[due - 2] ?? START;
  return entry.previous === before ? null : { seq: Math.max(due - 1, 1), kind: 'replaced' };
}

/**
 * The digest that an entry should have; empty if it is none.
 * @param {Entry} entry
 */
function digestOf({ digest: _, ...entry }) {
  try {
    const written = canonical({ ...entry, office: checked.office });
    return toHex(sha256(concat(toUtf8('qingfeng/audit/1\n'), written)));
  } catch {
    return '';
  }
}

/**
 * The numbers of those entries that are not the ones of the chain that was checked.
 * @param {{ entries: Entry[] }} args
 */
function strangers({ entries }) {
  const isOurs = (/** @type {Entry} */ entry) => digestOf(entry) === checked.digests[entry.seq - 1];
  return entries.filter((entry) => !isOurs(entry)).map(({ seq }) => seq);
}
