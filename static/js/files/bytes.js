/** Reading a file's own structure: never past its end, and every length is checked. */

/** A file is not built as its kind is: nothing may be said about what it contains. */
export class Malformed extends Error {
  name = 'Malformed';
}

/**
 * What cleaning found: `removed` (metadata was taken out), `none` (there was none), or `unsure` (it
 * may still contain some: the sender decides). `bytes` are to be sent.
 * @typedef {{ verdict: 'removed' | 'none' | 'unsure', bytes: Uint8Array }} Cleaned
 */

/**
 * Stop unless a rule of the format holds.
 * @param {unknown} holds
 * @param {string} rule
 * @returns {asserts holds}
 */
export function must(holds, rule) {
  if (!holds) throw new Malformed(rule);
}

/**
 * A part of a file. Raises Malformed if the file ends before.
 * @param {Uint8Array} bytes
 * @param {number} start
 * @param {number} length
 */
export function slice(bytes, start, length) {
  must(start >= 0 && length >= 0 && start + length <= bytes.length, 'cut off');
  return bytes.subarray(start, start + length);
}

/** @param {Uint8Array} bytes */
const view = (bytes) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/**
 * A number of two or four bytes. Raises Malformed if the file ends before.
 * @param {Uint8Array} bytes
 * @param {number} at
 * @param {boolean} [littleEndian]
 */
export const u16 = (bytes, at, littleEndian) => view(slice(bytes, at, 2)).getUint16(0, littleEndian);

/**
 * @param {Uint8Array} bytes
 * @param {number} at
 * @param {boolean} [littleEndian]
 */
export const u32 = (bytes, at, littleEndian) => view(slice(bytes, at, 4)).getUint32(0, littleEndian);

/**
 * Bytes as the characters they stand for in ASCII.
 * @param {Uint8Array} bytes
 * @param {number} [start]
 * @param {number} [length]
 */
export const ascii = (bytes, start = 0, length = bytes.length - start) =>
  String.fromCharCode(...slice(bytes, start, length));

/** @param {string} text */
export const fromAscii = (text) => Uint8Array.from(text, (character) => character.charCodeAt(0));

/**
 * @param {Uint8Array[]} parts
 */
export function join(parts) {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/**
 * @param {Uint8Array} a
 * @param {Uint8Array} b
 */
export const same = (a, b) => a.length === b.length && a.every((byte, at) => byte === b[at]);
