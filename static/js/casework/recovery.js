/** Recovery: sheets are joined in the worker, sign, and open everything for the one at the desk. */
import { byId, make } from '../components/dom.js';
import { showError } from '../components/errors.js';
import { start } from '../components/start.js';
import { text } from '../components/texts.js';
import { ask, dismiss } from '../components/worker.js';
import { today } from '../portal/office.js';
import { allowLeaving, askBeforeLeaving } from '../portal/unsent.js';
import { sitDown } from './desk.js';
import { recoveryFailure } from './recovery-failures.js';
import { SheetFields } from './recovery-sheets.js';
import { accepted } from './seen-office.js';
import { get, keepToken, send } from './server.js';
import { showStanding } from './standing.js';
import { onStep, showStep } from './steps.js';
import { resume } from './unlocking.js';

/**
 * @typedef {import('./server.js').SessionDocument} SessionDocument
 * @typedef {{ trusted: boolean, lost: string[], epoch: number,
 *   members: { display_name: string, roles: string[] }[],
 *   leaders: { name: string, display_name: string, leads: boolean }[] }} Plan
 */

class Recovery {
  /**
   * @param {HTMLElement} root
   * @param {SessionDocument} session
   */
  constructor(root, session) {
    this.root = root;
    this.session = session;
    this.signed = false;
    this.sheets = new SheetFields();
    byId('sheets-in').addEventListener('input', askBeforeLeaving, { once: true });
    onStep(root, 'sheets', () => this.join(), recoveryFailure);
    onStep(root, 'plan', () => this.recover(), recoveryFailure);
  }

  async join() {
    const { sheets, session: { office } } = this;
    const wrong = await sheets.wrong();
    if (wrong) return showError(byId(`said-${wrong.id.slice(6)}`).textContent || text('too_few_sheets', { n: sheets.missing }), wrong);
    const { fingerprint } = await ask('joinSheets', { texts: sheets.texts, office });
    this.page = await get('keyring/recovery.json?page=1');
    this.show(await ask('planRecovery', this.told), fingerprint);
    return showStep(this.root, 'plan');
  }

  /** What the server tells, for the worker to check. */
  get told() {
    const { office, roster, earlier } = this.session;
    return { office, roster, earlier, members: this.page.members };
  }

  /**
   * @param {Plan} plan
   * @param {string} fingerprint
   */
  show({ leaders, lost, trusted, epoch, members }, fingerprint) {
    byId('joined-fingerprint').textContent = fingerprint;
    byId('leaders').replaceChildren(box('', text('you'), true, true), ...leaders.map((one) => box(one.name, one.display_name, one.leads, false)));
    byId('epoch').textContent = text('epoch_n', { n: epoch });
    byId('will-stand').replaceChildren(...members.map(({ display_name: name, roles }) =>
      make('li', `${name}（${roles.map((role) => text(`role_${role}`)).join('、')}）`)));
    byId('lost-keys').hidden = lost.length === 0;
    byId('lost-keys').textContent = text('lost_keys', { names: lost.join('、') });
    byId('untrusted').hidden = trusted;
  }

  async recover() {
    const compared = /** @type {HTMLInputElement} */ (byId('compared'));
    if (!compared.checked) return showError(text('not_confirmed'), compared);
    byId('progress').hidden = false;
    try {
      if (!this.signed) await this.sign();
      return this.finish(await this.openAll());
    } finally {
      byId('progress').hidden = true;
    }
  }

  async sign() {
    const chosen = /** @type {NodeListOf<HTMLInputElement>} */ (byId('leaders').querySelectorAll('input:checked'));
    const leaders = [...chosen].map(({ value }) => value).filter(Boolean);
    const form = await ask('signRecovery', { ...this.told, leaders, today: today() });
    await send('POST', 'keyring/recovery', form);
    this.signed = true;
    await accepted(this.session, form);
  }

  /** Every epoch and every case, page by page; sealing one again on a second try does no harm. */
  async openAll() {
    const sum = { epochs: 0, cases: 0, lost: 0 };
    const { office, earlier } = this.session;
    for (let page = 1, pages = 1; page <= pages; page += 1) {
      const files = await get(`keyring/recovery.json?page=${page}`);
      pages = files.pages;
      byId('progress').textContent = text('opening', { page, pages });
      const { grants, lost } = await ask('sealRecovered', { files, office, earlier });
      await send('POST', 'keyring/recovery/grants', grants);
      sum.epochs += grants.epochs.length;
      sum.cases += grants.cases.length;
      sum.lost += lost;
    }
    return sum;
  }

  /**
   * The worker ends, and the trust secret with it; another one opens what is ours now.
   * @param {{ epochs: number, cases: number, lost: number }} sum
   */
  async finish({ lost, ...opened }) {
    allowLeaving();
    byId('sheets-in').replaceChildren();
    dismiss();
    Object.assign(this.session, keepToken(await get('session')));
    await resume(this.session);
    byId('recovered').textContent = text('recovered', opened);
    byId('some-lost').hidden = lost === 0;
    byId('some-lost').textContent = text('some_lost', { n: lost });
    showStep(this.root, 'done');
    await showStanding(this.session);
  }
}

/**
 * @param {string} value
 * @param {string} name
 * @param {boolean} checked
 * @param {boolean} disabled
 */
function box(value, name, checked, disabled) {
  const input = /** @type {HTMLInputElement} */ (make('input'));
  Object.assign(input, { type: 'checkbox', autocomplete: 'off', value, checked, disabled });
  return make('label', input, ` ${name}`);
}

/**
 * @param {HTMLElement} root
 * @param {SessionDocument} session
 */
async function open(root, session) {
  if (session.office.root_key === '') return;
  await showStanding(session);
  new Recovery(root, session);
  showStep(root, 'sheets');
}

start({ recovery: (root) => sitDown((session) => open(root, session)) });
