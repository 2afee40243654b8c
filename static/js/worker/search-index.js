/**
 * A member's index in memory: what its files said, together. A case stands in the file that its id
 * gives; where two files, or two versions of one, know the same case, the newer counts. So nothing is
 * lost when two tabs write at once, or when the number of files has just grown.
 */
import { isSame, newerOf } from './search-case.js';

/**
 * @typedef {import('./search-file.js').Indexed} Indexed
 * @typedef {import('./search-file.js').IndexFile} IndexFile
 * @typedef {{ id: string, version: number, entries: number, stage: string, numbers: string }} Listed
 *   a case that the server lists for us; numbers: as they are written
 */

const SIZES = [16, 32, 64];
/** With more than this in a file, on the average, the index takes more files. */
const MANY = 128;
const LONG = 131072;
const BYTES_OF_A_CHARACTER = 3;

/**
 * The file in which a case stands.
 * @param {string} id
 * @param {number} of how many files there are
 */
export const placeOf = (id, of) => parseInt(id.slice(0, 2), 16) % of;

export class Index {
  /** @param {{ no: number, version: number }[]} files as the server lists them */
  constructor(files) {
    const last = Math.max(-1, ...files.map(({ no }) => no));
    this.of = SIZES.find((size) => size > last) ?? SIZES[SIZES.length - 1];
    /** @type {Map<number, number>} version by number of the file */
    this.versions = new Map(files.map(({ no, version }) => [no, version]));
    /** @type {Map<string, Indexed>} */
    this.cases = new Map();
    /** @type {Map<string, number>} the file that each case goes to */
    this.homes = new Map();
    /** @type {Set<number>} files that are not as the server has them */
    this.changed = new Set();
    /** @type {Map<string, Listed> | null} null: not told, and nothing is dropped or moved */
    this.listed = null;
    /** @type {Set<string>} cases that cannot be opened: not tried again here */
    this.failed = new Set();
  }

  /**
   * Take up what a file says.
   * @param {IndexFile} file
   */
  merge({ no, of, version, cases }) {
    this.versions.set(no, version);
    this.of = Math.max(this.of, of);
    const known = new Set(cases.map(({ id }) => id));
    for (const [id, home] of this.homes) if (home === no && !known.has(id)) this.changed.add(no);
    for (const found of cases) this.take(found, no);
    if (this.listed !== null) this.arrange();
  }

  /**
   * @param {Indexed} found
   * @param {number} no the file it was found in
   */
  take(found, no) {
    const here = this.cases.get(found.id);
    if (here === undefined) {
      this.cases.set(found.id, found);
      this.homes.set(found.id, no);
      return;
    }
    const newer = newerOf(found, here);
    this.cases.set(found.id, newer);
    if (!isSame(newer, found) || this.homes.get(found.id) !== no) this.changed.add(no);
    if (!isSame(newer, here)) this.changed.add(this.homes.get(found.id) ?? no);
  }

  /**
   * Put a case in, or its newer words in their place; tells whether anything changed.
   * @param {Indexed} found
   */
  put(found) {
    const here = this.cases.get(found.id);
    if (here !== undefined && isSame(here, found)) return false;
    const no = this.homes.get(found.id) ?? placeOf(found.id, this.of);
    this.cases.set(found.id, found);
    this.homes.set(found.id, no);
    this.changed.add(no);
    return true;
  }

  /**
   * From now on only these cases are there: what we may not open any more goes.
   * @param {Listed[]} listed
   */
  settle(listed) {
    this.listed = new Map(listed.map((one) => [one.id, one]));
    this.of = Math.max(this.of, this.needed());
    this.arrange();
  }

  /** Drop what is not listed, and move each case to the file where it belongs. */
  arrange() {
    for (const [id, home] of this.homes) {
      const place = placeOf(id, this.of);
      if (!this.listed?.has(id)) {
        this.cases.delete(id);
        this.homes.delete(id);
        this.changed.add(home);
      } else if (home !== place) {
        this.homes.set(id, place);
        this.changed.add(home).add(place);
      }
    }
  }

  /** How many files there should be. */
  needed() {
    const characters = [...this.cases.values()].reduce((sum, { words }) => sum + words.report.length + words.letters.length + words.entries.length, 0);
    const needed = Math.max((this.listed?.size ?? 0) / MANY, (characters * BYTES_OF_A_CHARACTER) / LONG);
    return SIZES.find((size) => size >= needed) ?? SIZES[SIZES.length - 1];
  }

  /** Listed cases that the index does not know, in the order in which files are written. */
  missing() {
    const ids = [...this.listed?.keys() ?? []].filter((id) => !this.cases.has(id) && !this.failed.has(id));
    return ids.map((id) => ({ id, no: placeOf(id, this.of) })).sort((a, b) => b.no - a.no);
  }

  /**
   * The next file to be kept, or null. The highest number goes first, since cases move to higher ones:
   * none is taken out of a file before it stands in another. A file waits for the cases it lacks.
   * @returns {IndexFile | null}
   */
  next() {
    const no = Math.max(-1, ...this.changed);
    const [first] = this.missing();
    if (no < 0 || (first !== undefined && first.no >= no)) return null;
    const cases = [...this.cases.values()].filter(({ id }) => this.homes.get(id) === no);
    return { no, of: this.of, version: (this.versions.get(no) ?? 0) + 1, cases };
  }
}
