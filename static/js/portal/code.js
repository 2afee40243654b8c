/** Showing a receipt code: six groups of four, as it is written down. */
import { copy } from '../components/copy.js';
import { make } from '../components/dom.js';

/** @param {string} code */
const groups = (code) => code.match(/.{1,4}/g) ?? [];

/**
 * @param {HTMLElement} element
 * @param {string} code
 */
export function showCode(element, code) {
  element.textContent = '';
  for (const group of groups(code)) element.append(make('span', group));
}

/**
 * Copy a code that is shown; tells whether it worked.
 * @param {HTMLElement} element
 * @param {string} code
 */
export const copyCode = (element, code) => copy(element, groups(code).join(' '));
