/**
 * Searching, in the worker: the member's index is opened, kept up and searched here. The words that are
 * looked for go no further than this.
 */
import { toBase64 } from '../crypto/bytes.js';
import { signingHalf, verifyKey } from '../crypto/keys.js';
import { ring } from './keyring.js';
import { fromRow, fromView } from './search-case.js';
import { openFile, sealFile } from './search-file.js';
import { search } from './search-hits.js';
import { Index, placeOf } from './search-index.js';

/**
 * @typedef {import('./search-index.js').Listed} Listed
 * @typedef {{ index: Index, newest: Map<number, number>, older: number[] }} Own newest: the newest
 *   version of each file that this browser has seen; older: files that the server has in older ones
 * @typedef {{ indexed: number, missing: number, behind: number, failed: number }} Standing how many
 *   cases are in the index, are not, have entries that it does not know, cannot be opened
 */

const MOST_ROWS = 20;

/** @type {WeakMap<object, Own>} by ring: locking forgets */
const indexes = new WeakMap();

/** @type {import('./main.js').Ops} */
export const ops = {
  beginIndex, placeInIndex, takeIndexFile, settleIndex, missingFromIndex, indexRows, indexCase, nextIndexFile,
  indexFileKept, searchIndex,
};

/** @returns {Own} */
function own() {
  const found = indexes.get(ring());
  if (found === undefined) throw new ReferenceError('index');
  return found;
}

/**
 * Begin with the files that the server lists. kept: what `indexFileKept` gave last. Tells which files,
 * by number, are older than this browser has seen them, or gone.
 * @param {{ files: { no: number, version: number }[], kept: string | null }} args
 */
function beginIndex({ files, kept }) {
  const index = new Index(files);
  const newest = remembered(kept);
  const older = [...newest].filter(([no, version]) => (index.versions.get(no) ?? 0) < version).map(([no]) => no);
  indexes.set(ring(), { index, newest, older });
  return older;
}

/**
 * The file that a case stands in.
 * @param {{ id: string }} args
 */
function placeInIndex({ id }) {
  return placeOf(id, own().index.of);
}

/**
 * Take up a file; false where it is not ours or does not open: what it held is put together anew.
 * @param {{ no: number, sealed: Uint8Array }} args
 */
async function takeIndexFile({ no, sealed }) {
  const { index, newest } = own();
  try {
    const file = await openFile(no, sealed);
    index.merge(file);
    newest.set(no, Math.max(newest.get(no) ?? 0, file.version));
    return true;
  } catch {
    index.changed.add(no);
    return false;
  }
}

/**
 * All files are taken up, and these cases may be opened, no others: what is not among them leaves the
 * index before anything is looked for.
 * @param {{ listed: Listed[] }} args
 */
function settleIndex({ listed }) {
  const { index, older } = own();
  older.forEach((no) => index.changed.add(no));
  index.settle(listed);
  return standing();
}

/** @returns {Standing} */
function standing() {
  const { index } = own();
  const listed = [...index.listed?.values() ?? []];
  const behind = listed.filter(({ id, entries }) => entries > (index.cases.get(id)?.entries ?? entries));
  return { indexed: index.cases.size, missing: index.missing().length, behind: behind.length, failed: index.failed.size };
}

/** Some cases that the index does not know. @returns {string[]} */
function missingFromIndex() {
  return own().index.missing().slice(0, MOST_ROWS).map(({ id }) => id);
}

/**
 * Put cases into the index by their rows. asked: ids; one that the server does not give is not asked
 * for again here.
 * @param {{ asked: string[], rows: import('./registration.js').CaseRow[] }} args
 */
async function indexRows({ asked, rows }) {
  const { index } = own();
  for (const id of asked) {
    const row = rows.find((one) => one.id === id);
    const found = row && await fromRow(row).catch(() => null);
    if (found) index.put(found);
    else index.failed.add(id);
  }
  return standing();
}

/**
 * Put a case into the index that is open; tells whether a file has changed.
 * @param {{ documents: import('./cases.js').CaseDocuments, view: import('./search-case.js').View }} args
 */
function indexCase({ documents, view }) {
  const found = fromView(documents, view);
  return found !== null && own().index.put(found);
}

/** The next file to be kept, sealed; null if there is none now. */
async function nextIndexFile() {
  const file = own().index.next();
  return file && { no: file.no, version: file.version, sealed: toBase64(await sealFile(file)) };
}

/**
 * The server has taken a file. Gives what to remember in this browser.
 * @param {{ no: number, version: number }} args
 */
function indexFileKept({ no, version }) {
  const { index, newest } = own();
  index.versions.set(no, version);
  index.changed.delete(no);
  newest.set(no, version);
  return JSON.stringify({ key: ownKey(), versions: [...newest] });
}

/**
 * What was remembered, with these keys; after others the versions begin anew.
 * @param {string | null} kept
 * @returns {Map<number, number>}
 */
function remembered(kept) {
  try {
    const { key, versions } = JSON.parse(kept ?? '');
    return new Map(key === ownKey() ? versions : []);
  } catch {
    return new Map();
  }
}

const ownKey = () => verifyKey(signingHalf('member', ring().member));

/**
 * The cases in which every word of the query stands. stage, kind: empty for any.
 * @param {import('./search-hits.js').Query} query
 */
function searchIndex(query) {
  return search(own().index, query);
}
