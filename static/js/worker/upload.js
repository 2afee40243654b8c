/** One file on its way: announced, its parts sent one after the other, each until it is there. */
import { newId, randomBytes, toHex } from '../crypto/bytes.js';
import { newSecret } from '../crypto/keys.js';
import { Refused } from '../portal/requests.js';
import { pause, persist } from './line.js';
import { forgetChallenge, Uploads } from './routes.js';
import { SealedFile } from './sealing.js';

/**
 * @typedef {import('./routes.js').Route} Route
 * @typedef {{ sent: number, size: number, waiting: 'offline' | 'busy' | '' }} Standing
 *   sent, size: sealed bytes
 * @typedef {{ id: string, size: number, sha256: string, secret: string }} Arrived
 *   size, sha256: of the file; secret: the attachment's, hex
 */

const STALE = ['challenge_expired', 'work_missing'];
const NEW_CHALLENGES = 3;

/** The sender took the file back. */
export class Cancelled extends Error {
  name = 'Cancelled';
}

export class Upload {
  /**
   * @param {Blob} blob
   * @param {Route} route
   * @param {import('./line.js').Pause} [wait]
   */
  constructor(blob, route, wait = pause) {
    const secret = newSecret();
    this.file = new SealedFile(blob, secret);
    this.secret = toHex(secret);
    this.about = { id: newId(), secret: toHex(randomBytes(32)), size: this.file.size };
    this.abort = new AbortController();
    /** @type {Promise<never>} */
    this.cancelled = new Promise((_, reject) => {
      this.abort.signal.addEventListener('abort', () => reject(new Cancelled('cancelled')));
    });
    this.cancelled.catch(() => {});
    this.uploads = new Uploads(route);
    this.wait = wait;
    this.part = 0;
    this.sent = 0;
    /** @type {Promise<Uint8Array | null> | null} sealed, and not yet confirmed */
    this.current = null;
    /** @type {Promise<Uint8Array | null> | null} sealed while the current one travels */
    this.following = null;
    /** @type {(standing: Standing) => void} */
    this.say = () => {};
  }

  /**
   * Send what is not there yet. After Offline, or Refused with status 503, asking again goes on from
   * there. Raises Offline, Refused, Unreadable or Cancelled.
   * @param {(standing: Standing) => void} say
   * @returns {Promise<Arrived>}
   */
  run(say) {
    this.say = say;
    return Promise.race([this.travel(), this.cancelled]);
  }

  /** @returns {Promise<Arrived>} */
  async travel() {
    this.tell('');
    if (this.sent === 0) await this.persist(() => this.uploads.announce(this.about));
    for (;;) {
      this.current ??= this.seal();
      const bytes = await this.current;
      if (bytes === null) break;
      await this.persist((lost) => this.deliver(bytes, lost));
      this.sent += bytes.length;
      this.part += 1;
      [this.current, this.following] = [this.following, null];
      this.tell('');
    }
    const { blob } = this.file;
    return { id: this.about.id, size: blob.size, sha256: this.file.digest(), secret: this.secret };
  }

  /** @returns {Promise<Uint8Array | null>} */
  seal() {
    const part = this.file.next();
    part.catch(() => {});
    return part;
  }

  /**
   * @param {Uint8Array} bytes
   * @param {boolean} lost an earlier answer did not arrive: perhaps the part did
   */
  async deliver(bytes, lost) {
    if (lost && await this.uploads.has(this.about, this.part, bytes)) return;
    const payment = await this.uploads.payment(this.about.id, this.part, bytes);
    const put = this.uploads.put(this.about, this.part, bytes, payment, this.abort.signal);
    this.following ??= this.seal();
    await put;
  }

  /** @param {(lost: boolean) => Promise<unknown>} attempt */
  persist(attempt) {
    return persist((lost) => {
      if (this.abort.signal.aborted) throw new Cancelled('cancelled');
      return withNewChallenge(() => attempt(lost));
    }, (waiting) => this.tell(waiting), this.wait);
  }

  /** @param {Standing['waiting']} waiting */
  tell(waiting) {
    this.say({ sent: this.sent, size: this.about.size, waiting });
  }

  /** Take it back: nothing of it stays on the server. Raises Offline or Refused. */
  async cancel() {
    this.abort.abort();
    await persist(() => this.uploads.drop(this.about), () => {}, this.wait);
  }
}

/**
 * Work over an old challenge is done anew without a word.
 * @param {() => Promise<unknown>} attempt
 */
async function withNewChallenge(attempt) {
  for (let n = 1; ; n += 1) {
    try {
      return await attempt();
    } catch (error) {
      const stale = error instanceof Refused && STALE.includes(error.message);
      if (!stale || n === NEW_CHALLENGES) throw error;
      forgetChallenge();
    }
  }
}
