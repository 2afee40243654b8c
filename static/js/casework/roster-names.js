/** What members are called: as a leader signed it in the roster (名册), never as a row of the server says. */
import { ask } from '../components/worker.js';
import { today } from '../portal/office.js';

/** @typedef {import('./case-people.js').Person} Person */

/**
 * How to show somebody. Whom the roster of today does not name goes by the name they sign in with.
 * @returns {Promise<(name: string) => string>}
 */
export async function rosterNames() {
  const people = /** @type {Person[]} */ (await ask('colleagues', { today: today() }).catch(() => []));
  return (name) => people.find((one) => one.name === name)?.shownName ?? name;
}
