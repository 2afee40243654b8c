/** One request that waits for us, opened with what it rests on: to approve, send back, or sign. */
import { attached } from '../viewing/attached.js';
import { first, make } from '../components/dom.js';
import { showError } from '../components/errors.js';
import { text } from '../components/texts.js';
import { ask } from '../components/worker.js';
import { today } from '../portal/office.js';
import { mayDecide, maySign, teamOf } from './case-decide.js';
import { factsList, linesOf } from './case-entries-view.js';
import { keptWords } from './case-line.js';
import { dropDraft, keepDraft } from './drafts.js';
import { entryFailure } from './entry-form.js';
import { nameOf } from './office-lists.js';
import { metadataOf } from './report-view.js';
import { get, partsOf, send } from './server.js';
import { guard } from './unsent.js';

/**
 * @typedef {{ case: string, entry: string, kind: string, act: 'decide' | 'sign', asked_on: string, author: string }} Asked
 * @typedef {import('../worker/case-entries.js').Entry} Entry
 */

/** What an entry that asks rests on: the newest of each kind that counts. */
const RESTS_ON = /** @type {Record<string, string[]>} */ ({
  not_ours: ['assessment'], pass_up: ['assessment'], sheet: ['assessment', 'study'], team: ['sheet'],
  extension: ['sheet'], transfer: ['assessment', 'findings', 'report'], report: ['sheet', 'findings'],
  opinion: ['findings', 'report'], filing: ['findings', 'report'], outcome: ['findings', 'report', 'opinion'],
  sanction: ['findings', 'report', 'trial', 'defence'], appeal_decided: ['appeal', 'sanction'], reopening: ['objection', 'report'],
  deletion: ['outcome', 'archive'],
});

export class Request {
  /**
   * @param {Asked} asked
   * @param {import('./server.js').SessionDocument} session
   * @param {HTMLElement} item of the list
   * @param {() => void} changed
   */
  constructor(asked, session, item, changed) {
    this.asked = asked;
    this.session = session;
    this.item = item;
    this.changed = changed;
    this.path = `cases/${asked.case}`;
    this.isOpen = false;
    this.verdict = '';
    this.field = /** @type {HTMLTextAreaElement | null} */ (null);
  }

  get isChosen() {
    return this.verdict !== '';
  }

  /** Fetch the case, open it here, and show what is asked. Raises what the worker and server raise. */
  async open() {
    const documents = await get(`${this.path}.json`);
    const { session, asked } = this;
    const view = await ask('openCase', { documents, office: session.office, today: today() });
    const entry = view.entries.find((/** @type {Entry} */ one) => one.id === asked.entry);
    const { name, roles } = session.member;
    const who = { name, roles, team: teamOf(view.entries) };
    if (!view.proved || view.missing || entry === undefined || entry.trouble !== '') return this.say('not_provable');
    if (entry.state !== 'pending' || !(asked.act === 'sign' ? maySign(who, entry) : mayDecide(who, entry))) return this.say('settled');
    this.show(entry, view.entries, entry.kind === 'deletion' ? keptWords(documents.case) : '');
    await this.keep();
    return undefined;
  }

  /**
   * @param {Entry} entry
   * @param {Entry[]} entries
   * @param {string} more what it rests on besides
   */
  show(entry, entries, more) {
    this.isOpen = true;
    const below = RESTS_ON[entry.kind] ?? [];
    const rests = below.map((kind) => entries.filter((one) => one.kind === kind && counts(one)).pop()).filter(Boolean);
    const link = /** @type {HTMLAnchorElement} */ (make('a', text('see_case')));
    link.href = `/casework/${this.path}`;
    this.item.append(
      make('h3', `${text('asked_for')} · ${text(`kind_${entry.kind}`)}`), ...this.body(entry),
      ...(rests.length === 0 ? [] : [make('h3', text('based_on'))]), ...(more === '' ? [] : [make('p', more)]),
      ...rests.map((one) => this.ground(/** @type {Entry} */ (one))),
      make('p', link), this.choice(), this.opinion(),
    );
  }

  /** Open from the start: who decides has it before their eyes. @param {Entry} entry */
  ground(entry) {
    const found = make('details', make('summary', text(`kind_${entry.kind}`)), ...this.body(entry));
    return Object.assign(found, { open: true });
  }

  /** @param {Entry} entry */
  body(entry) {
    return [factsList(linesOf(entry, nameOf)), ...attached(entry.attachments, partsOf(this.path), metadataOf)];
  }

  choice() {
    const said = this.asked.act === 'sign' ? [['', 'undecided'], ['signature', 'sign_it']]
      : [['', 'undecided'], ['approved', 'approve'], ['returned', 'send_back']];
    const name = `verdict-${this.asked.entry}`;
    const options = said.map(([value, key]) => {
      const input = Object.assign(document.createElement('input'), { type: 'radio', name, value, checked: value === '', autocomplete: 'off' });
      input.addEventListener('change', () => {
        this.verdict = value;
        this.changed();
      });
      return make('label', input, text(key));
    });
    return make('fieldset', make('legend', text('verdict')), ...options);
  }

  opinion() {
    if (this.asked.act === 'sign') return '';
    this.field = Object.assign(document.createElement('textarea'), { rows: 2, id: `opinion-${this.asked.entry}`, autocomplete: 'off' });
    this.field.addEventListener('input', guard);
    this.field.addEventListener('kept', guard);
    return make('label', text('my_opinion'), this.field);
  }

  async keep() {
    if (this.field !== null) await keepDraft(this.field, `opinion/${this.asked.entry}`).catch(() => {});
  }

  /** Whether what is chosen can go as it is; else it is said at the field. */
  check() {
    if (this.verdict !== 'returned' || this.field === null || this.field.value.trim() !== '') return true;
    showError(text('say_why'), this.field);
    return false;
  }

  /** Sign, seal and send what is chosen; tells whether it went. Never raises. */
  async send() {
    const isSignature = this.verdict === 'signature';
    const words = this.field === null ? {} : { text: this.field.value.trim() };
    const facts = { on: this.asked.entry, ...(isSignature ? {} : { verdict: this.verdict }) };
    try {
      const documents = await get(`${this.path}.json`);
      const kind = isSignature ? 'signature' : 'decision';
      const entry = await ask('writeEntry', { documents, kind, facts, words, attachments: [], now: new Date().toISOString() });
      await send('POST', `${this.path}/entries`, entry);
    } catch (error) {
      this.tell(text('not_done', { why: entryFailure(error) }), true);
      return false;
    }
    if (this.field !== null) dropDraft(this.field);
    this.say(isSignature ? 'done_signed' : `done_${this.verdict}`);
    return true;
  }

  /** Nothing is left to decide here. @param {string} key */
  say(key) {
    this.isOpen = false;
    this.verdict = '';
    this.field = null;
    this.item.replaceChildren(first(this.item, 'p'));
    this.tell(text(key), key === 'not_provable');
    guard();
  }

  /**
   * @param {string} words
   * @param {boolean} isFailure
   */
  tell(words, isFailure) {
    const before = /** @type {HTMLElement | null} */ (this.item.querySelector('.told'));
    const place = before ?? make('strong');
    place.textContent = words;
    place.className = isFailure ? 'told failed' : 'told';
    if (before === null) this.item.append(place);
  }
}

/** @param {Entry} entry */
const counts = ({ state, trouble, unproved }) => trouble === '' && !unproved && (state === '' || state === 'approved' || state === 'pending');
