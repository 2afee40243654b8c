/** Signing in (登录): the passphrase stays in this browser. */
import { byId } from '../components/dom.js';
import { start } from '../components/start.js';
import { passphraseForm } from './passphrase-form.js';
import { goQueue, send } from './server.js';
import { openWith } from './unlocking.js';

/** @param {string} id */
const typed = (id) => /** @type {HTMLInputElement} */ (byId(id)).value.normalize('NFKC').trim().toLowerCase();

/** @param {HTMLElement} form */
function signIn(form) {
  const { site = '' } = form.dataset;
  sessionStorage.clear();
  byId('ready').hidden = false;
  passphraseForm(form, async (passphrase) => {
    const who = { site, office: typed('office'), name: typed('name') };
    const { lang } = document.documentElement;
    await openWith({ ...who, passphrase }, (proof) =>
      send('POST', `session?language=${lang}`, { office: who.office, name: who.name, proof }));
    goQueue();
  }, () => ['office', 'name'].find((id) => typed(id) === '') ?? '');
}

start({ 'sign-in': signIn });
