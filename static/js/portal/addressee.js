/** Whom it is sealed to: this office, or its superior authority, of whom this office sees nothing. */
import { all, first } from '../components/dom.js';
import { posterAuthority } from './fragment.js';
import { Untrusted } from './office.js';
import { holds } from './rules.js';

/** @typedef {import('./draft.js').Draft} Draft */

export class Addressee {
  /**
   * @param {HTMLElement | null} form its step; there is none without an authority
   * @param {Draft} draft
   */
  constructor(form, draft) {
    this.form = form;
    this.draft = draft;
    this.asked = false;
    this.proposedBefore = false;
    /** What to say of an authority that nothing can be sealed to; empty as far as is known. */
    this.trouble = '';
  }

  /**
   * Ask for the authority's keys, if they are not here yet. Raises Offline, and Untrusted also where
   * a report cannot go to the authority that the poster names.
   */
  async find() {
    const isMissing = this.draft.about.kind === 'report' && posterAuthority() !== null;
    if (!this.form && isMissing) throw new Untrusted('mismatch');
    if (this.form) this.trouble = await this.draft.superior() ? '' : String(this.form.dataset.unusable);
  }

  /** Whether what was said so far speaks for the authority. */
  get isProposed() {
    if (!this.form) return false;
    const { proposeIf = '', proposeFields = '', proposeWords = '' } = this.form.dataset;
    const said = proposeFields.split('|').map((id) => entryOf(id)).join('\n').toLowerCase();
    return holds(proposeIf) || proposeWords.split('|').some((word) => said.includes(word));
  }

  /** Whether it has to be asked: it was not yet, or what was said since speaks for the authority. */
  get isDue() {
    return this.form !== null && (!this.asked || (this.draft.to === 'hospital' && this.isProposed && !this.proposedBefore));
  }

  /** Make the choice beforehand where it is proposed for the first time, and say so. */
  propose() {
    const form = /** @type {HTMLElement} */ (this.form);
    const proposed = this.isProposed;
    if (proposed && !this.proposedBefore) check(first(form, `[data-choice=${form.dataset.propose}]`));
    this.asked = true;
    this.proposedBefore = proposed;
    first(form, '[data-note]').hidden = !proposed;
  }

  /** Take the choice over; tells whether it is another than before. */
  take() {
    const to = this.form && holds('addressee=authority') ? 'authority' : 'hospital';
    const changed = to !== this.draft.to;
    this.draft.to = to;
    return changed;
  }
}

/** @param {HTMLElement} choice */
function check(choice) {
  /** @type {HTMLInputElement} */ (choice).checked = true;
  choice.dispatchEvent(new Event('change', { bubbles: true }));
}

/** @param {string} id of a field */
const entryOf = (id) => all(document, `#field-${id}`).map((entry) => /** @type {HTMLInputElement} */ (entry).value).join('');
