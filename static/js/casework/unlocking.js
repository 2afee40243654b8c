/** From a passphrase to opened secrets: the same way at sign-in and at unlocking. */
import { byId } from '../components/dom.js';
import { text } from '../components/texts.js';
import { ask, dismiss } from '../components/worker.js';
import { today } from '../portal/office.js';
import { Offline, Refused } from '../portal/requests.js';
import { recallCases } from './seen-cases.js';
import { remember, remembered } from './seen-office.js';

/** @typedef {import('./server.js').SessionDocument} SessionDocument */

const HELD = 'qingfeng.held';
// How a sealed member's secret fails that is not the one this passphrase sealed.
const SWAPPED = ['NoMatch', 'KeyringInvalid', 'HeaderInvalid', 'MacMismatch', 'PayloadInvalid', 'UnsupportedRecipient', 'BytesInvalid'];

/**
 * Derive, prove to the server, open, and keep for the next page.
 * @param {{ site: string, office: string, name: string, passphrase: string }} who
 * @param {(proof: string) => Promise<SessionDocument>} prove
 */
export async function openWith(who, prove) {
  const proof = await ask('deriveProof', who, showShare);
  const session = await prove(proof);
  await takeIn(session, session.sealed_secret);
}

/**
 * Open the secret with what was derived before, and keep it for the next page.
 * @param {SessionDocument} session
 * @param {string} sealedSecret
 */
export async function takeIn(session, sealedSecret) {
  remember(session, await ask('openKeyring', { sealed_secret: sealedSecret, ...told(session) }));
  await recallCases(session);
  await keep(session);
}

/**
 * Keep what is open for the next page of this tab, under the session's key.
 * @param {SessionDocument} session
 */
export async function keep({ key }) {
  sessionStorage.setItem(HELD, await ask('hold', { key }));
}

/**
 * Take up what this tab kept from the page before, and what the server tells since; tells whether
 * it could.
 * @param {SessionDocument} session
 */
export async function resume(session) {
  const { site, office, member, key } = session;
  const held = sessionStorage.getItem(HELD);
  if (key === null || held === null) return false;
  try {
    await ask('restore', { site, office: office.office, name: member.name, key, held });
    remember(session, await ask('refresh', told(session)));
    await recallCases(session);
    return true;
  } catch (error) {
    if (/** @type {Error} */ (error).name !== 'HeldInvalid') throw error;
    return false;
  }
}

/**
 * What the server tells of keys; with it what this browser has seen of the office, so that nothing
 * older is taken for it.
 * @param {SessionDocument} session
 */
function told(session) {
  const { grants, office, earlier, roster } = session;
  return { grants, office, earlier, roster, ...remembered(session), today: today() };
}

/** Forget what this tab kept, what was opened, what the workers hold; needs no worker that works. */
export function forget() {
  document.dispatchEvent(new Event('forget'));
  sessionStorage.removeItem(HELD);
  dismiss();
}

/**
 * What to tell a member for whom something did not work.
 * @param {unknown} error
 */
export function failureText(error) {
  if (error instanceof Offline) return text('offline');
  if (error instanceof Refused && error.wait > 0) return text('too_fast', { n: error.wait });
  if (error instanceof Refused) return String(error.answer.message ?? text('fault'));
  const { name } = /** @type {Error} */ (error);
  if (name === 'WorkerUnavailable') return text('unready');
  if (name === 'PasskeyBrokenOff') return text('passkey_broken_off');
  return SWAPPED.includes(name) ? text('secret_swapped') : text('fault');
}

/**
 * Show how far a key has been derived.
 * @param {number} share
 */
export function showShare(share) {
  /** @type {HTMLProgressElement} */ (byId('share')).value = share;
}
