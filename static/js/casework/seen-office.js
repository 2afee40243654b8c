/** What this browser has seen of an office, kept for the next page and the next day (worker/office-memory.js). */
import { ask } from '../components/worker.js';
import { keepHere } from './kept.js';
import { memoryIn, newest } from '../worker/office-memory.js';

/**
 * @typedef {import('./server.js').SessionDocument} SessionDocument
 * @typedef {import('../worker/office-memory.js').Memory} Memory
 */

/**
 * @param {SessionDocument} session
 * @returns {Memory}
 */
export const remembered = (session) => memoryIn(JSON.parse(localStorage.getItem(keyOf(session)) ?? '{}'));

/**
 * Another tab may have seen something newer meanwhile.
 * @param {SessionDocument} session
 * @param {Memory} read
 */
export const remember = (session, read) =>
  keepHere(keyOf(session), JSON.stringify(newest(read, remembered(session))));

/**
 * The server has taken what we signed: from now on nothing older is believed, not even if it is all
 * that the server ever shows again.
 * @param {SessionDocument} session
 * @param {{ roster: Record<string, any> }} taken what was sent
 */
export async function accepted(session, taken) {
  remember(session, await ask('noteAccepted', taken));
}

/** @param {SessionDocument} session */
const keyOf = ({ site, office }) => `qingfeng.seen.${site}.${office.office}`;
