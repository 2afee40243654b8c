/** From a link to a member: a passphrase on paper, keys made here, a second factor, one request. */
import { byId, first } from '../components/dom.js';
import { language } from '../components/texts.js';
import { ask } from '../components/worker.js';
import { words } from '../crypto/typed.js';
import { showDone, showStep, showWho } from './joining-steps.js';
import { passphraseForm } from './passphrase-form.js';
import { keepToken, send } from './server.js';
import { keep, showShare } from './unlocking.js';

/** @typedef {import('./joining-steps.js').Invitation} Invitation */

export class Joining {
  /**
   * @param {string} token
   * @param {Invitation} invitation
   */
  constructor(token, invitation) {
    this.token = token;
    this.invitation = invitation;
    this.phrase = '';
    /** @type {Record<string, string>} */
    this.keys = {};
  }

  async begin() {
    const { office } = this.invitation;
    showWho(this.invitation, await ask('showOffice', { document: office }));
    byId('who-right').addEventListener('click', () => this.draw());
    byId('draw-again').addEventListener('click', () => this.draw());
    byId('copied').addEventListener('click', () => this.type());
    byId('see-again').addEventListener('click', () => showStep('draw'));
    passphraseForm(first(byId('step-type'), 'form'), () => this.make(), () => this.lacking());
    showStep('who');
  }

  async draw() {
    this.phrase = await ask('drawPassphrase');
    byId('drawn').textContent = this.phrase;
    showStep('draw');
  }

  type() {
    showStep('type');
    byId('passphrase').focus();
  }

  lacking() {
    const { value } = /** @type {HTMLInputElement} */ (byId('passphrase'));
    return words(value).join('-').toLowerCase() === this.phrase ? '' : 'passphrase';
  }

  async make() {
    const { site, office, name } = this.invitation;
    const whose = { site, office: office.office, name, passphrase: this.phrase };
    this.keys = await ask('makeMember', { ...whose, document: office }, showShare);
    await this.join({});
  }

  /**
   * Send the public halves, with the second factor, and be signed in.
   * @param {Record<string, string>} factor
   */
  async join(factor) {
    const content = { token: this.token, ...this.keys, ...factor };
    const session = keepToken(await send('POST', `invitation?language=${language()}`, content));
    await keep(session);
    this.phrase = '';
    byId('drawn').textContent = '';
    showDone(await ask('showOwn'), this.invitation.office.root_key !== '');
    return session;
  }
}
