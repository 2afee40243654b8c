/**
 * WebP (RFC 9649) without metadata: only the chunks that decoding needs stay, bit for bit, and the
 * header no longer announces the others.
 */
import { ascii, fromAscii, join, must, same, slice, u32 } from './bytes.js';

const HEADER = 12;
const FRAME = 16;
const KEPT = ['VP8X', 'VP8 ', 'VP8L', 'ALPH', 'ANIM', 'ANMF'];
const IN_FRAME = ['VP8 ', 'VP8L', 'ALPH'];
// Of the flags in VP8X only these two: transparency and animation.
const FLAGS = 0x12;

/** @typedef {{ type: string, payload: Uint8Array }} Chunk */

/**
 * The same picture without metadata. Raises Malformed.
 * @param {Uint8Array} bytes
 */
export function stripWebp(bytes) {
  const length = u32(bytes, 4, true) - 4;
  const chunks = read(slice(bytes, HEADER, length)).filter(({ type }) => KEPT.includes(type)).map(pure);
  must(chunks.some(({ type }) => IN_FRAME.includes(type) || type === 'ANMF'), 'no picture');
  return container(write(chunks));
}

/**
 * Stop unless a WebP holds nothing but what `stripWebp` leaves. Raises Malformed.
 * @param {Uint8Array} bytes
 */
export function checkWebp(bytes) {
  const chunks = read(bytes.subarray(HEADER));
  must(chunks.every(({ type }) => KEPT.includes(type)), 'metadata');
  must(same(container(write(chunks.map(pure))), bytes), 'metadata');
}

/**
 * @param {Chunk} chunk
 * @returns {Chunk}
 */
function pure({ type, payload }) {
  if (type === 'VP8X') {
    must(payload.length === 10, 'header');
    return { type, payload: join([Uint8Array.of(payload[0] & FLAGS, 0, 0, 0), payload.subarray(4)]) };
  }
  if (type === 'ANIM') must(payload.length === 6, 'animation');
  if (type !== 'ANMF') return { type, payload };
  const inside = read(slice(payload, FRAME, payload.length - FRAME));
  return { type, payload: join([payload.subarray(0, FRAME), write(inside.filter((chunk) => IN_FRAME.includes(chunk.type)))]) };
}

/**
 * @param {Uint8Array} bytes
 * @returns {Chunk[]}
 */
function read(bytes) {
  const chunks = [];
  for (let at = 0; at < bytes.length;) {
    const payload = slice(bytes, at + 8, u32(bytes, at + 4, true));
    chunks.push({ type: ascii(bytes, at, 4), payload });
    at += 8 + payload.length + (payload.length & 1);
  }
  return chunks;
}

/** @param {Chunk[]} chunks */
const write = (chunks) => join(chunks.map(({ type, payload }) =>
  join([fromAscii(type), littleEndian(payload.length), payload, new Uint8Array(payload.length & 1)])));

/** @param {Uint8Array} chunks */
const container = (chunks) => join([fromAscii('RIFF'), littleEndian(chunks.length + 4), fromAscii('WEBP'), chunks]);

/** @param {number} value */
const littleEndian = (value) => Uint8Array.of(value, value >> 8, value >> 16, value >> 24);
