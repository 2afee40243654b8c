/** Writing into an open mailbox: a supplement, an objection to an answer, or what it was worth. */
import { all, byId } from '../components/dom.js';
import { showError } from '../components/errors.js';
import { text } from '../components/texts.js';
import { allowLeaving, askBeforeLeaving } from './unsent.js';

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
    form.addEventListener('input', () => this.guard());
    for (const choice of this.ratings) choice.addEventListener('change', () => this.choose(choice));
  }

  /**
   * Begin something to write; words of before that were not sent are still there.
   * @param {Purpose} purpose
   * @param {number} answer
   */
  begin(purpose, answer) {
    this.about = { purpose, answer };
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

  /** What is to be sent, or null after saying what is missing. */
  message() {
    const { purpose, answer } = this.about;
    const words = this.words.value.trim();
    const rating = purpose === 'rating' ? this.rating : '';
    if (purpose === 'rating' && rating === '') return showError(text('unrated'), this.ratings[0]) ?? null;
    if (purpose !== 'rating' && words === '') return showError(text('unsent'), this.words) ?? null;
    /** @type {Message} */
    const message = { text: words, attachments: [], purpose, answer, rating };
    return message;
  }

  /** Ask before the page is left with words that were not sent. */
  guard() {
    if (this.words.value.trim() !== '' || this.rating !== '') askBeforeLeaving();
    else allowLeaving();
  }

  /** Forget what has been sent. */
  clear() {
    /** @type {HTMLFormElement} */ (this.form).reset();
    this.guard();
  }
}
