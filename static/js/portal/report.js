/** The questions of a report or hand-in, from the first warning to the confirmation. */
import { all, byId, first } from '../components/dom.js';
import { showError } from '../components/errors.js';
import { start } from '../components/start.js';
import { day, text } from '../components/texts.js';
import { warmUp } from '../components/worker.js';
import { adviseOnNetwork, adviseOnWechat } from './advice.js';
import { given, readAnswers, room, saysSomething } from './answers.js';
import { copyCode, showCode } from './code.js';
import { failureText } from './delivery.js';
import { Draft } from './draft.js';
import { keepFragment, posterFingerprint, ward } from './fragment.js';
import { leave, leaveNow } from './leave.js';
import { Untrusted, stopWriting } from './office.js';
import { Refused } from './requests.js';
import { Steps } from './steps.js';
import { showSummary } from './summary.js';
import { allowLeaving, askBeforeLeaving } from './unsent.js';

const SHOW_ROOM_BELOW = 3000;
const BYTES_A_CHARACTER = 3;

class ReportPage {
  /** @param {HTMLElement} root */
  constructor(root) {
    const { office: slug = '', kind = '', flow = '', fingerprint = '' } = root.dataset;
    this.root = root;
    this.draft = new Draft({ slug, kind, flow, fingerprint: posterFingerprint() ?? fingerprint });
    this.steps = new Steps(root, (name) => this.entered(name));
    this.written = /** @type {HTMLInputElement} */ (byId('written-down'));
    this.button = /** @type {HTMLButtonElement} */ (byId('send'));
  }

  begin() {
    for (const form of all(this.root, 'form[data-step]')) {
      form.addEventListener('submit', (event) => {
        event.preventDefault();
        this.proceed(String(form.dataset.step));
      });
    }
    for (const link of all(this.root, '[data-skip]')) link.addEventListener('click', () => this.skip(link));
    for (const field of all(this.root, '[data-prefill=ward]')) {
      /** @type {HTMLInputElement} */ (field).value = ward();
      byId('prefilled').hidden = ward() === '';
    }
    this.root.addEventListener('input', () => {
      askBeforeLeaving();
      this.showRoom();
    });
    byId('back').addEventListener('click', () => history.back());
    byId('without').addEventListener('click', () => this.steps.next());
    byId('copy').addEventListener('click', () => this.copy());
    byId('clear').addEventListener('click', leaveNow);
    for (const wait of all(this.root, '[data-wait]')) wait.hidden = true;
    for (const button of all(this.root, '[data-begin]')) {
      button.addEventListener('click', () => this.steps.next());
      button.hidden = false;
    }
    this.getReady();
  }

  /** Fetch the keys and draw the receipt code while the person reads and types. */
  getReady() {
    adviseOnNetwork(this.root);
    adviseOnWechat(this.root);
    warmUp();
    this.draft.receipt().catch((error) => error instanceof Untrusted && stopWriting(error.reason));
  }

  /** @param {string} name */
  entered(name) {
    byId('variants').hidden = name !== 'before';
    byId('back').hidden = name === 'before' || name === 'done';
    if (name === 'receipt') this.showReceipt();
    if (name === 'check') this.check();
  }

  /** @param {string} step */
  proceed(step) {
    if (step === 'check') return this.send();
    if (step === 'words' && room(this.answers()) < 0) return this.refuseWords('over');
    if (step === 'words' && !saysSomething(this.answers())) return this.refuseWords('nothing_said');
    if (step === 'receipt' && !this.written.checked) return showError(text('not_written_down'), this.written);
    this.steps.next();
  }

  /** @param {string} key */
  refuseWords(key) {
    const n = Math.ceil(-room(this.answers()) / BYTES_A_CHARACTER);
    showError(text(key, { n }), byId('field-words'));
  }

  /** @param {HTMLElement} link */
  skip(link) {
    const form = /** @type {HTMLFormElement} */ (link.closest('form'));
    form.dataset.skipped = link.dataset.answer ?? '';
    form.dataset.skippedText = String(link.textContent);
    if (link.dataset.skip && !this.steps.place.change) this.steps.go(link.dataset.skip);
    else this.proceed(String(form.dataset.step));
  }

  answers() {
    return readAnswers(this.root);
  }

  showRoom() {
    const left = room(this.answers());
    for (const note of all(this.root, '[data-room]')) {
      note.hidden = left > SHOW_ROOM_BELOW;
      note.textContent = text('room', { n: Math.max(0, Math.floor(left / BYTES_A_CHARACTER)) });
    }
  }

  async showReceipt() {
    try {
      showCode(byId('code'), (await this.draft.receipt()).code);
    } catch (error) {
      this.fail(error);
    }
  }

  async copy() {
    const copied = await copyCode(byId('code'), (await this.draft.receipt()).code);
    byId('copied').textContent = text(copied ? 'copied' : 'not_copied');
  }

  check() {
    const answers = this.answers();
    showSummary(answers, (id) => this.steps.go(this.stepOf(id), true));
    // Sealing and the work begin while the person reads; Send waits for what is left of them.
    if (saysSomething(answers)) this.draft.parcel(given(answers)).prepare(() => {}).catch(() => {});
  }

  /** @param {string} id */
  stepOf(id) {
    return String(first(this.root, `[data-field="${id}"]`).closest('form')?.dataset.step);
  }

  async send() {
    const answers = this.answers();
    if (!saysSomething(answers)) return showError(text('nothing_said'));
    const say = (/** @type {string} */ key) => { byId('saying').textContent = key && text(key); };
    this.button.disabled = true;
    try {
      const confirmation = await this.draft.parcel(given(answers)).send(say);
      this.finish(confirmation.received_on, (await this.draft.receipt()).code);
    } catch (error) {
      this.fail(error);
    } finally {
      this.button.disabled = false;
      say('');
    }
  }

  /**
   * Confirm, and forget what was written.
   * @param {string} receivedOn
   * @param {string} code
   */
  finish(receivedOn, code) {
    byId('received').textContent = day(receivedOn);
    showCode(byId('code-again'), code);
    byId('compare-code').hidden = !this.written.checked;
    byId('copy-code').hidden = this.written.checked;
    for (const form of all(this.root, 'form')) /** @type {HTMLFormElement} */ (form).reset();
    byId('answers').textContent = '';
    allowLeaving();
    this.steps.finish();
  }

  /** @param {unknown} error */
  fail(error) {
    if (error instanceof Untrusted) return stopWriting(error.reason);
    if (error instanceof Refused && error.answer.error === 'mailbox_taken') return this.replaceCode();
    showError(text(failureText(error)));
  }

  /** The receipt code is in use already: draw another and have it written down. */
  replaceCode() {
    this.draft.dropReceipt();
    byId('replaced').hidden = false;
    this.written.checked = false;
    this.steps.go('receipt');
  }
}

keepFragment();
start({ leave, report: (root) => new ReportPage(root).begin() });
