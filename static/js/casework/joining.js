/** From a link to a member: a passphrase on paper, keys made here, a second factor, one request. */
import { byId, first } from '../components/dom.js';
import { language } from '../components/texts.js';
import { ask } from '../components/worker.js';
import { words } from '../crypto/typed.js';
import { enrolFactor } from './factors.js';
import { showDone, showStep, showWho } from './joining-steps.js';
import { once } from './members-panel.js';
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
    const whose = { site, office: office.office, name };
    this.keys = await ask('makeMember', { ...whose, passphrase: this.phrase, document: office }, showShare);
    await this.askFactor(whose);
  }

  /** @param {import('./factors-passkey.js').Whose} whose */
  askFactor(whose) {
    const skip = /** @type {HTMLButtonElement} */ (byId('skip-factor'));
    skip.hidden = this.invitation.second_factor === 'required';
    skip.onclick = () => once(skip, () => this.join({}).then(() => this.done()));
    showStep('factor');
    return enrolFactor(byId('enrol'), whose, {
      begin: () => send('POST', 'invitation/factor', { token: this.token }),
      finish: (factor) => this.join(factor),
      done: () => this.done(),
    });
  }

  /**
   * Send the public halves with the second factor, and be signed in.
   * @param {object} factor
   */
  async join(factor) {
    const content = { token: this.token, ...this.keys, ...factor };
    const joined = await send('POST', `invitation?language=${language()}`, content);
    await keep(keepToken(joined));
    this.phrase = '';
    byId('drawn').textContent = '';
    byId('skip-factor').hidden = true;
    return joined;
  }

  async done() {
    showDone(await ask('showOwn'), this.invitation.office.root_key !== '');
  }
}
