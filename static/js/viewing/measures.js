/** How large a picture is, read from its head: before a browser is asked to unpack it. */
import { Malformed, ascii } from '../files/bytes.js';

/** @typedef {{ width: number, height: number }} Size in pixels */

/** More than any camera takes: 400 MB once unpacked. */
export const MOST_PIXELS = 100_000_000;
export const LONGEST = 32_000;

/** Markers of a JPEG that begin a picture and say its size (T.81, table B.1). */
const isFrame = (/** @type {number} */ mark) => mark >= 0xc0 && mark <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(mark);

/**
 * Whether a picture may be unpacked. One whose size is not found may not.
 * @param {Uint8Array} head
 * @param {string} type of kinds.js
 */
export function isBounded(head, type) {
  const { width, height } = sizeOf(new DataView(head.buffer, head.byteOffset, head.length), head, type);
  return width > 0 && height > 0 && width <= LONGEST && height <= LONGEST && width * height <= MOST_PIXELS;
}

/** @param {DataView} view @param {Uint8Array} head @param {string} type @returns {Size} */
function sizeOf(view, head, type) {
  try {
    if (type === 'image/png') return { width: view.getUint32(16), height: view.getUint32(20) };
    if (type === 'image/gif') return { width: view.getUint16(6, true), height: view.getUint16(8, true) };
    if (type === 'image/webp') return ofWebp(view, ascii(head, 12, 16));
    return ofJpeg(view);
  } catch (error) {
    if (error instanceof RangeError || error instanceof Malformed) return { width: 0, height: 0 };
    throw error;
  }
}

/** @param {DataView} view @param {string} chunk (RFC 9649, section 2) @returns {Size} */
function ofWebp(view, chunk) {
  const three = (/** @type {number} */ at) => view.getUint16(at, true) + view.getUint8(at + 2) * 0x10000;
  if (chunk === 'VP8X') return { width: three(24) + 1, height: three(27) + 1 };
  if (chunk === 'VP8 ') return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
  const bits = view.getUint32(21, true);
  return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
}

/** @param {DataView} view @returns {Size} */
function ofJpeg(view) {
  let at = 2;
  while (view.getUint8(at) === 0xff) {
    const mark = view.getUint8(at + 1);
    if (isFrame(mark)) return { width: view.getUint16(at + 7), height: view.getUint16(at + 5) };
    at += mark === 0xff ? 1 : 2 + view.getUint16(at + 2);
  }
  return { width: 0, height: 0 };
}
