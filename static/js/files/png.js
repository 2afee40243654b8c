/**
 * PNG (W3C, third edition) without metadata: only the chunks that decoding needs stay, bit for bit.
 *
 * Texts, Exif, times, colour profiles, unknown chunks and whatever hangs on behind the end go.
 */
import { ascii, join, must, same, slice, u32 } from './bytes.js';

const SIGNATURE = 8;
const CRITICAL = ['IHDR', 'PLTE', 'IDAT', 'IEND'];
// Transparency, colours given in numbers, and the frames of an animation.
const ANCILLARY = ['tRNS', 'cHRM', 'gAMA', 'sRGB', 'sBIT', 'cICP', 'bKGD', 'acTL', 'fcTL', 'fdAT'];
const KEPT = [...CRITICAL, ...ANCILLARY];
// What may come more than once: the coded picture and its frames.
const MANY = ['IDAT', 'fcTL', 'fdAT'];

/** @type {Record<string, number>} how long the data is, by the colour type where that counts (11.2, 11.3) */
const LENGTHS = {
  IHDR: 13, IEND: 0, gAMA: 4, cHRM: 32, sRGB: 1, cICP: 4, acTL: 8, fcTL: 26,
  'sBIT 0': 1, 'sBIT 2': 3, 'sBIT 3': 3, 'sBIT 4': 2, 'sBIT 6': 4,
  'bKGD 0': 2, 'bKGD 2': 6, 'bKGD 3': 1, 'bKGD 4': 2, 'bKGD 6': 6, 'tRNS 0': 2, 'tRNS 2': 6,
};
// Of the first chunk, IHDR.
const COLOUR_TYPE = 17;
const PALETTE = 3;
const [COLOURS, LEVELS] = [768, 256];

/**
 * The same picture without metadata. Raises Malformed.
 * @param {Uint8Array} bytes
 */
export const stripPng = (bytes) => join([
  bytes.subarray(0, SIGNATURE),
  ...read(bytes).filter(({ type }) => KEPT.includes(type)).map(({ whole }) => whole),
]);

/**
 * Stop unless a PNG holds nothing but what `stripPng` leaves. Raises Malformed.
 * @param {Uint8Array} bytes
 */
export function checkPng(bytes) {
  must(read(bytes).every(({ type }) => KEPT.includes(type)), 'metadata');
  must(same(stripPng(bytes), bytes), 'trailing data');
}

/**
 * @param {Uint8Array} bytes
 * @returns {{ type: string, whole: Uint8Array }[]} up to the end of the image
 */
function read(bytes) {
  /** @type {{ type: string, whole: Uint8Array }[]} */
  const chunks = [];
  for (let at = SIGNATURE; chunks[chunks.length - 1]?.type !== 'IEND';) {
    const whole = slice(bytes, at, 12 + u32(bytes, at));
    const type = ascii(whole, 4, 4);
    must(/^[a-zA-Z]{4}$/.test(type) && (/^[a-z]/.test(type) || CRITICAL.includes(type)), 'chunk');
    chunks.push({ type, whole });
    at += whole.length;
  }
  must(chunks[0].type === 'IHDR' && chunks.some(({ type }) => type === 'IDAT'), 'no picture');
  const once = chunks.map(({ type }) => type).filter((type) => KEPT.includes(type) && !MANY.includes(type));
  must(new Set(once).size === once.length, 'chunk twice');
  must(chunks.every(({ type, whole }) => isLong(type, whole.length - 12, chunks[0].whole[COLOUR_TYPE])), 'chunk length');
  return chunks;
}

/**
 * Whether a chunk is as long as its kind is: in a longer one, anything could hide.
 * @param {string} type
 * @param {number} length of its data
 * @param {number} colours the picture's colour type
 */
function isLong(type, length, colours) {
  if (type === 'PLTE') return length % 3 === 0 && length <= COLOURS;
  if (type === 'tRNS' && colours === PALETTE) return length <= LEVELS;
  return !KEPT.includes(type) || ['IDAT', 'fdAT'].includes(type) || length === (LENGTHS[type] ?? LENGTHS[`${type} ${colours}`]);
}
