/**
 * What our browser has seen of reports and cases, so that nothing older and nothing else is taken for
 * it. It is kept under a key that follows from the member's secret: nobody else reads who has access.
 */
import { chacha20poly1305 } from '@noble/ciphers/chacha.js';
import { concat, fromBase64, fromUtf8, randomBytes, toBase64, toUtf8 } from '../crypto/bytes.js';
import { derive } from '../crypto/keys.js';
import { refusal } from '../crypto/refusal.js';
import { ring } from './keyring.js';
import { Recent } from './recent.js';

/**
 * @typedef {{ version: number, digest: string, words: string, report: string, members: string[], recused: string[] }} Seen
 *   the newest version of a case that was proved to us; words: digest of what no version may change
 * @typedef {{ seq: number, digest: string }} Tail the last entry of a case
 * @typedef {{ cases: Recent<Seen>, texts: Recent<string>, tails: Recent<Tail>, signed: Map<string, Seen> }} Memory cases by id; texts: by
 *   report, the digest of the words that a person has read; tails: by case; signed: by case, what we sealed last and do not know
 *   to stand
 */

const NONCE = 12;
const MOST_CASES = 400;
const MOST_TEXTS = 2000;

/** What came as a case or report is not what was signed, or not what was seen here before. */
export const CaseForged = refusal('CaseForged');

/** @type {WeakMap<object, Memory>} by ring: locking forgets */
const memories = new WeakMap();

/** @type {import('./main.js').Ops} */
export const ops = { recallCases, keepCases };

/** What is remembered of the office whose keys are open. Raises Locked. */
export function memory() {
  const own = ring();
  if (!memories.has(own)) memories.set(own, { cases: new Recent(MOST_CASES), texts: new Recent(MOST_TEXTS), tails: new Recent(MOST_CASES), signed: new Map() });
  return /** @type {Memory} */ (memories.get(own));
}

/**
 * Take up what `keepCases` kept; what is not ours counts for nothing.
 * @param {{ kept: string | null }} args
 */
function recallCases({ kept }) {
  const { cases, texts, tails = [] } = read(kept);
  memory().cases.takeUp(cases, (before, here) => before.version > here.version);
  memory().texts.takeUp(texts, () => true);
  memory().tails.takeUp(tails, (before, here) => before.seq > here.seq);
}

/**
 * What we have seen, with what another tab has kept since, encrypted.
 * @param {{ kept: string | null }} args
 */
function keepCases({ kept }) {
  recallCases({ kept });
  const { cases, texts, tails } = memory();
  const nonce = randomBytes(NONCE);
  const seen = JSON.stringify({ cases: [...cases.entries], texts: [...texts.entries], tails: [...tails.entries] });
  return toBase64(concat(nonce, chacha20poly1305(key(), nonce).encrypt(toUtf8(seen))));
}

/**
 * @param {string | null} kept
 * @returns {{ cases: [string, Seen][], texts: [string, string][], tails?: [string, Tail][] }}
 */
function read(kept) {
  try {
    const bytes = fromBase64(kept ?? '');
    return JSON.parse(fromUtf8(chacha20poly1305(key(), bytes.slice(0, NONCE)).decrypt(bytes.slice(NONCE))));
  } catch {
    return { cases: [], texts: [] };
  }
}

const key = () => derive(ring().member, `qingfeng/member/seen/1/${ring().site}/${ring().office}`);
