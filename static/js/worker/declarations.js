/**
 * What members declare of themselves (申报): relations, interests, former departments. Each is signed
 * by its member and sealed to them and to all keyholders, so nobody can declare for another.
 */
import { openSealed, recipientOf, seal } from '../crypto/age.js';
import { fromBase64, fromUtf8, toBase64, toUtf8 } from '../crypto/bytes.js';
import { readingHalf, signingHalf, verifyKey } from '../crypto/keys.js';
import { pad } from '../crypto/padding.js';
import { currentMembers, holdsKeys } from '../crypto/roster.js';
import { sign, verify } from '../crypto/statements.js';
import { ring, rosterOn } from './keyring.js';
import { wellFormed } from './reporting.js';
import { isMentioned } from './words.js';

/**
 * @typedef {'relative' | 'interest' | 'former_department'} Kind
 * @typedef {{ kind: Kind, names: string, words: string }} Entry names: of people or departments
 * @typedef {{ member: string, sealed: string }} Row
 * @typedef {{ member: string, kind: Kind, name: string }} Match
 */

const KINDS = ['relative', 'interest', 'former_department'];
const MOST = 40;

/** @type {import('./main.js').Ops} */
export const ops = { sealDeclaration, openOwnDeclaration, matchDeclarations };

/**
 * Our declaration, sealed to ourselves and all keyholders of the roster. Raises RosterUnvouched, TooLong.
 * @param {{ entries: Entry[], today: string }} args
 */
async function sealDeclaration({ entries, today }) {
  const readers = keyholders(today);
  const signer = signingHalf('member', ring().member);
  const signed = sign('declaration', {
    format: 'qingfeng.declaration/1',
    type: 'qingfeng/declaration',
    site: ring().site,
    office: ring().office,
    name: ring().name,
    entries: entries.map(({ kind, names, words }) => ({ kind, names: wellFormed(names), words: wellFormed(words) })),
    readers: readers.map((entry) => entry.verifyKey),
  }, signer);
  const own = await recipientOf(readingHalf('member', ring().member));
  const recipients = [...new Set([own, ...readers.map(({ recipient }) => recipient)])];
  return { sealed: toBase64(await seal(pad(toUtf8(JSON.stringify(signed))), recipients)) };
}

/**
 * What we declared, and whether the keyholders have changed since: then it is sealed anew.
 * @param {{ sealed: string, today: string }} args
 * @returns {Promise<{ entries: Entry[], outdated: boolean }>}
 */
async function openOwnDeclaration({ sealed, today }) {
  const body = await read(sealed, [verifyKey(signingHalf('member', ring().member))], ring().name);
  const now = keyholders(today).map((entry) => entry.verifyKey);
  const outdated = now.length !== body.readers.length || now.some((key) => !body.readers.includes(key));
  return { entries: body.entries.filter(isEntry), outdated };
}

/**
 * Who declared something that stands in the words of what is open.
 * @param {{ rows: Row[], today: string }} args
 * @returns {Promise<Match[]>}
 */
async function matchDeclarations({ rows, today }) {
  const { members } = rosterOn(today);
  const matches = await Promise.all(rows.map(async ({ member, sealed }) => {
    // With earlier keys too: a relation does not end because somebody forgot a passphrase.
    const known = members.filter(({ name }) => name === member).map(({ verifyKey: key }) => key);
    const body = await read(sealed, known, member).catch(() => null);
    return (body?.entries ?? []).filter(isEntry).flatMap((/** @type {Entry} */ one) => matchesOf(member, one));
  }));
  return matches.flat();
}

/**
 * @param {string} member
 * @param {Entry} entry
 * @returns {Match[]}
 */
const matchesOf = (member, { kind, names }) =>
  names.split(/[\s,，、;；/]+/).filter(isMentioned).map((name) => ({ member, kind, name }));

/**
 * @param {string} sealed
 * @param {string[]} known verify keys of this member
 * @param {string} name
 */
async function read(sealed, known, name) {
  const opened = await openSealed(fromBase64(sealed), [readingHalf('member', ring().member)]);
  const body = verifyWithAny(JSON.parse(fromUtf8(opened)), known);
  const ours = body.type === 'qingfeng/declaration' && body.site === ring().site && body.office === ring().office;
  if (!ours || body.name !== name || !Array.isArray(body.entries)) throw new RangeError('declaration');
  return { ...body, entries: body.entries.slice(0, MOST), readers: Array.isArray(body.readers) ? body.readers : [] };
}

/**
 * @param {any} signed
 * @param {string[]} known
 */
function verifyWithAny(signed, known) {
  for (const key of known) {
    try {
      return verify('declaration', signed, key);
    } catch {
      // The next one may be the one.
    }
  }
  throw new RangeError('signature');
}

/** @param {string} today */
const keyholders = (today) => currentMembers(rosterOn(today)).filter(holdsKeys);

/** @param {any} value @returns {value is Entry} */
const isEntry = (value) => KINDS.includes(value?.kind) && typeof value.names === 'string' && typeof value.words === 'string';
