/** Check, seal, send, confirm: the last steps. */
import { byId, first } from '../components/dom.js';
import { showError } from '../components/errors.js';
import { Unfinished } from '../components/evidence/index.js';
import { text } from '../components/texts.js';
import { hasSomething, readAnswers } from './answers.js';
import { wishedDelivery } from './appointed.js';
import { showCode } from './code.js';
import { confirm, nameOf } from './confirmation.js';
import { failureText } from './delivery.js';
import { Untrusted, stopWriting } from './office.js';
import { Refused } from './requests.js';
import { slipNumber } from './slip.js';
import { SuperiorUnusable } from './superior.js';

/**
 * @typedef {import('./draft.js').Draft} Draft
 * @typedef {import('./steps.js').Steps} Steps
 * @typedef {import('../components/evidence/index.js').Evidence} Evidence
 */

export class Sending {
  /** @param {{ root: HTMLElement, draft: Draft, steps: Steps, evidence: Evidence }} page */
  constructor({ root, draft, steps, evidence }) {
    this.root = root;
    this.draft = draft;
    this.steps = steps;
    this.evidence = evidence;
    this.written = /** @type {HTMLInputElement} */ (byId('written-down'));
    this.button = /** @type {HTMLButtonElement} */ (byId('send'));
  }

  /** Say whom it is sealed to, and begin sealing and working while the person reads. */
  async check() {
    try {
      const office = await this.draft.office();
      byId('to-name').textContent = nameOf(office);
      byId('to-fingerprint').textContent = office.vouched.fingerprint;
      await this.evidence.settled();
      if (hasSomething(this.root)) await this.draft.packed(this.content()).parcel.prepare(() => {});
    } catch {
      // Send says what is wrong, if it still is.
    }
  }

  /** What goes inside the seal, as things are. */
  content() {
    const handIn = this.draft.about.kind === 'surrender';
    return {
      answers: readAnswers(this.root),
      attachments: this.evidence.list,
      deliver: wishedDelivery(this.root),
      ...(handIn ? { slip: slipNumber() } : {}),
    };
  }

  async send() {
    if (!hasSomething(this.root)) return showError(text('nothing_said'));
    const say = (/** @type {string} */ key) => { byId('saying').textContent = key && text(key); };
    this.button.disabled = true;
    try {
      if (this.evidence.pending) say('uploading');
      await this.evidence.settled();
      this.finish(await this.draft.send(this.content(), say), (await this.draft.receipt()).code);
    } catch (error) {
      this.fail(error);
    } finally {
      this.button.disabled = false;
      say('');
    }
  }

  /**
   * Confirm, and forget what was written.
   * @param {import('./draft.js').Sent} sent
   * @param {string} code
   */
  finish({ confirmation, office, content, asFirst }, code) {
    showCode(byId('code-again'), code);
    byId('compare-code').hidden = !this.written.checked;
    byId('copy-code').hidden = this.written.checked;
    byId('as-first').hidden = !asFirst;
    const items = content.answers.find((answer) => answer.items)?.text ?? '';
    confirm(this.root, { confirmation, office, items });
    this.evidence.clear();
    this.steps.finish();
  }

  /** @param {unknown} error */
  fail(error) {
    if (error instanceof Untrusted) return stopWriting(error.reason);
    const { message } = /** @type {Error} */ (error);
    if (error instanceof Refused && message === 'mailbox_taken') return this.replaceCode();
    if (error instanceof Refused && message === 'attachment_unknown') return this.uploadAgain();
    if (error instanceof SuperiorUnusable) {
      this.steps.go('addressee', 'check');
      return showError(String(first(this.root, '[data-unusable]').dataset.unusable));
    }
    if (error instanceof Unfinished) {
      this.steps.go('evidence', 'check');
      return showError(error.message, error.field);
    }
    showError(text(failureText(error)));
  }

  /** The page stood open so long that its files were swept. */
  uploadAgain() {
    this.evidence.readdress();
    showError(text('swept'));
  }

  /** The receipt code is in use already: draw another and have it written down. */
  replaceCode() {
    this.draft.dropReceipt();
    byId('code').textContent = '';
    byId('replaced').hidden = false;
    this.written.checked = false;
    this.steps.go('receipt', 'check');
  }
}
