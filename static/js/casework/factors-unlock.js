/** Unlocking with a passkey that opens a copy of the member's secret. */
import { byId } from '../components/dom.js';
import { clearErrors, showError } from '../components/errors.js';
import { ask } from '../components/worker.js';
import { PasskeyBrokenOff, hasPasskeys, usePasskey } from './factors-passkey.js';
import { keepToken, send } from './server.js';
import { failureText, takeIn } from './unlocking.js';

/** @typedef {import('./server.js').SessionDocument} SessionDocument */

/**
 * Offer it to whoever has such a passkey.
 * @param {SessionDocument} session
 * @param {() => unknown} opened
 */
export function offerPasskey(session, opened) {
  const button = /** @type {HTMLButtonElement} */ (byId('unlock-passkey'));
  byId('by-passkey').hidden = !(hasPasskeys() && session.factors.unlocking > 0);
  button.onclick = async () => {
    clearErrors();
    button.disabled = true;
    try {
      await unlock(session);
      opened();
    } catch (error) {
      button.disabled = false;
      showError(failureText(error), byId('passphrase'));
    }
  };
}

/** @param {SessionDocument} session */
async function unlock({ site, office, member }) {
  const whose = { site, office: office.office, name: member.name };
  const { passkey } = await send('POST', 'session/unlock/passkey');
  const { credential, prf } = await usePasskey(passkey, whose);
  if (prf === null) throw new PasskeyBrokenOff('prf');
  const session = await send('POST', 'session/unlock', { method: 'passkey', answer: credential });
  await ask('readPasskey', { ...whose, prf });
  await takeIn(keepToken(session), session.passkey_secret);
}
