/**
 * Proof of work that goes with a submission: it costs a phone about a second and is bound to the
 * submission's id and body, so it can be neither stored up nor used twice.
 */
import { concat, sha256 } from './bytes.js';

const BLOCK = 64;
const TRIES_PER_REPORT = 16384;

/**
 * Find eight bytes so that SHA-256(challenge ‖ id ‖ bodyDigest ‖ solution) begins with
 * `difficulty` zero bits. `onProgress` hears the number of tries from time to time.
 * @param {Uint8Array} challenge 32 bytes
 * @param {Uint8Array} id 16 bytes
 * @param {Uint8Array} bodyDigest SHA-256 of the sealed body
 * @param {number} difficulty
 * @param {(tries: number) => void} [onProgress]
 * @returns {Uint8Array}
 */
export function solve(challenge, id, bodyDigest, difficulty, onProgress) {
  const message = concat(challenge, id, bodyDigest, new Uint8Array(8));
  if (message.length !== 88) throw new RangeError('work');
  // The first block is the same for every try: hash it once and start each try from there.
  const started = sha256.create().update(message.subarray(0, BLOCK));
  const rest = message.subarray(BLOCK);
  const counter = new DataView(rest.buffer, rest.byteOffset + 16, 8);
  const digest = new Uint8Array(32);
  const hash = started.clone();
  for (let tries = 0; ; tries += 1) {
    counter.setUint32(0, Math.floor(tries / 2 ** 32));
    counter.setUint32(4, tries % 2 ** 32);
    started._cloneInto(hash).update(rest).digestInto(digest);
    if (zeroBits(digest) >= difficulty) return message.slice(80);
    if (onProgress !== undefined && tries % TRIES_PER_REPORT === 0) onProgress(tries);
  }
}

/**
 * How many zero bits a digest begins with.
 * @param {Uint8Array} digest
 */
export function zeroBits(digest) {
  const at = digest.findIndex((byte) => byte !== 0);
  return at === -1 ? 8 * digest.length : 8 * at + Math.clz32(digest[at]) - 24;
}
