/** A receipt code as it is typed or pasted: with spaces, hyphens and words around it. */
import { text } from '../components/texts.js';

const LENGTH = 24;

/** @param {string} typed */
export const digitsIn = (typed) => typed.normalize('NFKC').replace(/[^0-9]/g, '');

/**
 * What to say about a code that cannot be one; empty if its length is right.
 * @param {string} digits
 */
export function wrongLength({ length }) {
  if (length === 0) return text('no_code');
  if (length < LENGTH) return text('too_few', { n: length, missing: LENGTH - length });
  return length > LENGTH ? text('too_many', { n: length - LENGTH }) : '';
}
