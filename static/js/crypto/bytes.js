/**
 * Bytes and how they are written on the wire: lowercase hex, standard base64 with padding,
 * UTF-8, canonical UUIDs. Every reader is strict: what it accepts has one spelling.
 */
import { bytesToHex, concatBytes, hexToBytes, randomBytes } from '@noble/hashes/utils.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { base64 } from '@scure/base';
import { refusal } from './refusal.js';

export { randomBytes, sha256, concatBytes as concat };

/** Bytes are not written as they must be. */
export const BytesInvalid = refusal('BytesInvalid');

/** @param {Uint8Array} bytes */
export const toHex = (bytes) => bytesToHex(bytes);

/**
 * Whether a value is lowercase hex for this many bytes.
 * @param {unknown} text
 * @param {number} length
 */
export const isHex = (text, length) =>
  typeof text === 'string' && text.length === 2 * length && /^[0-9a-f]*$/.test(text);

/**
 * Lowercase hex to bytes; `length` in bytes when it is fixed.
 * @param {string} text
 * @param {number} [length]
 */
export function fromHex(text, length) {
  if (!isHex(text, length ?? Math.floor(text?.length / 2))) throw new BytesInvalid('hex');
  return hexToBytes(text);
}

/** @param {Uint8Array} bytes */
export const toBase64 = (bytes) => base64.encode(bytes);

/** @param {string} text */
export function fromBase64(text) {
  try {
    return base64.decode(text);
  } catch {
    throw new BytesInvalid('base64');
  }
}

/** @param {string} text */
export const toUtf8 = (text) => new TextEncoder().encode(text);

/** @param {Uint8Array} bytes */
export function fromUtf8(bytes) {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new BytesInvalid('utf-8');
  }
}

/** A new random UUID (version 4), canonical and lowercase. */
export function newId() {
  const bytes = randomBytes(16);
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const text = bytesToHex(bytes);
  return [0, 8, 12, 16, 20].map((at, n) => text.slice(at, [8, 12, 16, 20, 32][n])).join('-');
}

/**
 * The sixteen bytes of a canonical UUID.
 * @param {string} id
 */
export function idBytes(id) {
  if (!/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) throw new BytesInvalid('uuid');
  return hexToBytes(id.replace(/-/g, ''));
}
