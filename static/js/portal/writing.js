/** Writing into an open mailbox: a supplement, an objection to an answer, or what it was worth. */
import { all, byId } from '../components/dom.js';
import { showError } from '../components/errors.js';
import { Evidence } from '../components/evidence/index.js';
import { text } from '../components/texts.js';
import { allowLeaving, askBeforeLeaving } from './unsent.js';
import { publicUpload } from './uploads.js';

/**
 * @typedef {import('../worker/mailbox.js').Message} Message
 * @typedef {Message['purpose']} Purpose
 */

export class Writing {
  /** @param {HTMLElement} form */
  constructor(form) {
    this.form = form;
    this.words = /** @type {HTMLTextAreaElement} */ (byId('more'));
    this.ratings = /** @type {HTMLInputElement[]} */ (all(form, '[data-rating]'));
    /** @type {{ purpose: Purpose, answer: number }} */
    this.about = { purpose: 'supplement', answer: 0 };
    /** @type {Evidence | null} */
    this.evidence = null;
    /** @type {Record<string, any>} of the office that it goes to */
    this.facts = {};
    form.addEventListener('input', () => this.guard());
    for (const choice of this.ratings) choice.addEventListener('change', () => this.choose(choice));
  }

  /**
   * Begin something to write; what was not sent before is still there.
   * @param {Purpose} purpose
   * @param {number} answer
   * @param {Record<string, any>} facts of the office that it goes to
   */
  begin(purpose, answer, facts) {
    this.about = { purpose, answer };
    this.facts = facts;
    this.evidence ??= this.gather();
    for (const part of all(this.form, '[data-purpose]')) {
      part.hidden = !String(part.dataset.purpose).split(' ').includes(purpose);
    }
  }

  /**
   * Radio buttons without a name, which nothing posts, know nothing of each other.
   * @param {HTMLInputElement} chosen
   */
  choose(chosen) {
    for (const choice of this.ratings) choice.checked = choice === chosen;
  }

  get rating() {
    const chosen = this.ratings.find((choice) => choice.checked);
    return /** @type {Message['rating']} */ (chosen?.dataset.rating ?? '');
  }

  /**
   * What was written goes to another office: its files are sent again.
   * @param {Record<string, any>} facts
   */
  readdress(facts) {
    this.facts = facts;
    this.evidence?.readdress();
  }

  gather() {
    const limits = async () => /** @type {import('../components/evidence/index.js').Limits} */ (this.facts);
    const root = byId('letter-evidence');
    root.addEventListener('change', () => this.guard());
    return new Evidence(root, { upload: publicUpload(async () => this.facts.office), limits });
  }

  /** Whether something stands here that was not sent. */
  get unsent() {
    return this.words.value.trim() !== '' || this.rating !== '' || Boolean(this.evidence?.items.length);
  }

  /** Whether there is something to send; says what is missing. */
  complete() {
    const rates = this.about.purpose === 'rating';
    if (rates && this.rating === '') showError(text('unrated'), this.ratings[0]);
    else if (!rates && this.words.value.trim() === '' && !this.evidence?.items.length) showError(text('unsent'), this.words);
    else return true;
    return false;
  }

  /**
   * What is to be sent, once its files are there. Raises Unfinished.
   * @param {(key: string) => void} say
   * @returns {Promise<Message>}
   */
  async message(say) {
    const { purpose, answer } = this.about;
    const rates = purpose === 'rating';
    if (!rates && this.evidence?.pending) say('uploading');
    if (!rates) await this.evidence?.settled();
    return {
      text: this.words.value.trim(),
      attachments: rates ? [] : this.evidence?.list ?? [],
      purpose,
      answer,
      rating: rates ? this.rating : '',
    };
  }

  /** Ask before the page is left with something that was not sent. */
  guard() {
    if (this.unsent) askBeforeLeaving();
    else allowLeaving();
  }

  /**
   * Forget what has been sent. Files wait for a letter that carries some.
   * @param {Message} sent
   */
  clear({ purpose }) {
    /** @type {HTMLFormElement} */ (this.form).reset();
    if (purpose !== 'rating') this.evidence?.clear();
    this.guard();
  }
}
