/**
 * The entries of a case (docs/report-format.md, An entry): signed by their authors inside the seal,
 * each naming the one before it.
 */
import { openSealed } from '../crypto/age.js';
import { fromBase64, fromUtf8, newId, sha256, toBase64, toHex } from '../crypto/bytes.js';
import { signingHalf, verifyKey } from '../crypto/keys.js';
import { sign, verify } from '../crypto/statements.js';
import { readAttachments } from './contents.js';
import { decided } from './decided.js';
import { ring } from './keyring.js';
import { CaseForged, memory } from './memory.js';
import { digestOf } from './office-memory.js';
import { sealToCase } from './registration.js';
import { wellFormed } from './reporting.js';

/**
 * An entry's row, as the server sends it.
 * @typedef {{ id: string, seq: number, kind: string, facts: Record<string, any>, state: string,
 *   author: string, recorded_at: string, sealed: string }} EntryRow
 * @typedef {{ id: string, seq: number, kind: string, facts: Record<string, any>,
 *   words: Record<string, any>, attachments: import('./contents.js').Received[], author: string,
 *   shownName: string, roles: string[], writtenAt: string, digest: string, trouble: string }} Signed
 *   trouble: empty, `forged` (not signed by whom it says, or not as it was signed), `misplaced`
 *   (it does not follow the one before), `unreadable`
 * @typedef {import('./decided.js').Decided} Decided
 * @typedef {Signed & Decided} Entry
 */

/** Raised for an entry after one that does not verify: nobody builds on it. */
export { CaseForged };

/**
 * The entries of a case, in order, with what was decided on them.
 * @param {string} id of the case
 * @param {EntryRow[]} rows
 * @param {string[]} identities
 * @returns {Promise<{ entries: Entry[], missing: boolean }>} missing: we have seen later ones here
 */
export async function readEntries(id, rows, identities) {
  const entries = /** @type {Signed[]} */ ([]);
  for (const row of rows) {
    const previous = entries[entries.length - 1]?.digest ?? '';
    entries.push(await readEntry(id, row, previous, entries.length + 1, identities));
  }
  return { entries: decided(entries, rows), missing: isShort(id, entries) };
}

/**
 * @param {string} id
 * @param {EntryRow} row
 * @param {string} previous
 * @param {number} seq
 * @param {string[]} identities
 * @returns {Promise<Signed>}
 */
async function readEntry(id, row, previous, seq, identities) {
  const bytes = fromBase64(row.sealed);
  const digest = toHex(sha256(bytes));
  const plain = {
    id: row.id, seq: row.seq, kind: row.kind, facts: row.facts, words: {}, attachments: [], author: row.author,
    shownName: row.author, roles: [], writtenAt: row.recorded_at, digest,
  };
  try {
    const signed = JSON.parse(fromUtf8(await openSealed(bytes, identities)));
    const signer = signerOf(signed.by, row.author);
    if (signer === undefined) return { ...plain, trouble: 'forged' };
    const body = verify('entry', signed, signed.by);
    if (!belongs(body, id, row)) return { ...plain, trouble: 'forged' };
    const trouble = body.previous === previous && body.seq === seq ? '' : 'misplaced';
    const { words, written_at: writtenAt } = body;
    const { shownName, roles } = signer;
    return { ...plain, words: Object(words), attachments: readAttachments(body.attachments), shownName, roles, writtenAt, trouble };
  } catch (error) {
    const unreadable = /** @type {Error} */ (error).name === 'NoMatch';
    return { ...plain, trouble: unreadable ? 'unreadable' : 'forged' };
  }
}

/**
 * Who has signed, by the roster: those who left since too, they signed while they were there.
 * @param {unknown} key
 * @param {string} name
 */
const signerOf = (key, name) =>
  ring().roster?.members.find((entry) => entry.verifyKey === key && entry.name === name);

/**
 * @param {Record<string, any>} body
 * @param {string} id
 * @param {EntryRow} row
 */
const belongs = (body, id, row) => body.type === 'qingfeng/entry' && body.site === ring().site
  && body.office === ring().office && body.case === id && body.id === row.id && body.seq === row.seq
  && body.kind === row.kind && digestOf(body.facts) === digestOf(row.facts)
  && typeof body.written_at === 'string';

/**
 * Whether the case has fewer entries than we have seen, or others. What is whole is kept.
 * @param {string} id
 * @param {Signed[]} entries
 */
function isShort(id, entries) {
  const { tails } = memory();
  const seen = tails.get(id);
  const isGone = seen !== undefined && entries[seen.seq - 1]?.digest !== seen.digest;
  const last = entries[entries.length - 1];
  if (!isGone && last !== undefined && entries.every(({ trouble }) => trouble === '')) {
    tails.use(id, { seq: last.seq, digest: last.digest });
  }
  return isGone;
}

/**
 * The next entry of a case, signed by us and sealed to it. Raises CaseForged where what stands there
 * does not verify, TooLong.
 * @param {string} id of the case
 * @param {string} recipient
 * @param {Entry[]} entries
 * @param {{ kind: string, facts: Record<string, any>, words: Record<string, any>,
 *   attachments?: import('./contents.js').Attachment[], now: string }} said
 */
export async function sealEntry(id, recipient, entries, { kind, facts, words, attachments = [], now }) {
  if (entries.some(({ trouble }) => trouble !== '')) throw new CaseForged('entries');
  const own = signingHalf('member', ring().member);
  const { site, office } = ring();
  const entry = newId();
  const seq = entries.length + 1;
  const signed = sign('entry', {
    format: 'qingfeng.entry/1',
    type: 'qingfeng/entry',
    site,
    office,
    case: id,
    id: entry,
    seq,
    previous: entries[entries.length - 1]?.digest ?? '',
    kind,
    facts,
    words: clean(words),
    attachments,
    by: verifyKey(own),
    written_at: now,
  }, own);
  const sealed = toBase64(await sealToCase(signed, recipient));
  return { id: entry, seq, kind, facts, sealed, attachments: attachments.map((one) => one.id) };
}

/**
 * Words without half of a surrogate pair, which nothing could sign.
 * @param {any} value
 * @returns {any}
 */
function clean(value) {
  if (typeof value === 'string') return wellFormed(value);
  if (Array.isArray(value)) return value.map(clean);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, clean(one)]));
}
