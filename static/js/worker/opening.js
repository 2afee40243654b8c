/** Opening a sealed attachment: nothing of it is given out before all of it proved to be right. */
import { openStream, readAll } from '../crypto/age-streams.js';
import { PayloadInvalid } from '../crypto/age-errors.js';
import { fromHex, sha256, toHex } from '../crypto/bytes.js';
import { readingHalf } from '../crypto/keys.js';

/** @typedef {{ size: number, sha256: string, secret: string }} Attachment as its letter names it */

const STEP = 256 * 1024;
const PIECE = 4 * 1024 * 1024;

/**
 * The file in a sealed attachment. Raises NoMatch, HeaderInvalid or PayloadInvalid.
 * @param {{ sealed: Blob, attachment: Attachment }} args
 * @returns {Promise<Blob>}
 */
export async function open({ sealed, attachment: { size, sha256: expected, secret } }) {
  const opened = await openStream(streamOf(sealed), readingHalf('attachment', fromHex(secret, 32)));
  const hash = sha256.create();
  const pieces = new Pieces();
  let left = size;
  await readAll(opened, (chunk) => {
    const own = chunk.subarray(0, left);
    if (chunk.subarray(own.length).some((byte) => byte !== 0)) throw new PayloadInvalid('padding');
    left -= own.length;
    hash.update(own);
    pieces.add(own);
  });
  if (left > 0 || toHex(hash.digest()) !== expected) throw new PayloadInvalid('digest');
  return pieces.whole();
}

/** Chunks, handed to the browser's own keeping before they pile up here. */
class Pieces {
  /** @type {Blob[]} */
  kept = [];
  /** @type {Uint8Array[]} */
  chunks = [];

  /** @param {Uint8Array} chunk */
  add(chunk) {
    this.chunks.push(chunk);
    if (this.chunks.reduce((sum, { length }) => sum + length, 0) >= PIECE) this.keep();
  }

  keep() {
    this.kept.push(new Blob(/** @type {Uint8Array<ArrayBuffer>[]} */ (this.chunks)));
    this.chunks = [];
  }

  whole() {
    this.keep();
    return new Blob(this.kept);
  }
}

/**
 * A blob as a stream; `Blob.stream` would hand out pieces of any size.
 * @param {Blob} blob
 */
function streamOf(blob) {
  let at = 0;
  return new ReadableStream({
    async pull(controller) {
      const chunk = new Uint8Array(await blob.slice(at, at + STEP).arrayBuffer());
      at += chunk.length;
      if (chunk.length > 0) controller.enqueue(chunk);
      else controller.close();
    },
  });
}
