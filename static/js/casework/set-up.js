/** Setting up an office's keys: made and signed in the worker, printed here, and forgotten. */
import { byId, make } from '../components/dom.js';
import { showError } from '../components/errors.js';
import { forgetSheets, printSheets, showSheets } from '../components/sheets.js';
import { start } from '../components/start.js';
import { text } from '../components/texts.js';
import { ask, dismiss } from '../components/worker.js';
import { today } from '../portal/office.js';
import { allowLeaving, askBeforeLeaving } from '../portal/unsent.js';
import { sitDown } from './desk.js';
import { accepted } from './seen-office.js';
import { get, keepToken, send } from './server.js';
import { Choice } from './set-up-choice.js';
import { Confirmation } from './set-up-confirm.js';
import { showStanding } from './standing.js';
import { onStep, showStep } from './steps.js';
import { failureText, openWith } from './unlocking.js';

/** @typedef {import('./server.js').SessionDocument} SessionDocument */

class SetUp {
  /**
   * @param {HTMLElement} root
   * @param {SessionDocument} session
   */
  constructor(root, session) {
    this.root = root;
    this.session = session;
    this.choice = new Choice();
    this.papers = byId('papers');
    this.kept = false;
    onStep(root, 'choose', () => this.makeSheets(), failureOf);
    onStep(root, 'confirm', () => this.confirm(), failureOf);
    onStep(root, 'sign', () => this.sign(), failureOf);
    byId('print-all').addEventListener('click', () => printSheets(this.papers));
    byId('printed').addEventListener('click', () => this.askWords());
    byId('print-again').addEventListener('click', () => this.showPapers());
  }

  async makeSheets() {
    const { count, threshold, trustees } = this.choice;
    const { office } = this.session;
    const { fingerprint, sheets } = await ask('makeSheets', { count, threshold });
    askBeforeLeaving();
    const site = `${location.origin}/casework/recovery`;
    const papers = showSheets(this.papers, {
      office: office.name, office_en: office.name_en, fingerprint, site, made_on: today(), threshold, sheets, trustees,
    });
    byId('print-each').replaceChildren(...papers.map((paper, n) => this.printButton(paper, n + 1)));
    this.confirmation = new Confirmation(count);
    this.showPapers();
  }

  /**
   * @param {HTMLElement} paper
   * @param {number} n
   */
  printButton(paper, n) {
    const button = /** @type {HTMLButtonElement} */ (make('button', text('print_one', { n })));
    Object.assign(button, { type: 'button', className: 'plain' });
    button.addEventListener('click', () => printSheets(this.papers, paper));
    return button;
  }

  showPapers() {
    this.papers.hidden = false;
    showStep(this.root, 'print');
  }

  askWords() {
    this.papers.hidden = true;
    showStep(this.root, 'confirm');
  }

  async confirm() {
    const wrong = await /** @type {Confirmation} */ (this.confirmation).wrong();
    if (wrong) return showError(wrong.message, wrong.field);
    forgetSheets(this.papers);
    return showStep(this.root, 'sign');
  }

  async sign() {
    const field = /** @type {HTMLInputElement} */ (byId('own-passphrase'));
    if (field.value.trim() === '') return showError(text('no_passphrase'), field);
    byId('signing').hidden = false;
    try {
      if (!this.kept) await this.keep(field.value);
      await this.finish(field.value);
      field.value = '';
    } finally {
      byId('signing').hidden = true;
    }
    return undefined;
  }

  /** @param {string} passphrase */
  async keep(passphrase) {
    const form = await ask('sealSetUp', { ...this.facts, passphrase, today: today() });
    await send('POST', 'keyring/setup', form);
    this.kept = true;
    await accepted(this.session, form);
    allowLeaving();
  }

  /** What is signed: as the first step has shown it. */
  get facts() {
    const { name = '', authority = '', authorityFingerprint = '' } = this.root.dataset;
    const { display_name, roles } = this.session.member;
    return { said: { name, authority, authority_fingerprint: authorityFingerprint }, member: { display_name, roles } };
  }

  /**
   * The worker ends, and the trust secret with it; another one opens what the server has now.
   * @param {string} passphrase
   */
  async finish(passphrase) {
    dismiss();
    const { site, office, member } = this.session;
    await openWith({ site, office: office.office, name: member.name, passphrase }, async () => {
      this.session = keepToken(await get('session'));
      return this.session;
    });
    await done(this.root, this.session);
  }
}

/** @param {Error} error */
const failureOf = (error) => (error.name in TEXTS ? text(TEXTS[error.name]) : failureText(error));
/** @type {Record<string, string>} */
const TEXTS = { NoSheets: 'set_up_lost', OfficeReplaced: 'keys_replaced' };

/**
 * @param {HTMLElement} root
 * @param {SessionDocument} session
 */
async function done(root, session) {
  byId('no-keys').hidden = true;
  byId('own-fingerprint').textContent = session.office.fingerprint;
  showStep(root, 'done');
  await showStanding(session);
}

/**
 * @param {HTMLElement} root
 * @param {SessionDocument} session
 */
async function open(root, session) {
  if (root.dataset.done !== '') return done(root, session);
  new SetUp(root, session);
  return showStep(root, 'choose');
}

start({ 'set-up': (root) => sitDown((session) => open(root, session)) });
