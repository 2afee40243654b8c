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
  const chunks = [];
  for (let at = SIGNATURE; chunks[chunks.length - 1]?.type !== 'IEND';) {
    const whole = slice(bytes, at, 12 + u32(bytes, at));
    const type = ascii(whole, 4, 4);
    must(/^[a-zA-Z]{4}$/.test(type) && (/^[a-z]/.test(type) || CRITICAL.includes(type)), 'chunk');
    chunks.push({ type, whole });
    at += whole.length;
  }
  must(chunks[0].type === 'IHDR' && chunks.some(({ type }) => type === 'IDAT'), 'no picture');
  return chunks;
}
