/** The mailbox behind a receipt code (查询码): enter, read, write more, delete. */
import { all, begin, byId, first } from '../components/dom.js';
import { clearErrors, showError } from '../components/errors.js';
import { start } from '../components/start.js';
import { text } from '../components/texts.js';
import { ask, warmUp } from '../components/worker.js';
import { arrived, showBox, showSent, showTrouble } from './box.js';
import { showCode } from './code.js';
import { Correspondence } from './correspondence.js';
import { failureText } from './delivery.js';
import { keepFragment, posterFingerprint } from './fragment.js';
import { leave, leaveNow } from './leave.js';
import { Offline, Refused } from './requests.js';
import { digitsIn, wrongLength } from './typed.js';
import { allowLeaving, askBeforeLeaving } from './unsent.js';

class MailboxPage {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root;
    this.mail = new Correspondence(posterFingerprint());
    this.entry = /** @type {HTMLInputElement} */ (byId('code'));
    this.more = /** @type {HTMLTextAreaElement} */ (byId('more'));
  }

  begin() {
    this.on(this.part('enter'), 'submit', () => this.enter());
    this.on(byId('write'), 'submit', () => this.write());
    this.on(this.part('delete'), 'submit', () => this.remove());
    this.on(byId('to-delete'), 'click', () => this.show('delete'));
    this.on(byId('keep'), 'click', () => this.show('box'));
    for (const button of all(this.root, '[data-clear]')) this.on(button, 'click', leaveNow);
    this.more.addEventListener('input', askBeforeLeaving);
    this.entry.addEventListener('input', () => this.showTyped());
    for (const wait of all(this.root, '[data-wait]')) wait.hidden = true;
    for (const ready of all(this.root, '[data-ready]')) ready.hidden = false;
    warmUp();
  }

  /** @param {string} name */
  part(name) {
    return first(this.root, `[data-part=${name}]`);
  }

  /** @param {string} name */
  show(name) {
    clearErrors();
    for (const part of all(this.root, '[data-part]')) part.hidden = part.dataset.part !== name;
    begin(this.part(name));
  }

  /**
   * @param {HTMLElement} element
   * @param {string} type
   * @param {() => unknown} act
   */
  on(element, type, act) {
    element.addEventListener(type, (event) => {
      event.preventDefault();
      act();
    });
  }

  /**
   * Do something slow: one at a time, saying in a live region what goes on. Words that come out
   * of it stay there.
   * @param {string} region
   * @param {(say: (key: string) => void) => Promise<string | void>} act
   * @param {(error: unknown) => void} failed
   */
  async busy(region, act, failed) {
    if (this.acting) return;
    this.acting = true;
    let last;
    const say = (/** @type {string} */ key) => { byId(region).textContent = key && text(key); };
    clearErrors();
    try {
      last = await act(say);
    } catch (error) {
      failed(error);
    } finally {
      this.acting = false;
      say('');
      if (last) tell(byId(region), last);
    }
  }

  /** The digits in the groups they were written down in, to compare with the paper. */
  showTyped() {
    const digits = digitsIn(this.entry.value);
    byId('typed').hidden = digits === '';
    showCode(byId('typed'), digits);
  }

  enter() {
    const code = digitsIn(this.entry.value);
    const wrong = wrongLength(code);
    if (wrong) return showError(wrong, this.entry);
    return this.busy('saying', async (say) => {
      await ask('checkCode', { code });
      const opened = await this.mail.open(code, say);
      this.entry.value = '';
      this.showTyped();
      showBox(opened);
      this.show('box');
    }, (error) => showError(text(enterFailure(error)), this.entry));
  }

  write() {
    if (this.more.value.trim() === '') return showError(text('unsent'), this.more);
    return this.busy('telling', async (say) => {
      const sent = await this.mail.write(this.more.value.trim(), say);
      this.more.value = '';
      allowLeaving();
      showSent(sent);
      return arrived(sent);
    }, (error) => this.failed(error));
  }

  remove() {
    return this.busy('deleting', async (say) => {
      await this.mail.remove(say);
      allowLeaving();
      this.show('deleted');
    }, (error) => this.failed(error));
  }

  /** @param {unknown} error */
  failed(error) {
    const { name, reason } = /** @type {{ name: string, reason?: string }} */ (error);
    if (name !== 'Untrusted') return showError(text(failureText(error)));
    this.show('box');
    showTrouble(reason === 'expired' ? 'expired' : 'replaced', this.mail.phone);
  }
}

/**
 * @param {HTMLElement} region
 * @param {string} words
 */
function tell(region, words) {
  region.textContent = words;
  region.focus();
}

/** @param {unknown} error */
function enterFailure(error) {
  if (error instanceof Offline) return 'not_reached';
  if (error instanceof Refused && error.status === 404) return 'unknown';
  return /** @type {Error} */ (error).name === 'Mistyped' ? 'mistyped' : failureText(error);
}

keepFragment();
start({ leave, mailbox: (root) => new MailboxPage(root).begin() });
