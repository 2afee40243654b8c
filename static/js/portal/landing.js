/** The landing page, and every page that only needs 'Leave now'. */
import { byId } from '../components/dom.js';
import { start } from '../components/start.js';
import { text } from '../components/texts.js';
import { adviseOnNetwork } from './advice.js';
import { keepFragment, posterFingerprint } from './fragment.js';
import { leave } from './leave.js';
import { Untrusted, findOffice, stopWriting } from './office.js';
import { Offline } from './requests.js';

/** @param {HTMLElement} seal */
async function landing(seal) {
  const { office = '', fingerprint = '' } = seal.dataset;
  const poster = posterFingerprint();
  const say = (/** @type {string} */ key) => { byId('compared').textContent = text(key); };
  window.addEventListener('hashchange', () => location.reload());
  adviseOnNetwork(byId('open'));
  if (poster !== null) say('checking');
  try {
    await findOffice(office, poster ?? fingerprint);
    if (poster !== null) say('matches');
  } catch (error) {
    if (error instanceof Untrusted) stopWriting(error.reason);
    else say(error instanceof Offline ? 'unchecked' : 'compare');
  }
}

keepFragment();
start({ leave, landing });
