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
   */
  constructor(status, answer) {
    super(String(answer.error ?? status));
    this.status = status;
    this.answer = answer;
  }
}

/**
 * Send a request and read the JSON of its answer. Raises Offline or Refused.
 * @param {string} address
 * @param {RequestInit} [options]
 * @returns {Promise<any>}
 */
export async function request(address, options = {}) {
  const timer = new AbortController();
  const alarm = setTimeout(() => timer.abort(), PATIENCE);
  try {
    const response = await fetch(address, {
      credentials: 'omit', redirect: 'error', signal: timer.signal, ...options,
    });
    if (response.ok) return await response.json();
    throw new Refused(response.status, await response.json().catch(() => ({})));
  } catch (error) {
    throw error instanceof Refused ? error : new Offline(String(error));
  } finally {
    clearTimeout(alarm);
  }
}
