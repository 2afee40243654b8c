/** What waits for our decision, one below the other: opened, decided each, sent together. */
import { byId, make } from '../components/dom.js';
import { clearErrors, showError } from '../components/errors.js';
import { text } from '../components/texts.js';
import { caseFailure } from './case-failures.js';
import { titlePlace } from './case-titles.js';
import { date } from './dates.js';
import { fetchLists } from './office-lists.js';
import { keepCases } from './seen-cases.js';
import { Request } from './today-request.js';

/** @typedef {import('./today-request.js').Asked} Asked */

export class Deciding {
  /**
   * @param {import('./server.js').SessionDocument} session
   * @param {import('./today.js').Cases} cases
   */
  constructor(session, cases) {
    this.session = session;
    this.cases = cases;
    this.requests = /** @type {Request[]} */ ([]);
    this.lists = /** @type {Promise<void> | null} */ (null);
  }

  /** @param {{ total: number, requests: Asked[] }} given */
  show({ total, requests }) {
    byId('decide-total').textContent = text('decide_total', { n: total });
    byId('decide-none').hidden = total > 0;
    byId('decide').hidden = total === 0;
    byId('decide-more').hidden = total <= requests.length;
    byId('decide-more').textContent = text('more_waiting', { n: requests.length });
    byId('decide').replaceChildren(...requests.map((asked) => this.item(asked)));
    byId('send-chosen').addEventListener('click', () => this.send());
  }

  /** @param {Asked} asked */
  item(asked) {
    const { number = '' } = this.cases[asked.case] ?? {};
    const what = text(`kind_${asked.kind}`);
    const facts = [what, ...(asked.act === 'sign' ? [text('to_sign')] : []), number, text('asked_by', { name: asked.author, date: date(asked.asked_on) })];
    const button = Object.assign(/** @type {HTMLButtonElement} */ (make('button', text('open_here'))), { type: 'button', className: 'second' });
    button.setAttribute('aria-label', text('open_here_of', { what: `${what} ${number}` }));
    const item = make('li', make('p', titlePlace(asked.case), button, make('span', facts.filter((one) => one !== '').join(' · '))));
    button.addEventListener('click', () => this.open(asked, item, button));
    return item;
  }

  /**
   * @param {Asked} asked
   * @param {HTMLElement} item
   * @param {HTMLButtonElement} button
   */
  async open(asked, item, button) {
    if (button.disabled) return;
    button.disabled = true;
    clearErrors();
    try {
      this.lists ??= fetchLists();
      await this.lists;
      const request = new Request(asked, this.session, item, () => this.count());
      await request.open();
      this.requests.push(request);
      button.remove();
      this.count();
    } catch (error) {
      this.lists = null;
      button.disabled = false;
      showError(caseFailure(error));
    }
  }

  count() {
    const n = this.chosen.length;
    byId('send').hidden = this.requests.length === 0;
    byId('send-chosen').hidden = !this.requests.some(({ isOpen }) => isOpen);
    byId('send-chosen').textContent = n === 0 ? text('nothing_chosen') : text('send_chosen', { n });
    /** @type {HTMLButtonElement} */ (byId('send-chosen')).disabled = n === 0;
  }

  get chosen() {
    return this.requests.filter(({ isChosen }) => isChosen);
  }

  /** One after the other: each is built on what stands in its case then; one that fails stops none. */
  async send() {
    const { chosen } = this;
    const button = /** @type {HTMLButtonElement} */ (byId('send-chosen'));
    clearErrors();
    if (button.disabled || !chosen.every((one) => one.check())) return;
    button.disabled = true;
    let done = 0;
    for (const [n, one] of chosen.entries()) {
      byId('send-told').textContent = text('sending', { n: n + 1 });
      if (await one.send()) done += 1;
    }
    byId('send-told').textContent = text('some_done', { done, failed: chosen.length - done });
    this.count();
    await keepCases(this.session);
  }
}
