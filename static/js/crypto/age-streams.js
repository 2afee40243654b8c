/**
 * Sealing and opening files that are too large to be held whole (c2sp.org/age, payload).
 *
 * Opening is `age-encryption`'s. Its sealing makes a new array for every chunk and every step between
 * its streams; on a phone that is more than the browser collects while 100 MB go through. So the header
 * and its file key are the library's, and the chunks are sealed here, in one place that is used again.
 */
import { Decrypter, Encrypter } from 'age-encryption';
import { chacha20poly1305 } from '@noble/ciphers/chacha.js';
import { hkdf } from '@noble/hashes/hkdf.js';
import { HeaderInvalid, NoMatch, PayloadInvalid } from './age-errors.js';
import { recipientOf } from './age.js';
import { concat, randomBytes, sha256, toUtf8 } from './bytes.js';

/** @typedef {ReadableStream<Uint8Array>} Bytes */

/** Bytes of plaintext in a chunk; only the last one of a file may be shorter. */
export const CHUNK = 65536;
const TAG = 16;
const NONCE = 16;

/** A file that is being sealed to the one recipient that an identity opens. */
export class Sealing {
  /**
   * @param {Uint8Array} start
   * @param {Uint8Array} key
   */
  constructor(start, key) {
    /** Header and nonce: what stands before the first chunk. */
    this.start = start;
    this.key = key;
    this.sealed = 0;
    this.place = new Uint8Array(CHUNK + TAG);
  }

  /**
   * @param {string} identity
   */
  static async to(identity) {
    const encrypter = new Encrypter();
    encrypter.addRecipient(await recipientOf(identity));
    const empty = await encrypter.encrypt(new Uint8Array(0));
    const header = empty.slice(0, empty.length - NONCE - TAG);
    const decrypter = new Decrypter();
    decrypter.addIdentity(identity);
    const nonce = randomBytes(NONCE);
    const key = hkdf(sha256, await decrypter.decryptHeader(header), nonce, toUtf8('payload'), 32);
    return new Sealing(concat(header, nonce), key);
  }

  /**
   * The next chunk, sealed. Its bytes hold until the one after it is asked for.
   * @param {Uint8Array} chunk
   * @param {boolean} isLast
   */
  chunk(chunk, isLast) {
    // The key is this file's alone, and no number comes twice: no nonce is used again.
    const nonce = new Uint8Array(12);
    new DataView(nonce.buffer).setUint32(7, this.sealed);
    nonce[11] = Number(isLast);
    this.sealed += 1;
    return chacha20poly1305(this.key, nonce).encrypt(chunk, this.place.subarray(0, chunk.length + TAG));
  }
}

/**
 * Open a sealed stream. Each 64 KiB are verified before they are given out; that the end is not cut
 * off shows only there, where reading fails. Raises NoMatch or HeaderInvalid.
 * @param {Bytes} stream
 * @param {string} identity
 * @returns {Promise<Bytes>}
 */
export async function openStream(stream, identity) {
  const decrypter = new Decrypter();
  decrypter.addIdentity(identity);
  return decrypter.decrypt(stream).catch((error) => {
    throw error.message.startsWith('no identity matched') ? new NoMatch('identity') : new HeaderInvalid('header');
  });
}

/**
 * Give every chunk of an opened stream to `take`. Raises PayloadInvalid.
 * @param {Bytes} stream
 * @param {(chunk: Uint8Array) => void} take
 */
export async function readAll(stream, take) {
  const reader = stream.getReader();
  for (;;) {
    const { done, value } = await reader.read().catch(() => { throw new PayloadInvalid('payload'); });
    if (done) return;
    take(value);
  }
}
