/**
 * Adding a second factor (第二步验证): a passkey or an authenticator, then the recovery codes once.
 * The markup is templates/casework/components/factors.html; it stands once on a page.
 */
import { all, byId, first } from '../components/dom.js';
import { clearErrors, showError } from '../components/errors.js';
import { qrCode } from '../components/qr.js';
import { text } from '../components/texts.js';
import { ask } from '../components/worker.js';
import { showCodes } from './factors-codes.js';
import { hasPasskeys, makePasskey } from './factors-passkey.js';
import { send } from './server.js';
import { failureText } from './unlocking.js';

/**
 * @typedef {import('./factors-passkey.js').Whose} Whose
 * @typedef {{ passkey: Record<string, any>, totp: { secret: string, address: string } }} Offer
 * @typedef {{ method: 'passkey' | 'totp', answer: string, label?: string, sealed?: string }} NewFactor
 * @typedef {{ begin: () => Promise<Offer>, finish: (factor: NewFactor) => Promise<{ codes: string[] }>,
 *   done: () => unknown }} Steps
 */

/**
 * How a member adds one in their session. Both raise Offline or Refused.
 * @param {string} proof of the passphrase, typed just before
 * @returns {Pick<Steps, 'begin' | 'finish'>}
 */
export const ownFactors = (proof) => ({
  begin: () => send('POST', 'account/factors', { proof }),
  finish: (factor) => send('POST', 'account/factors/new', factor),
});

/**
 * Let somebody add a second factor. The keyring is open: a passkey that can also seals the secret.
 * Raises what `begin` raises.
 * @param {HTMLElement} root the component's element
 * @param {Whose} whose
 * @param {Steps} steps
 */
export async function enrolFactor(root, whose, steps) {
  new Enrolling(root, whose, steps, await steps.begin()).choose();
}

class Enrolling {
  /**
   * @param {HTMLElement} root
   * @param {Whose} whose
   * @param {Steps} steps
   * @param {Offer} offer
   */
  constructor(root, whose, steps, offer) {
    this.offer = offer;
    this.root = root;
    this.whose = whose;
    this.steps = steps;
  }

  choose() {
    byId('no-passkeys').hidden = hasPasskeys();
    /** @type {HTMLButtonElement} */ (byId('choose-passkey')).disabled = !hasPasskeys();
    byId('choose-passkey').onclick = () => this.show('passkey');
    byId('choose-totp').onclick = () => this.showApp();
    this.onSubmit('passkey', () => this.addPasskey());
    this.onSubmit('totp', () => this.addApp());
    for (const back of all(this.root, '[data-back]')) back.onclick = () => this.show('choose');
    this.show('choose');
  }

  /** @param {'choose' | 'passkey' | 'totp' | 'codes'} name */
  show(name) {
    clearErrors();
    for (const step of all(this.root, '[data-step]')) step.hidden = step.dataset.step !== name;
    this.root.hidden = false;
    first(this.root, `[data-step=${name}] h2`).focus();
  }

  /**
   * @param {'passkey' | 'totp'} name
   * @param {() => Promise<unknown>} add
   */
  onSubmit(name, add) {
    const form = first(this.root, `[data-step=${name}]`);
    form.onsubmit = (event) => {
      event.preventDefault();
      this.trying(first(form, 'button'), add, first(form, 'input'));
    };
  }

  /**
   * @param {HTMLElement} button
   * @param {() => Promise<unknown>} act
   * @param {HTMLElement} [field]
   */
  async trying(button, act, field) {
    const pressed = /** @type {HTMLButtonElement} */ (button);
    if (pressed.disabled) return;
    pressed.disabled = true;
    try {
      await act();
    } catch (error) {
      showError(failureText(error), field);
    }
    pressed.disabled = false;
  }

  async addPasskey() {
    const { credential, prf } = await makePasskey(this.offer.passkey, this.whose);
    const sealed = prf === null ? '' : await ask('sealToPasskey', { prf });
    const label = valueOf('passkey-label') || text('passkey_unnamed');
    await this.finish({ method: 'passkey', answer: credential, label, sealed });
  }

  showApp() {
    const { totp } = this.offer;
    byId('totp-qr').replaceChildren(qrCode(totp.address, text('totp_qr')));
    byId('totp-secret').textContent = /** @type {string[]} */ (totp.secret.match(/.{1,4}/g)).join(' ');
    this.show('totp');
  }

  async addApp() {
    const code = valueOf('totp-code').normalize('NFKC').replace(/\s/g, '');
    if (!/^\d{6}$/.test(code)) return showError(text('no_totp_code'), byId('totp-code'));
    return this.finish({ method: 'totp', answer: code });
  }

  /** @param {NewFactor} factor */
  async finish(factor) {
    const { codes } = await this.steps.finish(factor);
    for (const id of ['totp-qr', 'totp-secret']) byId(id).textContent = '';
    /** @type {HTMLInputElement} */ (byId('totp-code')).value = '';
    if (codes.length === 0) return this.steps.done();
    return showCodes(this.root, codes, this.steps.done);
  }
}

/** @param {string} id */
const valueOf = (id) => /** @type {HTMLInputElement} */ (byId(id)).value.trim();
