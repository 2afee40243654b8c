/** Asking the server: JSON comes back, or one of two refusals. */

const PATIENCE = 60000;

/** The server was not reached, or its answer did not arrive whole. */
export class Offline extends Error {
  name = 'Offline';
}

/** The server said no; `answer.error` is the name of the reason (docs/api.md). */
export class Refused extends Error {
  name = 'Refused';

  /**
   * @param {number} status
   * @param {Record<string, any>} answer
   * @param {number} [wait] seconds after which it may be asked again
   */
  constructor(status, answer, wait = 0) {
    super(String(answer.error ?? status));
    this.status = status;
    this.answer = answer;
    this.wait = wait;
  }
}

/**
 * Send a request and read the JSON of its answer. Raises Offline or Refused.
 * @param {string} address
 * @param {RequestInit} [options]
 * @returns {Promise<any>}
 */
export const request = (address, options = {}) => receive(address, options, (response) => response.json());

/**
 * Send a request and read the bytes of its answer. Raises Offline or Refused.
 * @param {string} address
 * @param {RequestInit} [options]
 * @returns {Promise<Uint8Array>}
 */
export const requestBytes = (address, options = {}) =>
  receive(address, options, async (response) => new Uint8Array(await response.arrayBuffer()));

/**
 * @template T
 * @param {string} address
 * @param {RequestInit} options
 * @param {(response: Response) => Promise<T>} read
 * @returns {Promise<T>}
 */
async function receive(address, options, read) {
  const timer = new AbortController();
  const alarm = setTimeout(() => timer.abort(), PATIENCE);
  try {
    const response = await fetch(address, {
      credentials: 'omit', redirect: 'error', signal: timer.signal, ...options,
    });
    if (response.ok) return await read(response);
    const wait = Number(response.headers.get('Retry-After'));
    throw new Refused(response.status, await response.json().catch(() => ({})), wait);
  } catch (error) {
    throw error instanceof Refused ? error : new Offline(String(error));
  } finally {
    clearTimeout(alarm);
  }
}
