/** A connection that may break: what was not confirmed is asked again, at growing distances. */
import { Offline, Refused } from '../portal/requests.js';

/** @typedef {(seconds: number) => Promise<void>} Pause */

const FIRST_PAUSE = 0.25;
const LONGEST_PAUSE = 30;
// Long enough for a lift, a car park, a changed network; then the person is asked to look.
const GIVE_UP = 600;
const CLOSED = 503;

/**
 * Wait some seconds, or until the network is back.
 * @type {Pause}
 */
export const pause = (seconds) => new Promise((resolve) => {
  const go = () => {
    clearTimeout(alarm);
    self.removeEventListener('online', go);
    resolve();
  };
  const alarm = setTimeout(go, seconds * 1000);
  self.addEventListener('online', go);
});

/**
 * Do something until the server has answered it. `attempt` hears whether an earlier answer was lost.
 * Raises Offline, or Refused, once waiting has lasted ten minutes without an answer.
 * @template T
 * @param {(lost: boolean) => Promise<T>} attempt
 * @param {(waiting: 'offline' | 'busy' | '') => void} say
 * @param {Pause} wait
 * @returns {Promise<T>}
 */
export async function persist(attempt, say, wait) {
  let [waited, lost] = [0, false];
  for (let seconds = FIRST_PAUSE; ; seconds = Math.min(LONGEST_PAUSE, seconds * 2)) {
    try {
      const answer = await attempt(lost);
      if (waited > 0) say('');
      return answer;
    } catch (error) {
      const longer = pauseAfter(error, seconds);
      if (longer === 0 || waited >= GIVE_UP) throw error;
      lost = true;
      say(error instanceof Offline ? 'offline' : 'busy');
      waited += longer;
      await wait(longer);
    }
  }
}

/**
 * Seconds to wait before the next attempt, 0 if another one would not help.
 * @param {unknown} error
 * @param {number} seconds
 */
function pauseAfter(error, seconds) {
  if (error instanceof Offline) return seconds;
  if (!(error instanceof Refused) || error.status !== CLOSED) return 0;
  return Math.max(seconds, Math.min(error.wait, 10 * LONGEST_PAUSE));
}
