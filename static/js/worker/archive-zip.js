/** A ZIP that is sealed as it is made: no more of it than a piece is held in memory. */
import { Zip, ZipPassThrough } from 'fflate';
import { CHUNK } from '../crypto/age-streams.js';

const STEP = 1024 * 1024;
const PIECE = 4 * 1024 * 1024;

export class SealedZip {
  /** @param {import('../crypto/age-streams.js').Sealing} sealing */
  constructor(sealing) {
    this.sealing = sealing;
    this.chunk = new Uint8Array(CHUNK);
    this.filled = 0;
    this.pieces = [sealing.start];
    this.size = sealing.start.length;
    /** @type {Blob[]} */
    this.kept = [];
    this.zip = new Zip((error, data) => {
      if (error) throw error;
      this.take(data);
    });
  }

  /**
   * One more file, stored as it is: what is large is packed already.
   * @param {string} name
   * @param {Blob} file
   */
  async add(name, file) {
    const entry = new ZipPassThrough(name);
    this.zip.add(entry);
    for (let at = 0; at < file.size; at += STEP) {
      entry.push(new Uint8Array(await file.slice(at, at + STEP).arrayBuffer()), false);
    }
    entry.push(new Uint8Array(0), true);
  }

  /** The sealed file, complete. */
  end() {
    this.zip.end();
    this.seal(true);
    this.keep();
    return new Blob(this.kept, { type: 'application/octet-stream' });
  }

  /** @param {Uint8Array} data */
  take(data) {
    for (let at = 0; at < data.length;) {
      // A full chunk waits for what follows it: only then it is not the last one.
      if (this.filled === CHUNK) this.seal(false);
      const some = data.subarray(at, at + CHUNK - this.filled);
      this.chunk.set(some, this.filled);
      this.filled += some.length;
      at += some.length;
    }
  }

  /** @param {boolean} isLast */
  seal(isLast) {
    const sealed = this.sealing.chunk(this.chunk.subarray(0, this.filled), isLast).slice();
    this.filled = 0;
    this.pieces.push(sealed);
    this.size += sealed.length;
    if (this.size >= PIECE) this.keep();
  }

  keep() {
    this.kept.push(new Blob(/** @type {Uint8Array<ArrayBuffer>[]} */ (this.pieces)));
    this.pieces = [];
    this.size = 0;
  }
}
