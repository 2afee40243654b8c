/** Pictures without metadata, checked by reading the result once more. */
import { Malformed, same } from './bytes.js';
import { checkJpeg, stripJpeg } from './jpeg.js';
import { kindOf } from './kinds.js';
import { checkPng, stripPng } from './png.js';
import { checkWebp, stripWebp } from './webp.js';

/** @typedef {import('./bytes.js').Cleaned} Cleaned */

/** @type {Record<string, { strip: (bytes: Uint8Array) => Uint8Array, check: (bytes: Uint8Array) => void }>} */
const WAYS = {
  jpeg: { strip: stripJpeg, check: checkJpeg },
  png: { strip: stripPng, check: checkPng },
  webp: { strip: stripWebp, check: checkWebp },
};

/** @param {string} kind */
export const isPicture = (kind) => kind in WAYS;

/**
 * The same picture, pixel for pixel, without metadata; `unsure` with the bytes as they came if it is
 * no JPEG, PNG or WebP, or not built as one.
 * @param {Uint8Array} bytes
 * @returns {Cleaned}
 */
export function cleanPicture(bytes) {
  const way = WAYS[kindOf(bytes)];
  if (way === undefined) return { verdict: 'unsure', bytes };
  try {
    const clean = way.strip(bytes);
    way.check(clean);
    return same(clean, bytes) ? { verdict: 'none', bytes } : { verdict: 'removed', bytes: clean };
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    return { verdict: 'unsure', bytes };
  }
}
