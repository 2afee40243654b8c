/** Signing in (登录): the passphrase stays in this browser; then a second factor, if there is one. */
import { byId } from '../components/dom.js';
import { start } from '../components/start.js';
import { passphraseForm } from './passphrase-form.js';
import { goToday, send } from './server.js';
import { askSecond } from './sign-in-second.js';
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
    await openWith({ ...who, passphrase }, async (proof) => {
      const answer = await send('POST', `session?language=${lang}`, { office: who.office, name: who.name, proof });
      return answer.second_factor?.pending ? askSecond(form, answer.second_factor) : answer;
    });
    goToday();
  }, () => ['office', 'name'].find((id) => typed(id) === '') ?? '');
}

start({ 'sign-in': signIn });
