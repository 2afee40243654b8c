/**
 * Sizes tell what was written, so everything sealed is padded, in UTF-8 bytes, to one of five
 * size classes.
 */
import { concat } from './bytes.js';
import { refusal } from './refusal.js';

export const SIZE_CLASSES = Object.freeze([4096, 8192, 16384, 32768, 65536]);

/** Bytes that the smallest attachment is padded to. */
const LEAST_ATTACHMENT = 4096;
const SPACE = 0x20;
const MARK = 0x80;
const CHUNK = 65536;
const TAG = 16;
// An age v1 file for one recipient: version line, stanza with its 1120-byte share, 32-byte file
// key, MAC line, payload nonce.
const HEADER = 22 + 18 + 1494 + 1 + 44 + 48;
const NONCE = 16;

/** The text does not fit in the largest size class. */
export const TooLong = refusal('TooLong');
/** A stored file does not end in the padding it must have. */
export const PaddingInvalid = refusal('PaddingInvalid');

/**
 * Text as UTF-8 bytes, padded with trailing spaces to the next size class. Raises TooLong.
 * @param {Uint8Array} text
 */
export function pad(text) {
  const size = nextOf(SIZE_CLASSES, text.length);
  return concat(text, new Uint8Array(size - text.length).fill(SPACE));
}

/**
 * The exact size of an age file with one recipient around this many bytes.
 * @param {number} length
 */
export function sealedSize(length) {
  return HEADER + NONCE + length + TAG * Math.max(1, Math.ceil(length / CHUNK));
}

/**
 * The size that an attachment of this many bytes is padded to, with zero bytes: Padmé (Nikitin et
 * al., PETS 2019, algorithm 1). No shifts: those stop at 32 bits.
 * @param {number} length
 */
export function padme(length) {
  if (length <= LEAST_ATTACHMENT) return LEAST_ATTACHMENT;
  const exponent = length.toString(2).length - 1;
  const unit = 2 ** (exponent - exponent.toString(2).length);
  return Math.ceil(length / unit) * unit;
}

export const SEALED_SIZES = Object.freeze(SIZE_CLASSES.map(sealedSize));

/**
 * Pad a file that somebody sealed with another tool (ISO/IEC 7816-4: 0x80, then zeros) to the
 * next of SEALED_SIZES. Raises TooLong.
 * @param {Uint8Array} sealed
 */
export function padFile(sealed) {
  const padded = new Uint8Array(nextOf(SEALED_SIZES, sealed.length + 1));
  padded.set(sealed);
  padded[sealed.length] = MARK;
  return padded;
}

/**
 * Undo `padFile`. Raises PaddingInvalid.
 * @param {Uint8Array} padded
 */
export function unpadFile(padded) {
  let end = padded.length - 1;
  while (end > 0 && padded[end] === 0) end -= 1;
  if (!SEALED_SIZES.includes(padded.length) || padded[end] !== MARK) throw new PaddingInvalid('padding');
  return padded.slice(0, end);
}

/**
 * @param {readonly number[]} sizes
 * @param {number} length
 */
function nextOf(sizes, length) {
  const size = sizes.find((candidate) => candidate >= length);
  if (size === undefined) throw new TooLong(String(length));
  return size;
}
