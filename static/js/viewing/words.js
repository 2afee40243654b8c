/** A text file, as the words it is made of. */
import { make } from '../components/dom.js';

/** More words than anybody reads on a page. */
export const MOST_BYTES = 2 * 1024 * 1024;

/**
 * The words of a file in UTF-8 or, as older programs in China write, GB 18030; null if it is neither.
 * @param {Uint8Array} bytes
 */
export function decoded(bytes) {
  for (const encoding of encodingsOf(bytes)) {
    try {
      const words = new TextDecoder(encoding, { fatal: true }).decode(bytes);
      if (!words.includes('\0')) return words;
    } catch {
      // Not in this one.
    }
  }
  return null;
}

/** @param {Uint8Array} bytes */
function encodingsOf([one, two]) {
  if (one === 0xff && two === 0xfe) return ['utf-16le'];
  return one === 0xfe && two === 0xff ? ['utf-16be'] : ['utf-8', 'gb18030'];
}

/**
 * @param {string} text
 * @param {string} name
 */
export function words(text, name) {
  const element = make('pre', text);
  element.className = 'shown';
  element.tabIndex = 0;
  element.setAttribute('role', 'group');
  element.setAttribute('aria-label', name);
  return [element];
}
