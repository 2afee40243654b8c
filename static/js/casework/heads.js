/**
 * The end of the audit chain (审计), kept by this browser: a server that cuts what its members did,
 * or writes it anew, is found out at the next page by whoever has seen more.
 */
import { byId } from '../components/dom.js';
import { ask } from '../components/worker.js';
import { Refused } from '../portal/requests.js';
import { today } from '../portal/office.js';
import { keepHere } from './kept.js';
import { get } from './server.js';

/** @typedef {{ seq: number, digest: string }} Head */
/** @typedef {import('./server.js').SessionDocument} SessionDocument */

/** @type {object | undefined} what locking and signing out send */
let signed;

/** The chain's end, signed; nothing if there is none yet. */
export const signedHead = () => (signed === undefined ? {} : { head: signed });

/**
 * Raise the alarm if the chain no longer contains what this browser saw last.
 * @param {SessionDocument} session
 */
export async function checkHead(session) {
  const seen = seenHead(session);
  if (seen === null || await contains(seen)) return;
  byId('chain-broken').hidden = false;
}

/**
 * Remember where the chain ends now, and have it signed. A chain that was found broken is neither.
 * @param {SessionDocument} session
 */
export async function keepHead(session) {
  const head = /** @type {Head} */ (await get('audit/head.json'));
  if (head.seq === 0 || !byId('chain-broken').hidden) return;
  signed = await ask('signHead', { ...head, today: today() });
  keepHere(placeOf(session), JSON.stringify(head));
}

/** @param {SessionDocument} session */
const placeOf = ({ site, office }) => `qingfeng.head.${site}.${office.office}`;

/**
 * @param {SessionDocument} session
 * @returns {Head | null}
 */
function seenHead(session) {
  try {
    return JSON.parse(localStorage.getItem(placeOf(session)) ?? 'null');
  } catch {
    return null;
  }
}

/** @param {Head} seen */
async function contains({ seq, digest }) {
  try {
    return (await get(`audit/entry/${seq}.json`)).digest === digest;
  } catch (error) {
    if (error instanceof Refused && error.message === 'entry_unknown') return false;
    throw error;
  }
}
