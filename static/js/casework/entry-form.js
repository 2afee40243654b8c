/** Writing one entry of a case: its fields, its files, kept while it is written, sent sealed. */
import { byId, make } from '../components/dom.js';
import { clearErrors, showError } from '../components/errors.js';
import { Evidence, Unfinished } from '../components/evidence/index.js';
import { text } from '../components/texts.js';
import { Refused } from '../portal/requests.js';
import { caseFailure } from './case-failures.js';
import { dropDraft, keepDraft } from './drafts.js';
import { draw } from './entry-fields.js';
import { FORMS } from './kinds.js';
import { upload } from './server.js';
import { guard } from './unsent.js';

/**
 * @typedef {import('./entry-fields.js').Drawn} Drawn
 * @typedef {{ kind: string, facts: Record<string, any>, words: Record<string, any>,
 *   attachments: import('../worker/contents.js').Attachment[] }} Said
 * @typedef {{ subject: string, session: import('./server.js').SessionDocument, options: import('./entry-fields.js').Options,
 *   write: (said: Said) => Promise<unknown>, isAsked: (when: string) => boolean,
 *   beginning: (kind: string) => Record<string, any>, warning: (kind: string) => string }} Desk
 *   subject: of the draft; write: sends it, raises what the worker and the server raise; the rest as in case-begin.js
 */

export class EntryForm {
  /** @param {Desk} desk */
  constructor(desk) {
    this.desk = desk;
    this.form = /** @type {HTMLFormElement} */ (byId('entry'));
    this.kind = '';
    this.drawn = /** @type {Map<string, Drawn>} */ (new Map());
    this.kept = /** @type {Record<string, any>} */ ({});
    this.store = document.createElement('textarea');
    this.evidence = new Evidence(byId('entry-evidence'), { upload, limits: async () => /** @type {any} */ (desk.session.office) });
    this.form.addEventListener('input', () => this.note());
    this.form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.submit();
    });
    byId('entry-no').addEventListener('click', () => this.close());
    this.store.addEventListener('input', () => this.takeUp());
    this.store.addEventListener('kept', guard);
    keepDraft(this.store, desk.subject).catch(() => {});
  }

  /** What was being written, by kind. */
  takeUp() {
    try {
      this.kept = Object(JSON.parse(this.store.value));
    } catch {
      this.kept = {};
    }
    const kind = Object.keys(this.kept).find((one) => one in FORMS);
    if (kind !== undefined && this.kind === '') this.offer(kind);
  }

  note() {
    this.kept = { ...this.kept, [this.kind]: this.words };
    this.store.value = JSON.stringify(this.kept);
    guard();
  }

  get words() {
    return Object.fromEntries([...this.drawn].map(([id, drawn]) => [id, drawn.read()]));
  }

  /**
   * Begin an entry of this kind, with what was written before.
   * @param {string} kind
   * @param {Record<string, any>} [values]
   */
  open(kind, values = {}) {
    this.offer(kind, values);
    byId('entry-title').focus();
  }

  /**
   * @param {string} kind
   * @param {Record<string, any>} [values]
   */
  offer(kind, values = {}) {
    this.kind = kind;
    const { files = false } = FORMS[kind];
    const fields = FORMS[kind].fields.filter(({ when }) => when === undefined || this.desk.isAsked(when));
    const warned = this.desk.warning(kind);
    byId('entry-warning').hidden = warned === '';
    byId('entry-warning').textContent = warned;
    byId('entry-title').textContent = text(`kind_${kind}`);
    byId('entry-hint').textContent = text(`hint_${kind}`);
    this.drawn = new Map(fields.map((field) => [field.id, draw(field, this.desk.options)]));
    byId('entry-fields').replaceChildren(...[...this.drawn.values()].map(({ element }) => element));
    const known = { ...this.desk.beginning(kind), ...this.kept[kind], ...values };
    for (const [id, drawn] of this.drawn) if (id in known) drawn.fill(known[id]);
    byId('entry-files').hidden = !files;
    byId('entry-box').hidden = false;
  }

  close() {
    delete this.kept[this.kind];
    this.store.value = Object.keys(this.kept).length === 0 ? '' : JSON.stringify(this.kept);
    if (this.store.value === '') dropDraft(this.store);
    this.kind = '';
    this.evidence.clear();
    byId('entry-box').hidden = true;
    byId('entry-fields').textContent = '';
    guard();
  }

  async submit() {
    const button = /** @type {HTMLButtonElement} */ (byId('entry-send'));
    if (button.disabled) return;
    clearErrors();
    const empty = [...this.drawn.values()].map((drawn) => drawn.missing()).find(Boolean);
    if (empty) return showError(text('field_needed'), /** @type {any} */ (empty));
    button.disabled = true;
    try {
      await this.evidence.settled();
      await this.desk.write(this.said());
      this.close();
    } catch (error) {
      if (error instanceof Unfinished) return showError(error.message, error.field);
      showError(entryFailure(error), byId('entry-title'));
    } finally {
      button.disabled = false;
    }
    return undefined;
  }

  /** @returns {Said} */
  said() {
    const { fields, facts = () => ({}) } = FORMS[this.kind];
    const { words } = this;
    const told = fields.filter(({ fact }) => fact).map(({ id }) => [id, words[id]]);
    return { kind: this.kind, facts: { ...Object.fromEntries(told), ...facts(words) }, words, attachments: this.evidence.list };
  }
}

/**
 * Why an entry was not written, with what is missing by name.
 * @param {unknown} error
 */
export function entryFailure(error) {
  const missing = error instanceof Refused && Array.isArray(error.answer.missing) ? error.answer.missing : [];
  if (missing.length === 0) return caseFailure(error);
  return text('still_missing', { what: missing.map((one) => text(`need_${one}`)).join(text('and')) });
}

/** A heading that a form may be begun under. @param {string} words */
export const heading = (words) => make('h2', words);
