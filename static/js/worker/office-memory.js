/**
 * What a browser remembers of an office, from one page to the next and for years: nothing older, and
 * nothing else under the same number, is then taken for it. It grows only by what was proved.
 */
import { sha256, toHex } from '../crypto/bytes.js';
import { canonical } from '../crypto/statements.js';

/**
 * @typedef {{ seen: number, digest: string, epoch: number, issued: string, charter: string,
 *   proved: number, ours: string, anchor: string }} Memory
 *   seen, digest: the newest roster's version and SHA-256; epoch, issued: the newest statement's, and
 *   the day it was signed; charter: the day the newest charter was signed; proved: version of the
 *   roster that was in force last; ours: digest of statement and roster where this browser has
 *   signed the newest roster, else empty; anchor: the root key, hex, that the office is known by
 */

/** @type {Memory} */
export const NOTHING_SEEN = { seen: 0, digest: '', epoch: 0, issued: '', charter: '', proved: 0, ours: '', anchor: '' };

/**
 * What a page tells of it, beside much else: it may have been kept by an earlier version.
 * @param {Partial<Memory>} told
 * @returns {Memory}
 */
export const memoryIn = ({ seen = 0, digest = '', epoch = 0, issued = '', charter = '', proved = 0, ours = '', anchor = '' }) =>
  ({ seen, digest, epoch, issued, charter, proved, ours, anchor });

/**
 * A statement, roster, registration or text by its content, hex.
 * @param {any} value
 */
export const digestOf = (value) => toHex(sha256(canonical(value)));

/**
 * The newest of two memories, in each of its parts; of equals the first.
 * @param {Memory} a
 * @param {Memory} b
 * @returns {Memory}
 */
export function newest(a, b) {
  const later = b.seen > a.seen || (b.seen === a.seen && a.digest === '');
  const [roster, other] = later ? [b, a] : [a, b];
  const isSame = other.seen === roster.seen && other.digest === roster.digest;
  const statement = b.epoch > a.epoch || (b.epoch === a.epoch && b.issued > a.issued) ? b : a;
  return {
    seen: roster.seen,
    digest: roster.digest,
    ours: roster.ours || (isSame ? other.ours : ''),
    epoch: statement.epoch,
    issued: statement.issued,
    charter: b.charter > a.charter ? b.charter : a.charter,
    proved: Math.max(a.proved, b.proved),
    anchor: a.anchor || b.anchor,
  };
}

/**
 * A memory with an office document that was proved, and a roster that was, if any.
 * @param {Memory} known
 * @param {Record<string, any>} office
 * @param {any} roster signed, or null
 * @param {Partial<Memory>} [more]
 */
export function grown(known, { charter, statement }, roster, more = {}) {
  const shown = { epoch: statement.epoch, issued: statement.issued_on, charter: charter.issued_on };
  const counted = roster === null ? {} : { seen: roster.version, digest: digestOf(roster) };
  return newest(known, memoryIn({ ...shown, ...counted, ...more }));
}

/**
 * Whether an office document is older than what was seen: its epoch, its statement, its charter.
 * @param {Memory} known
 * @param {Record<string, any>} office
 */
export const isOlder = (known, { charter, statement }) =>
  charter.issued_on < known.charter || statement.epoch < known.epoch
  || (statement.epoch === known.epoch && statement.issued_on < known.issued);

/**
 * Whether a roster is older than what was seen, or another one of the same number.
 * @param {Memory} known
 * @param {any} roster signed
 */
export const isReplayed = (known, roster) =>
  roster.version < known.seen || (roster.version === known.seen && known.digest !== '' && digestOf(roster) !== known.digest);
