/**
 * How an upload speaks to the server (docs/api.md): a stranger does work for every 8 MiB, a member
 * who is signed in does none.
 */
import { concat, fromHex, idBytes, sha256, toHex } from '../crypto/bytes.js';
import { solve } from '../crypto/work.js';
import { request } from '../portal/requests.js';

/**
 * @typedef {{ area: 'portal', office: string } | { area: 'casework', csrf: string }} Route
 * @typedef {{ id: string, secret: string, size: number }} Announced secret: the upload's, hex
 * @typedef {{ challenge: string, difficulty: number }} Challenge
 */

// A part of 1 MiB on a slow line.
const PATIENCE = 300000;
const GROUP = 8;
const NO_WORK = `${'0'.repeat(64)}:${'0'.repeat(16)}`;

/** @type {Promise<Challenge> | null} */
let current = null;

const challenge = () => {
  current ??= request('/challenge').catch((error) => {
    current = null;
    throw error;
  });
  return /** @type {Promise<Challenge>} */ (current);
};

/** The server wants work over a new challenge. */
export const forgetChallenge = () => { current = null; };

/**
 * @param {string} id
 * @param {Uint8Array} digest
 */
async function work(id, digest) {
  const given = await challenge();
  return { challenge: given.challenge, solution: toHex(solve(fromHex(given.challenge, 32), idBytes(id), digest, given.difficulty)) };
}

/** What an upload asks the server. Every question raises Offline or Refused. */
export class Uploads {
  /** @param {Route} route */
  constructor(route) {
    this.route = route;
    this.root = route.area === 'portal' ? '/attachments' : '/casework/attachments';
  }

  /**
   * @param {string} path
   * @param {RequestInit} options
   * @param {AbortSignal} [cancelled]
   */
  async send(path, options, cancelled) {
    const { route } = this;
    /** @type {Record<string, string>} */
    const own = route.area === 'portal' ? {} : { 'X-CSRF-Token': route.csrf, Accept: 'application/json' };
    const timer = new AbortController();
    const stop = () => timer.abort();
    const alarm = setTimeout(stop, PATIENCE);
    cancelled?.addEventListener('abort', stop);
    // What is on its way when the network goes is lost: no need to wait until that is noticed.
    self.addEventListener('offline', stop);
    try {
      return await request(this.root + path, {
        credentials: route.area === 'portal' ? 'omit' : 'same-origin',
        ...options, signal: timer.signal, headers: { ...own, .../** @type {Record<string, string>} */ (options.headers) },
      });
    } finally {
      clearTimeout(alarm);
      cancelled?.removeEventListener('abort', stop);
      self.removeEventListener('offline', stop);
    }
  }

  /**
   * Say that an attachment will come. Saying it again changes nothing.
   * @param {Announced} upload
   */
  async announce({ id, secret, size }) {
    if (this.route.area === 'casework') {
      const headers = { 'Content-Type': 'application/json' };
      return this.send('', { method: 'POST', headers, body: JSON.stringify({ id, secret, size }) });
    }
    const announced = new Uint8Array(8);
    new DataView(announced.buffer).setUint32(4, size);
    const done = await work(id, sha256(concat(fromHex(secret, 32), announced)));
    const body = new FormData();
    const fields = { office: this.route.office.padEnd(40), id, secret, size: String(size).padStart(12, '0'), ...done };
    for (const [name, value] of Object.entries(fields)) body.append(name, value);
    return this.send('', { method: 'POST', body });
  }

  /**
   * Work for a part that has to pay for its group.
   * @param {string} id
   * @param {number} part
   * @param {Uint8Array} bytes
   */
  async payment(id, part, bytes) {
    if (this.route.area === 'casework' || part === 0 || part % GROUP > 0) return NO_WORK;
    const { challenge: over, solution } = await work(id, sha256(bytes));
    return `${over}:${solution}`;
  }

  /**
   * @param {Announced} upload
   * @param {number} part
   * @param {Uint8Array} bytes
   * @param {string} payment
   * @param {AbortSignal} cancelled
   */
  put({ id, secret }, part, bytes, payment, cancelled) {
    const headers = { Authorization: `Bearer ${secret}`, 'Qingfeng-Work': payment, 'Content-Type': 'application/octet-stream' };
    const body = /** @type {Uint8Array<ArrayBuffer>} */ (bytes);
    return this.send(`/${id}/parts/${part}`, { method: 'PUT', headers, body }, cancelled);
  }

  /**
   * Whether a part has arrived as it was sent.
   * @param {Announced} upload
   * @param {number} part
   * @param {Uint8Array} bytes
   */
  async has({ id, secret }, part, bytes) {
    const { parts } = await this.send(`/${id}/parts`, { method: 'GET', headers: { Authorization: `Bearer ${secret}` } });
    const digest = toHex(sha256(bytes));
    return parts.some((/** @type {{ part: number, sha256: string }} */ there) => there.part === part && there.sha256 === digest);
  }

  /** @param {Announced} upload */
  drop({ id, secret }) {
    return this.send(`/${id}`, { method: 'DELETE', headers: { Authorization: `Bearer ${secret}` } });
  }
}
