/** What a query finds: the cases, newest first, and why. */
import { around, findIn, fold, wordsOf } from './search-words.js';

/**
 * @typedef {import('./search-index.js').Index} Index
 * @typedef {import('./search-file.js').Indexed} Indexed
 * @typedef {{ query: string, stage: string, kind: string }} Query
 * @typedef {'title' | 'report' | 'letters' | 'entries'} Where
 * @typedef {Record<Where, string>} Texts
 * @typedef {{ id: string, title: string, kind: string, where: Where, before: string, hit: string, after: string }} Hit
 * @typedef {{ total: number, hits: Hit[] }} Found total: how many there are; hits: the first of them
 */

const MOST_HITS = 50;
/** @type {Where[]} */
const PLACES = ['title', 'report', 'letters', 'entries'];

/** @type {WeakMap<Indexed, Texts>} folded once, with the first search */
const foldedOf = new WeakMap();

/**
 * Those with a word in the title or number come first; then as they are listed.
 * @param {Index} index
 * @param {Query} query
 * @returns {Found}
 */
export function search(index, { query, stage, kind }) {
  const words = wordsOf(query);
  if (words.length === 0 && stage === '' && kind === '') return { total: 0, hits: [] };
  const [first, then] = [/** @type {Hit[]} */ ([]), /** @type {Hit[]} */ ([])];
  let total = 0;
  for (const listed of index.listed?.values() ?? []) {
    const found = index.cases.get(listed.id);
    const isAsked = (stage === '' || listed.stage === stage) && (kind === '' || found?.kind === kind);
    if (found === undefined || !isAsked) continue;
    const hit = hitOf(found, fold(listed.numbers), words);
    if (hit === null) continue;
    total += 1;
    const list = hit.where === 'title' ? first : then;
    if (list.length < MOST_HITS) list.push(hit);
  }
  return { total, hits: [...first, ...then].slice(0, MOST_HITS) };
}

/**
 * @param {Indexed} found
 * @param {string} numbers folded
 * @param {import('./search-words.js').Word[]} words
 * @returns {Hit | null}
 */
function hitOf(found, numbers, words) {
  const folded = folds(found);
  const isIn = (/** @type {import('./search-words.js').Word} */ word) =>
    findIn(numbers, word) !== null || PLACES.some((place) => findIn(folded[place], word) !== null);
  if (!words.every(isIn)) return null;
  const { id, title, kind } = found;
  const plain = { id, title, kind, where: /** @type {Where} */ ('title'), before: '', hit: '', after: '' };
  const word = words.find((one) => findIn(numbers, one) === null && findIn(folded.title, one) === null);
  return word === undefined ? plain : { ...plain, ...shown(found, folded, word) };
}

/**
 * @param {Indexed} found
 * @param {Texts} folded
 * @param {import('./search-words.js').Word} word
 */
function shown({ words }, folded, word) {
  const texts = { title: '', ...words };
  const where = /** @type {Where} */ (PLACES.find((place) => findIn(folded[place], word) !== null));
  return { where, ...around(texts[where], /** @type {{ start: number, length: number }} */ (findIn(folded[where], word))) };
}

/** @param {Indexed} found @returns {Texts} */
function folds(found) {
  const known = foldedOf.get(found);
  if (known !== undefined) return known;
  const { report, letters, entries } = found.words;
  const texts = { title: fold(found.title), report: fold(report), letters: fold(letters), entries: fold(entries) };
  foldedOf.set(found, texts);
  return texts;
}
