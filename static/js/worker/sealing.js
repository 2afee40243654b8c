/** A file as the sealed parts that are uploaded: padded, sealed and cut while it is read. */
import { sealStream } from '../crypto/age-streams.js';
import { sha256, toHex } from '../crypto/bytes.js';
import { readingHalf } from '../crypto/keys.js';
import { padme, sealedSize } from '../crypto/padding.js';

/** Bytes of a part; only the last one is shorter (docs/api.md). */
export const PART = 1024 * 1024;
const STEP = 256 * 1024;

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
    const sealed = await sealStream(this.plain(), readingHalf('attachment', this.secret));
    const reader = sealed.getReader();
    // Two in turn: one is filled while the other travels. A new one each time would outrun collection.
    const places = [new Uint8Array(PART), new Uint8Array(PART)];
    let [part, filled, number] = [places[0], 0, 0];
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      for (let rest = value; rest.length > 0;) {
        const room = Math.min(rest.length, PART - filled);
        part.set(rest.subarray(0, room), filled);
        filled += room;
        rest = rest.subarray(room);
        if (filled < PART) continue;
        yield part;
        number += 1;
        [part, filled] = [places[number % 2], 0];
      }
    }
    if (filled > 0) yield part.subarray(0, filled);
  }

  /** The file, then zeros. */
  plain() {
    let at = 0;
    return new ReadableStream({
      pull: async (controller) => {
        const chunk = await this.chunk(at);
        at += chunk.length;
        if (chunk.length > 0) controller.enqueue(chunk);
        else controller.close();
      },
    });
  }

  /** @param {number} at */
  async chunk(at) {
    const { size } = this.blob;
    if (at >= size) return new Uint8Array(Math.min(STEP, this.padded - at));
    const bytes = await this.blob.slice(at, at + STEP).arrayBuffer().catch(() => { throw new Unreadable('file'); });
    const chunk = new Uint8Array(bytes);
    if (chunk.length !== Math.min(STEP, size - at)) throw new Unreadable('length');
    this.hash.update(chunk);
    return chunk;
  }
}
