/** What a leader's browser signs about members: it is made in the worker and sent from here. */
import { ask } from '../components/worker.js';
import { today } from '../portal/office.js';
import { keepToken, get, send } from './server.js';
import { accepted } from './seen-office.js';
import { resume } from './unlocking.js';

/** @typedef {import('./members.js').Row} Row */
/** @typedef {import('./server.js').SessionDocument} SessionDocument */

/**
 * Vouch for keys that were compared just now: a new roster, and the epochs' secrets for who holds
 * them. Where their keys of before opened the epochs, a new one begins first, without those.
 * @param {Row} row
 * @param {string} heard the fingerprint, as the person has read it
 * @param {SessionDocument} session
 * @param {string[]} behind names of whose keys are nobody's any more
 */
export async function vouchFor(row, heard, session, behind) {
  const vouch = () => change({ compared: { row, heard } }, false, session, []);
  try {
    await vouch();
  } catch (error) {
    if (/** @type {Error} */ (error).name !== 'RotationNeeded') throw error;
    await renewKey(session, behind);
    await vouch();
  }
}

/**
 * Another set of roles for a member, whose keys and name are the roster's. Whoever gives up the
 * office's key by it gets no new one.
 * @param {{ name: string, roles: string[] }} roles
 * @param {boolean} rotates whether they give it up
 * @param {SessionDocument} session
 * @param {string[]} behind names of whose keys are nobody's any more
 */
export async function changeRoles(roles, rotates, session, behind) {
  await change({ roles }, rotates, session, behind);
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
  const { cases = 0 } = await change({ without: [name] }, holds, session, behind);
  return cases;
}

/**
 * A new key for the same members, without those whose keys are nobody's any more. Gives its epoch.
 * @param {SessionDocument} session
 * @param {string[]} behind their names
 * @returns {Promise<number>}
 */
export async function renewKey(session, behind) {
  await change({}, true, session, behind);
  return session.office.statement.epoch;
}

/**
 * The next roster, with a new key if somebody gives it up: it is not for keys of before either.
 * @param {object} what
 * @param {boolean} rotates
 * @param {SessionDocument} session
 * @param {string[]} behind
 */
async function change(what, rotates, session, behind) {
  const [path, op, more] = rotates ? ['keyring/rotation', 'rotate', { behind }] : ['keyring/roster', 'rosterWith', {}];
  const form = await ask(op, { ...what, ...more, today: today() });
  const answer = await send('POST', path, form);
  await accepted(session, form);
  await takeUp(session);
  return answer;
}

/**
 * Take up what the server tells now, here and for the next page.
 * @param {SessionDocument} session
 */
async function takeUp(session) {
  Object.assign(session, keepToken(await get('session')));
  await resume(session);
}
