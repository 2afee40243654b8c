/**
 * What people type or paste: the spaces, hyphens and full-width forms a code may come with.
 *
 * The sets are written out instead of left to a regular expression's \s, because JavaScript and
 * Python disagree about it and both must read a code alike.
 */

const SEPARATORS =
  /[\t\n\v\f\r \u00a0\u1680\u2000-\u200d\u2028\u2029\u202f\u205f\u2060\u3000\ufeff\-\u00ad\u2010-\u2015\u2212\ufe58\ufe63\uff0d_]+/;

/**
 * Typed text split at spaces and hyphens, with full-width forms made plain (NFKC).
 * @param {string} text
 */
export const words = (text) => text.normalize('NFKC').split(SEPARATORS).filter((word) => word !== '');
