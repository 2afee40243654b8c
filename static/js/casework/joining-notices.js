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
 * Whoever joined before the office had keys compares its fingerprint now, and keeps it.
 * @param {SessionDocument} session
 */
async function askAnchor(session) {
  const form = byId('anchor');
  byId('anchor-print').textContent = await ask('showOffice', { document: session.office });
  byId('not-anchored').hidden = false;
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    once(/** @type {HTMLButtonElement} */ (first(form, 'button')), () => anchor(session));
  });
}

/** @param {SessionDocument} session */
async function anchor(session) {
  const field = /** @type {HTMLInputElement} */ (byId('anchor-passphrase'));
  const progress = /** @type {HTMLProgressElement} */ (byId('anchor-share'));
  if (field.value.trim() === '') return showError(text('no_passphrase'), field);
  progress.hidden = false;
  try {
    const sealed = await ask('sealAnchor', { passphrase: field.value, document: session.office }, (share) => { progress.value = share; });
    await send('POST', 'members/me/sealed-secret', sealed);
    await takeIn(session, sealed.sealed_secret);
    location.reload();
  } finally {
    progress.hidden = true;
  }
}
