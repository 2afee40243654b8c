/** What a leader's browser signs about members: it is made in the worker and sent from here. */
import { ask } from '../components/worker.js';
import { holdsKeys } from '../crypto/roster.js';
import { today } from '../portal/office.js';
import { keepToken, get, send } from './server.js';
import { resume } from './unlocking.js';

/** @typedef {import('./members.js').Row} Row */
/** @typedef {import('./server.js').SessionDocument} SessionDocument */

/**
 * Vouch for keys that were compared just now: a new roster, and the epochs' secrets for who holds them.
 * @param {Row} row
 * @param {string} heard the fingerprint, as the person has read it
 * @param {SessionDocument} session
 */
export async function vouchFor(row, heard, session) {
  await send('POST', 'keyring/roster', await ask('rosterWith', { compared: { row, heard }, today: today() }));
  await takeUp(session);
}

/**
 * Another set of roles for a member, whose keys and name are the roster's. Whoever gives up the
 * office's key by it gets no new one.
 * @param {Row} row
 * @param {string[]} roles
 * @param {SessionDocument} session
 */
export async function changeRoles(row, roles, session) {
  const loses = holdsKeys(row) && !holdsKeys({ roles });
  const [path, op] = loses ? ['keyring/rotation', 'rotate'] : ['keyring/roster', 'rosterWith'];
  await send('POST', path, await ask(op, { roles: { name: row.name, roles }, today: today() }));
  await takeUp(session);
}

/**
 * Remove a member, a keyholder with a new key for those who stay. Gives how many cases they held.
 * @param {Row} row
 * @param {boolean} holds
 * @param {SessionDocument} session
 * @param {string[]} behind names of whose keys are nobody's any more
 * @returns {Promise<number>}
 */
export async function letGo({ name }, holds, session, behind) {
  const [path, op] = holds ? ['keyring/rotation', 'rotate'] : ['keyring/roster', 'rosterWith'];
  const { cases = 0 } = await send('POST', path, await ask(op, { without: [name], behind: holds ? behind : [], today: today() }));
  await takeUp(session);
  return cases;
}

/**
 * A new key for the same members, without those whose keys are nobody's any more. Gives its epoch.
 * @param {SessionDocument} session
 * @param {string[]} behind their names
 * @returns {Promise<number>}
 */
export async function renewKey(session, behind) {
  await send('POST', 'keyring/rotation', await ask('rotate', { behind, today: today() }));
  await takeUp(session);
  return session.office.epoch;
}

/**
 * Take up what the server tells now, here and for the next page.
 * @param {SessionDocument} session
 */
async function takeUp(session) {
  Object.assign(session, keepToken(await get('session')));
  await resume(session);
}
