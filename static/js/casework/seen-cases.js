/** What this browser has seen of cases, kept for the next page and the next day (worker/case-memory.js). */
import { ask } from '../components/worker.js';
import { keepHere } from './kept.js';
import { send } from './server.js';

/** @typedef {import('./server.js').SessionDocument} SessionDocument */

/**
 * Tell the worker what was kept.
 * @param {SessionDocument} session
 */
export const recallCases = (session) => ask('recallCases', { kept: localStorage.getItem(placeOf(session)) });

/**
 * Keep what the worker has seen. Only its member's browser can read it.
 * @param {SessionDocument} session
 */
export async function keepCases(session) {
  const place = placeOf(session);
  keepHere(place, await ask('keepCases', { kept: localStorage.getItem(place) }));
}

/**
 * Send what the worker has signed of a case. Once the server says that it took it, this browser takes
 * nothing older for the case.
 * @param {SessionDocument} session
 * @param {{ id: string, version?: number }} signed
 * @param {'POST' | 'DELETE'} method
 * @param {string} path
 * @param {object} form
 */
export async function sendSigned(session, { id, version = 1 }, method, path, form) {
  const answer = await send(method, path, form);
  await remember(session, [{ id, version }]);
  return answer;
}

/**
 * The server says that it took what the worker has signed of these cases.
 * @param {SessionDocument} session
 * @param {{ id: string, version: number }[]} signed
 */
export async function remember(session, signed) {
  try {
    for (const one of signed) await ask('caseAccepted', one);
    await keepCases(session);
  } catch {
    // It is done all the same: a page that was locked in between must not say otherwise.
  }
}

/** @param {SessionDocument} session */
const placeOf = ({ site, office, member }) => `qingfeng.cases.${site}.${office.office}.${member.name}`;
