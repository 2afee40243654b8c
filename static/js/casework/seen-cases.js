/** What this browser has seen of cases, kept for the next page and the next day (worker/case-memory.js). */
import { ask } from '../components/worker.js';

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
  localStorage.setItem(place, await ask('keepCases', { kept: localStorage.getItem(place) }));
}

/** @param {SessionDocument} session */
const placeOf = ({ site, office, member }) => `qingfeng.cases.${site}.${office.office}.${member.name}`;
