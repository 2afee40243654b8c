/** A file as the sealed parts that are uploaded: padded, sealed and cut while it is read. */
import { CHUNK, Sealing } from '../crypto/age-streams.js';
import { sha256, toHex } from '../crypto/bytes.js';
import { readingHalf } from '../crypto/keys.js';
import { padme, sealedSize } from '../crypto/padding.js';

/** Bytes of a part; only the last one is shorter (docs/api.md). */
export const PART = 1024 * 1024;
const STEP = 4 * CHUNK;

/** The file cannot be read any more: it was moved, changed or deleted. */
export class Unreadable extends Error {
  name = 'Unreadable';
}

export class SealedFile {
  /**
   * @param {Blob} blob
   * @param {Uint8Array} secret the attachment's, 32 bytes
   */
  constructor(blob, secret) {
    this.blob = blob;
    this.secret = secret;
    this.padded = padme(blob.size);
    /** Sealed bytes in all. */
    this.size = sealedSize(this.padded);
    this.hash = sha256.create();
    this.cut = this.parts();
  }

  /**
   * The next part, or null behind the last one. Its bytes hold until the next but one is asked for.
   * Raises Unreadable.
   * @returns {Promise<Uint8Array | null>}
   */
  async next() {
    const { done, value } = await this.cut.next();
    return done ? null : /** @type {Uint8Array} */ (value);
  }

  /** SHA-256 of the file as it was before padding, once the last part was asked for. */
  digest() {
    return toHex(this.hash.clone().digest());
  }

  async* parts() {
    let [part, filled] = [new Uint8Array(PART), 0];
    for await (const bytes of this.sealed()) {
      for (let rest = bytes; rest.length > 0;) {
        const room = Math.min(rest.length, PART - filled);
        part.set(rest.subarray(0, room), filled);
        filled += room;
        rest = rest.subarray(room);
        if (filled < PART) continue;
        yield part;
        [part, filled] = [new Uint8Array(PART), 0];
      }
    }
    if (filled > 0) yield part.subarray(0, filled);
  }

  async* sealed() {
    const sealing = await Sealing.to(readingHalf('attachment', this.secret));
    yield sealing.start;
    for (let at = 0; at < this.padded; at += STEP) {
      const plain = await this.plain(at, Math.min(STEP, this.padded - at));
      for (let from = 0; from < plain.length; from += CHUNK) {
        const isLast = at + from + CHUNK >= this.padded;
        yield sealing.chunk(plain.subarray(from, from + CHUNK), isLast);
      }
    }
  }

  /**
   * A stretch of the file, and zeros where it has ended. Raises Unreadable.
   * @param {number} at
   * @param {number} length
   */
  async plain(at, length) {
    const { size } = this.blob;
    const wanted = Math.max(0, Math.min(length, size - at));
    const read = await this.blob.slice(at, at + wanted).arrayBuffer().catch(() => { throw new Unreadable('file'); });
    if (read.byteLength !== wanted) throw new Unreadable('length');
    this.hash.update(new Uint8Array(read));
    if (wanted === length) return new Uint8Array(read);
    const padded = new Uint8Array(length);
    padded.set(new Uint8Array(read));
    return padded;
  }
}
