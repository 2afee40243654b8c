/** The questions of a report or hand-in, from the first warning to the confirmation. */
import { all, byId, first } from '../components/dom.js';
import { showError } from '../components/errors.js';
import { Evidence } from '../components/evidence/index.js';
import { start } from '../components/start.js';
import { text } from '../components/texts.js';
import { warmUp } from '../components/worker.js';
import { Addressee } from './addressee.js';
import { adviseOnNetwork, adviseOnWechat } from './advice.js';
import { hasSomething, readAnswers, room } from './answers.js';
import { showMondays } from './appointed.js';
import { groupChoices } from './choices.js';
import { Draft } from './draft.js';
import { keepFragment, posterFingerprint, ward } from './fragment.js';
import { repeatItems } from './items.js';
import { leave, leaveNow } from './leave.js';
import { Untrusted, stopWriting } from './office.js';
import { copyReceipt, showReceipt } from './receipt.js';
import { reveal } from './rules.js';
import { Sending } from './sending.js';
import { Steps } from './steps.js';
import { chosenIn, showSummary } from './summary.js';
import { askBeforeLeaving } from './unsent.js';
import { publicUpload } from './uploads.js';

const SHOW_ROOM_BELOW = 3000;
const BYTES_A_CHARACTER = 3;

class ReportPage {
  /** @param {HTMLElement} root */
  constructor(root) {
    const { office: slug = '', kind = '', flow = '', fingerprint = '' } = root.dataset;
    this.root = root;
    this.draft = new Draft({ slug, kind, flow, fingerprint: posterFingerprint() ?? fingerprint });
    this.addressee = new Addressee(root.querySelector('[data-screen=addressee]'), this.draft);
    this.evidence = new Evidence(byId('evidence'), {
      upload: publicUpload(async () => (await this.draft.office()).vouched.office),
      limits: () => this.draft.limits(),
    });
    this.steps = new Steps(root, (name) => this.entered(name));
    this.sending = new Sending(this);
    this.draw = () => this.draft.receipt();
  }

  begin() {
    groupChoices(this.root);
    showMondays(this.root);
    for (const group of all(this.root, '[data-items]')) repeatItems(group);
    for (const form of all(this.root, 'form[data-step]')) {
      form.addEventListener('submit', (event) => {
        event.preventDefault();
        this.proceed(form);
      });
    }
    for (const link of all(this.root, '[data-skip]')) link.addEventListener('click', () => this.skip(link));
    for (const field of all(this.root, '[data-prefill=ward]')) {
      /** @type {HTMLInputElement} */ (field).defaultValue = ward();
      byId('prefilled').hidden = ward() === '';
    }
    for (const type of ['input', 'change']) this.root.addEventListener(type, () => this.changed());
    byId('back').addEventListener('click', () => history.back());
    byId('without').addEventListener('click', () => this.go());
    byId('copy').addEventListener('click', () => copyReceipt(this.draw));
    byId('clear').addEventListener('click', leaveNow);
    for (const wait of all(this.root, '[data-wait]')) wait.hidden = true;
    for (const button of all(this.root, '[data-begin]')) {
      button.addEventListener('click', () => this.go());
      button.hidden = false;
    }
    reveal(this.root);
    byId('again').hidden = !this.steps.isAgain;
    this.getReady();
  }

  /** Fetch the keys and draw the receipt code while the person reads and types. */
  getReady() {
    adviseOnNetwork(this.root);
    adviseOnWechat(this.root);
    warmUp();
    this.draft.receipt().catch(distrust);
    this.addressee.find().catch(distrust);
  }

  /** @param {string} name */
  entered(name) {
    byId('variants').hidden = name !== 'before';
    byId('back').hidden = name === 'before' || name === 'done';
    if (name === 'addressee') this.addressee.propose();
    if (name === 'receipt') showReceipt(this.draw).catch((error) => this.sending.fail(error));
    if (name === 'check') this.check();
  }

  /** @param {HTMLElement} form */
  proceed(form) {
    const { step } = form.dataset;
    if (step === 'check') return this.sending.send();
    const [missing] = all(form, '[data-required]').filter((field) => !hasSomething(field));
    if (missing) return showError(String(missing.dataset.required), first(missing, 'input'));
    if (step === 'words' && this.room < 0) return this.refuseWords('over');
    if (step === 'words' && !hasSomething(this.root)) return this.refuseWords('nothing_said');
    const written = /** @type {HTMLInputElement} */ (byId('written-down'));
    if (step === 'receipt' && !written.checked) return showError(text('not_written_down'), written);
    if (step === 'addressee' && !this.readdress(form)) return;
    const { undecided } = this.evidence;
    if (step === 'evidence' && undecided) return showError(undecided.message, undecided.field);
    if (form.querySelector('[data-skip]:not([data-skip=""])')) this.steps.passTo('');
    this.go();
  }

  /**
   * Take the choice over; says so where nothing can be sealed to the authority, and tries again.
   * @param {HTMLElement} form
   */
  readdress(form) {
    if (this.addressee.take()) this.evidence.readdress();
    // Whoever passes over the hospital's office is not told to telephone it.
    byId('ways').hidden = this.draft.to === 'authority';
    byId('superior-ways').hidden = this.draft.to === 'hospital';
    const { trouble } = this.addressee;
    if (this.draft.to === 'hospital' || trouble === '') return true;
    this.addressee.find().catch(distrust);
    showError(trouble, first(form, 'input:checked'));
    return false;
  }

  /** On to the next step; first to whom it goes, where that has to be asked by now. */
  go() {
    this.addressee.find().catch(distrust);
    if (this.addressee.isDue && this.steps.isBehind('addressee')) this.steps.go('addressee', this.steps.following);
    else this.steps.next();
  }

  /** @param {string} key */
  refuseWords(key) {
    showError(text(key, { n: Math.ceil(-this.room / BYTES_A_CHARACTER) }), byId('field-words'));
  }

  /** @param {HTMLElement} link */
  skip(link) {
    const form = /** @type {HTMLFormElement} */ (link.closest('form'));
    form.dataset.skipped = link.dataset.answer ?? '';
    form.dataset.skippedText = String(link.textContent);
    if (!link.dataset.skip || this.steps.place.then) return this.proceed(form);
    this.steps.passTo(link.dataset.skip);
    this.go();
  }

  /** How many bytes may still be written. */
  get room() {
    return room(readAnswers(this.root), this.evidence.list);
  }

  changed() {
    askBeforeLeaving();
    reveal(this.root);
    const left = this.room;
    for (const note of all(this.root, '[data-room]')) {
      note.hidden = left > SHOW_ROOM_BELOW;
      note.textContent = text('room', { n: Math.max(0, Math.floor(left / BYTES_A_CHARACTER)) });
    }
  }

  check() {
    const screens = { addressee: chosenIn, delivery: chosenIn, evidence: () => this.evidence.summary() };
    showSummary(this.root, screens, (step) => this.steps.change(step));
    this.sending.check();
  }
}

/** @param {unknown} error */
const distrust = (error) => error instanceof Untrusted && stopWriting(error.reason);

keepFragment();
start({ leave, report: (root) => new ReportPage(root).begin() });
