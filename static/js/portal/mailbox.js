/** The mailbox behind a receipt code (查询码): enter, read, write, delete. */
import { all, byId, first } from '../components/dom.js';
import { clearErrors, showError } from '../components/errors.js';
import { Unfinished } from '../components/evidence/index.js';
import { start } from '../components/start.js';
import { text } from '../components/texts.js';
import { ask, warmUp } from '../components/worker.js';
import { adviseOnNetwork } from './advice.js';
import { arrived, showBox, showStanding, showTrouble } from './box.js';
import { showCode } from './code.js';
import { Correspondence } from './correspondence.js';
import { failureText } from './delivery.js';
import { keepFragment, posterFingerprints } from './fragment.js';
import { leave, leaveNow } from './leave.js';
import { Parts } from './parts.js';
import { Offline, Refused } from './requests.js';
import { digitsIn, wrongLength } from './typed.js';
import { allowLeaving } from './unsent.js';
import { Writing } from './writing.js';

class MailboxPage {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root;
    this.mail = new Correspondence(String(root.dataset.site), posterFingerprints());
    this.parts = new Parts(root);
    this.entry = /** @type {HTMLInputElement} */ (byId('code'));
    this.writing = new Writing(this.part('write'));
  }

  begin() {
    this.on(this.part('enter'), 'submit', () => this.enter());
    this.on(this.part('write'), 'submit', () => this.write());
    this.on(this.part('delete'), 'submit', () => this.remove());
    this.on(byId('to-write'), 'click', () => this.reply('supplement', 0));
    this.on(byId('to-delete'), 'click', () => this.parts.go('delete'));
    for (const button of all(this.root, '[data-back]')) this.on(button, 'click', () => this.parts.leave());
    for (const button of all(this.root, '[data-clear]')) this.on(button, 'click', leaveNow);
    this.entry.addEventListener('input', () => this.showTyped());
    // A page that the browser kept for its Back button is asked for anew: the code is needed again.
    window.addEventListener('pageshow', (event) => event.persisted && location.reload());
    byId('again').hidden = !this.parts.lost;
    for (const wait of all(this.root, '[data-wait]')) wait.hidden = true;
    for (const ready of all(this.root, '[data-ready]')) ready.hidden = false;
    adviseOnNetwork(this.root);
    warmUp();
  }

  /** @param {string} name */
  part(name) {
    return first(this.root, `[data-part=${name}]`);
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
   * Do something slow: one at a time, saying in a live region what goes on.
   * @param {string} region
   * @param {(say: (key: string) => void) => Promise<void>} act
   * @param {(error: unknown) => unknown} failed
   */
  async busy(region, act, failed) {
    if (this.acting) return;
    this.acting = true;
    const say = (/** @type {string} */ key) => { byId(region).textContent = key && text(key); };
    clearErrors();
    try {
      await act(say);
    } catch (error) {
      await failed(error);
    } finally {
      this.acting = false;
      say('');
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
      this.opened = await this.mail.open(code, say);
      this.entry.value = '';
      this.showTyped();
      byId('again').hidden = true;
      this.show(this.opened);
      this.parts.open();
    }, (error) => showError(text(enterFailure(error)), this.entry));
  }

  /** @param {import('./correspondence.js').Opened} opened */
  show(opened) {
    showBox(opened, {
      part: (id, part) => this.mail.enclosures.fetch(id, part),
      reply: (purpose, answer) => this.reply(purpose, answer),
    });
  }

  /**
   * @param {import('./writing.js').Purpose} purpose
   * @param {number} answer the one it is about, or 0
   */
  reply(purpose, answer) {
    this.writing.begin(purpose, answer, this.mail.facts ?? {});
    this.parts.go('write');
  }

  write() {
    if (!this.writing.complete()) return undefined;
    return this.busy('telling', async (say) => {
      const message = await this.writing.message(say);
      const sent = await this.mail.write(message, say);
      this.writing.clear(message);
      if (message.purpose === 'rating') byId(`rating-${message.answer}`).hidden = true;
      if (this.opened) showStanding(this.opened, sent);
      this.parts.leave(() => tell(byId('told'), arrived(sent)));
    }, (error) => this.failed(error));
  }

  remove() {
    return this.busy('deleting', async (say) => {
      await this.mail.remove(say);
      allowLeaving();
      this.parts.finish('deleted');
    }, (error) => this.failed(error));
  }

  /** The page stood open so long that its files were swept. */
  uploadAgain() {
    this.writing.evidence?.readdress();
    showError(text('swept'));
  }

  /** It went to the office above meanwhile: show whom it is with before anything is sent there. */
  async moved() {
    try {
      this.opened = await this.mail.look();
    } catch (error) {
      return showError(text(failureText(error)));
    }
    const { name, facts } = this.opened;
    this.show(this.opened);
    this.writing.readdress(facts);
    return this.parts.leave(() => tell(byId('told'), text('moved', { office: name })));
  }

  /** @param {unknown} error */
  failed(error) {
    if (error instanceof Refused && error.message === 'mailbox_moved') return this.moved();
    if (error instanceof Unfinished) return showError(error.message, error.field);
    if (error instanceof Refused && error.message === 'attachment_unknown') return this.uploadAgain();
    const { name, reason } = /** @type {{ name: string, reason?: string }} */ (error);
    if (name !== 'Untrusted') return showError(text(failureText(error)));
    const trouble = reason === 'expired' ? 'expired' : 'replaced';
    return this.parts.leave(() => showTrouble(trouble, this.mail.phone));
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
