/**
 * Words as they are compared. Folding keeps every character in its place, so that a hit is shown in
 * the words as they were written. Chinese has no spaces between words: any part of a text is found.
 */

/** A query's word: it is found in one of these spellings. @typedef {string[]} Word */

const WIDE = /[！-～]/g;
const WIDTH = 0xfee0;
const MOST_WORDS = 12;
const BEFORE = 16;
const AROUND = 64;

/**
 * A text without capitals, wide letters and marks, each replaced where it stands.
 * @param {string} text
 */
export function fold(text) {
  const narrow = text.replace(WIDE, (one) => String.fromCharCode(one.charCodeAt(0) - WIDTH));
  return lower(narrow).replace(/[^\p{L}\p{N}\p{M}]/gu, (mark) => ' '.repeat(mark.length));
}

/**
 * Small letters, except the few that would take another length; sigma alike wherever it stands.
 * @param {string} text
 */
function lower(text) {
  const small = text.toLowerCase().replace(/ς/g, 'σ');
  if (small.length === text.length) return small;
  return Array.from(text, (one) => (one.toLowerCase().length === one.length ? one.toLowerCase() : one)).join('');
}

/**
 * The words of a query, all of which must be found. A number of four digits or more is found with its
 * thousands apart, too: 2000 and 2,000.
 * @param {string} query
 * @returns {Word[]}
 */
export function wordsOf(query) {
  const joined = query.normalize('NFC').replace(/(\d)[,，](?=\d{3}(?!\d))/g, '$1');
  const words = fold(joined).split(' ').filter(Boolean).slice(0, MOST_WORDS);
  return [...new Set(words)].map((word) => (/^\d{4,}$/.test(word) ? [word, apart(word)] : [word]));
}

/** @param {string} digits */
const apart = (digits) => digits.replace(/\B(?=(\d{3})+$)/g, ' ');

/**
 * Where a word begins in a folded text, and how long it is there; null if nowhere.
 * @param {string} folded
 * @param {Word} word
 */
export function findIn(folded, word) {
  for (const spelling of word) {
    const start = folded.indexOf(spelling);
    if (start >= 0) return { start, length: spelling.length };
  }
  return null;
}

/**
 * The words around a hit, as they were written.
 * @param {string} text
 * @param {{ start: number, length: number }} hit
 */
export function around(text, { start, length }) {
  const end = start + length;
  const from = whole(text, Math.max(0, start - BEFORE));
  const to = whole(text, Math.min(text.length, end + AROUND));
  return {
    before: (from > 0 ? '…' : '') + text.slice(from, start),
    hit: text.slice(start, end),
    after: text.slice(end, to) + (to < text.length ? '…' : ''),
  };
}

/**
 * The same place, or the one before where it would cut a rare character in two.
 * @param {string} text
 * @param {number} place
 */
const whole = (text, place) => (/[\udc00-\udfff]/.test(text[place] ?? '') ? place - 1 : place);
