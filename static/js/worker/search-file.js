/**
 * One file of a member's index: signed by them and sealed to themselves. It says whose it is, which one,
 * and which version: a server that swaps files shows nothing, and one that brings back an older one is
 * noticed (docs/report-format.md).
 */
import { openSealed, recipientOf, seal } from '../crypto/age.js';
import { concat, fromUtf8, sha256, toHex, toUtf8 } from '../crypto/bytes.js';
import { readingHalf, signingHalf, verifyKey } from '../crypto/keys.js';
import { padme } from '../crypto/padding.js';
import { refusal } from '../crypto/refusal.js';
import { sign, verify } from '../crypto/statements.js';
import { ring } from './keyring.js';

/**
 * @typedef {{ report: string, letters: string, entries: string }} Words of a case, by where they stand
 * @typedef {{ id: string, version: number, entries: number, letters: number, title: string, kind: string,
 *   words: Words }} Indexed a case as the index knows it; version: of its registration; entries, letters:
 *   how many of them its words come from
 * @typedef {{ no: number, of: number, version: number, cases: Indexed[] }} IndexFile of: how many files
 *   the index had when it was sealed
 */

const FORMAT = 'qingfeng.index/1';
const LEAST = 16384;
/** Bytes of a file in clear. */
const MOST = 720896;
const HEAD = 2048;
const SPACE = 0x20;
const LINE = 0x0a;
/** Characters of each kind of words that a file keeps of a case: of the most that fit. */
const CUTS = [20000, 10000, 5000, 2500, 1200, 600, 300, 150, 0];

/** This is not a file of ours, or not the one that was asked for. */
export const IndexForged = refusal('IndexForged');

/**
 * Seal a file. What does not fit is cut off at the end of each case's words.
 * @param {IndexFile} file
 */
export async function sealFile({ no, of, version, cases }) {
  const own = ring().member;
  const body = fitting(cases);
  const head = sign('index', {
    ...named(no), of, version, size: body.length, sha256: toHex(sha256(body)),
  }, signingHalf('member', own));
  const plain = concat(toUtf8(JSON.stringify(head)), Uint8Array.of(LINE), body);
  const padding = new Uint8Array(padme(Math.max(LEAST, plain.length)) - plain.length).fill(SPACE);
  return seal(concat(plain, padding), [await recipientOf(readingHalf('member', own))]);
}

/** @param {Indexed[]} cases */
function fitting(cases) {
  for (const most of CUTS) {
    const body = toUtf8(JSON.stringify(cases.map((one) => ({ ...one, words: cut(one.words, most) }))));
    if (body.length <= MOST - HEAD) return body;
  }
  throw new IndexForged('size');
}

/**
 * @param {Words} words
 * @param {number} most
 * @returns {Words}
 */
const cut = ({ report, letters, entries }, most) =>
  ({ report: clip(report, most), letters: clip(letters, most), entries: clip(entries, most) });

/**
 * The first so many characters, and no half of one.
 * @param {string} text
 * @param {number} [most]
 */
export const clip = (text, most = CUTS[0]) =>
  (text.length <= most ? text : text.slice(0, most).replace(/[\ud800-\udbff]$/, ''));

/**
 * Open a file. Raises IndexForged, NoMatch and the like.
 * @param {number} no
 * @param {Uint8Array} sealed
 * @returns {Promise<IndexFile>}
 */
export async function openFile(no, sealed) {
  const own = ring().member;
  const plain = await openSealed(sealed, [readingHalf('member', own)]);
  const end = plain.indexOf(LINE);
  const head = signedByUs(JSON.parse(fromUtf8(plain.subarray(0, Math.max(0, end)))), own);
  const body = plain.subarray(end + 1, end + 1 + head.size);
  const isOurs = Object.entries(named(no)).every(([name, value]) => head[name] === value);
  if (!isOurs || toHex(sha256(body)) !== head.sha256) throw new IndexForged('file');
  return { no, of: head.of, version: head.version, cases: JSON.parse(fromUtf8(body)) };
}

/**
 * @param {any} signed
 * @param {Uint8Array} own
 */
function signedByUs(signed, own) {
  try {
    return verify('index', signed, verifyKey(signingHalf('member', own)));
  } catch {
    throw new IndexForged('signature');
  }
}

/** Whose file it is, and which one. @param {number} no */
const named = (no) =>
  ({ format: FORMAT, type: 'qingfeng/index', site: ring().site, office: ring().office, member: ring().name, no });
