/** A member's own account (我的账户): passphrase, second factors, sessions. */
import { byId, first } from '../components/dom.js';
import { clearErrors, showError } from '../components/errors.js';
import { start } from '../components/start.js';
import { text } from '../components/texts.js';
import { ask } from '../components/worker.js';
import { changePassphrase } from './account-passphrase.js';
import { askProof } from './account-proof.js';
import { showFactors, showSessions } from './account-rows.js';
import { sitDown } from './desk.js';
import { enrolFactor, ownFactors } from './factors.js';
import { showCodes } from './factors-codes.js';
import { get, send } from './server.js';
import { showStanding } from './standing.js';
import { failureText } from './unlocking.js';

/** @typedef {import('./server.js').SessionDocument} SessionDocument */

/** @param {SessionDocument} session */
async function open(session) {
  const account = new Account(session);
  await account.show();
  byId('own-print').textContent = await ask('showOwn');
  if (session.office.root_key !== '') await showStanding(session);
}

class Account {
  /** @param {SessionDocument} session */
  constructor(session) {
    const { site, office, member } = session;
    this.session = session;
    this.whose = { site, office: office.office, name: member.name };
    byId('change-passphrase').onclick = () => this.acting(() => this.changePassphrase());
    byId('add-factor').onclick = () => this.acting(() => this.addFactor());
    byId('renew-codes').onclick = () => this.acting(() => this.renewCodes());
    byId('end-others').onclick = () => this.acting(() => this.tell('DELETE', 'sessions', {}, 'done_ended'));
    byId('enrol-leave').onclick = () => this.overview();
  }

  /** What there is now. */
  async show() {
    const account = await get('account.json');
    // The desk offers these when it locks, and was told at its beginning.
    this.session.factors.unlocking = account.passkeys.filter((/** @type {{ unlocks: boolean }} */ { unlocks }) => unlocks).length;
    const has = account.passkeys.length > 0 || account.totp;
    byId('needed').hidden = has || this.session.second_factor !== 'required';
    byId('no-factors').hidden = has;
    byId('codes-card').hidden = !has;
    byId('codes-left').textContent = account.codes > 0 ? text('codes_left', { n: account.codes }) : text('codes_none');
    showFactors(account, this);
    showSessions(account.sessions, (id) => this.acting(() => this.tell('DELETE', `sessions/${id}`, {}, 'done_ended')));
  }

  /** The page as it is without anything being changed. */
  overview() {
    const steps = ['proof', 'enrol', 'drawing', 'retyping'].map(byId);
    const left = steps.some((step) => step.contains(document.activeElement));
    for (const step of steps) step.hidden = true;
    byId('overview').hidden = false;
    if (left) first(byId('work'), 'h1').focus();
    clearErrors();
    return this.show();
  }

  /**
   * Do something, and say what went wrong if it does not work.
   * @param {() => Promise<unknown>} act
   */
  async acting(act) {
    clearErrors();
    byId('done').hidden = true;
    try {
      await act();
    } catch (error) {
      await this.overview();
      showError(failureText(error));
    }
  }

  /** @param {string} key */
  async done(key) {
    await this.overview();
    byId('done').textContent = text(key);
    byId('done').hidden = false;
    byId('done').focus();
    window.scrollTo(0, 0);
  }

  /**
   * Ask for a change, and say that it is done.
   * @param {'POST' | 'PATCH' | 'DELETE'} method
   * @param {string} path below /casework/account/
   * @param {object} content
   * @param {string} done key of the words
   */
  async tell(method, path, content, done) {
    await send(method, `account/${path}`, content);
    await this.done(done);
  }

  /** The proof of the passphrase, or nothing if the person changed their mind. */
  async proof() {
    byId('overview').hidden = true;
    const proof = await askProof(this.whose);
    if (proof === '') await this.overview();
    return proof;
  }

  async changePassphrase() {
    const proof = await this.proof();
    if (proof === '') return;
    const changed = await changePassphrase(proof);
    await (changed ? this.done('done_passphrase') : this.overview());
  }

  async addFactor() {
    const proof = await this.proof();
    if (proof === '') return;
    await enrolFactor(byId('enrol'), this.whose, { ...ownFactors(proof), done: () => this.done('done_factor') });
  }

  async renewCodes() {
    const proof = await this.proof();
    if (proof === '') return;
    const { codes } = await send('POST', 'account/codes', { proof });
    showCodes(byId('enrol'), codes, () => this.done('done_codes'));
  }

  /** @param {string} path of a factor, below /casework/account/ */
  async remove(path) {
    const proof = await this.proof();
    if (proof === '') return;
    await this.tell('DELETE', path, { proof }, 'done_removed');
  }
}

start({ account: () => sitDown(open) });
