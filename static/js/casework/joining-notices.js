/** What is left of joining, shown on every page: the comparison, the office's keys (核对、补核对码). */
import { byId, first } from '../components/dom.js';
import { showError } from '../components/errors.js';
import { text } from '../components/texts.js';
import { ask } from '../components/worker.js';
import { once } from './members-panel.js';
import { send } from './server.js';
import { takeIn } from './unlocking.js';

/** @typedef {import('./server.js').SessionDocument} SessionDocument */

/** @param {SessionDocument} session */
export async function showJoining(session) {
  const { office, rostered } = session;
  const hasKeys = office.root_key !== '';
  byId('no-keys').hidden = hasKeys;
  if (!hasKeys || rostered && await ask('isAnchored')) return;
  if (!await ask('isAnchored')) return askAnchor(session);
  byId('waiting-print').textContent = await ask('showOwn');
  byId('not-compared').hidden = false;
}

/**
 * Whoever joined before the office had keys types its fingerprint now, and keeps it. Nothing of it is
 * shown: all of it comes from the poster.
 * @param {SessionDocument} session
 */
function askAnchor(session) {
  const form = byId('anchor');
  byId('not-anchored').hidden = false;
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    once(/** @type {HTMLButtonElement} */ (first(form, 'button')), () => anchor(session));
  });
}

/** @type {Record<string, string>} */
const UNLIKE = { FingerprintInvalid: 'not_the_posters', NotCompared: 'not_the_posters', OfficeReplaced: 'keys_replaced' };

/** @param {SessionDocument} session */
async function anchor(session) {
  const [print, field] = ['print', 'passphrase'].map((id) => /** @type {HTMLInputElement} */ (byId(`anchor-${id}`)));
  const progress = /** @type {HTMLProgressElement} */ (byId('anchor-share'));
  if (field.value.trim() === '') return showError(text('no_passphrase'), field);
  progress.hidden = false;
  try {
    await keepAnchor(session, print.value, field.value, (share) => { progress.value = share; });
    location.reload();
  } catch (error) {
    const { name } = /** @type {Error} */ (error);
    if (!(name in UNLIKE)) throw error;
    showError(text(UNLIKE[name]), print);
  } finally {
    progress.hidden = true;
  }
}

/**
 * @param {SessionDocument} session
 * @param {string} typed
 * @param {string} passphrase
 * @param {(share: any) => void} progress
 */
async function keepAnchor(session, typed, passphrase, progress) {
  const sealed = await ask('sealAnchor', { passphrase, typed, document: session.office }, progress);
  await send('POST', 'members/me/sealed-secret', sealed);
  await takeIn(session, sealed.sealed_secret);
}
