/** The challenge that everybody shares: fetched once a page, good for a day (docs/api.md). */
import { request } from './requests.js';

/** @typedef {{ challenge: string, difficulty: number, on_hospital_network: boolean }} Challenge */

/** @type {Promise<Challenge> | null} */
let current = null;

/**
 * Raises Offline or Refused; asking again tries again.
 * @returns {Promise<Challenge>}
 */
export function challenge() {
  current ??= request('/challenge').catch((error) => {
    current = null;
    throw error;
  });
  return /** @type {Promise<Challenge>} */ (current);
}

/** The server wants a new one. */
export const forgetChallenge = () => { current = null; };
