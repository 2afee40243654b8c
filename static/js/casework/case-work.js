/** Working on a case: its stage, its entries, what comes next. */
import { byId } from '../components/dom.js';
import { text } from '../components/texts.js';
import { ask } from '../components/worker.js';
import { today } from '../portal/office.js';
import { Refused } from '../portal/requests.js';
import { casePapers } from './case-print.js';
import { besideOf, teamOf } from './case-decide.js';
import { showEntries } from './case-entries-view.js';
import { showAlso } from './case-also.js';
import { showProposed } from './case-answer.js';
import { beginning, isAsked, warning } from './case-begin.js';
import { showDeadlines, showLine } from './case-line.js';
import { showSteps } from './case-steps.js';
import { showTasks } from './case-tasks.js';
import { EntryForm } from './entry-form.js';
import { isAbout, optionsOf, otherCases } from './entry-options.js';
import { showLetters } from './letters-view.js';
import { belowLetters } from './case-objections.js';
import { nameOf } from './office-lists.js';
import { keepCases, sendSigned } from './seen-cases.js';
import { get, send } from './server.js';

/**
 * @typedef {import('./entry-form.js').Said} Said
 * @typedef {{ documents: any, view: import('../worker/cases.js').CaseView }} Fetched
 */

/** States that end it. */
const FINAL = ['transferred', 'not_ours', 'concluded'];

export class CaseWork {
  /**
   * @param {import('./report-page.js').Page} page
   * @param {() => Promise<Fetched>} fetched reads and opens the case anew
   */
  constructor(page, fetched) {
    this.page = page;
    this.fetched = fetched;
    this.now = /** @type {Fetched | null} */ (null);
    this.form = /** @type {EntryForm | null} */ (null);
    this.letter = /** @type {{ words: string, sealed: object } | null} */ (null);
  }

  /** @param {Fetched} now */
  show(now) {
    this.now = now;
    const { documents, view } = now;
    const { name, roles } = this.page.session.member;
    byId('progress').hidden = byId('course').hidden = false;
    showLine(documents.case);
    showDeadlines(documents.deadlines);
    showTasks({ view, name, write: this.write, open: (kind, values) => this.form?.open(kind, values) });
    const who = { name, roles, team: teamOf(view.entries), deciders: documents.deciders, write: this.write };
    showEntries(this.page.path, view, view.proved ? besideOf(who) : () => [], this.named);
    if (!view.proved) return;
    showLetters(this.page, view);
    showProposed(this.page, now, (kind, values) => this.form?.open(kind, values));
    showAlso(now, (kind, values) => this.form?.open(kind, values));
    showSteps(documents.case, documents.steps, view.entries.filter(({ state }) => state === 'pending'), (kind) => isAbout(kind, now), (kind) => this.open(kind));
    if (this.form === null) this.papers();
    this.form ??= new EntryForm({
      subject: `entry/${this.page.id}`, session: this.page.session, write: this.write,
      options: (field) => optionsOf(field, this.present),
      isAsked: (when) => isAsked(when, this.present),
      beginning: (kind) => beginning(kind, this.present),
      warning: (kind) => warning(kind, this.present),
    });
  }

  /** What was read last. */
  get present() {
    return /** @type {Fetched} */ (this.now);
  }

  /** @param {string} kind */
  async open(kind) {
    if (kind === 'merge' && this.now !== null) this.now.documents.others = await otherCases(this.page.id);
    this.form?.open(kind);
  }

  /**
   * Sign, seal and send an entry, built on what stands in the case right now.
   * @param {Said} said
   */
  write = async (said) => {
    if (said.kind === 'retaliation_check') await this.sendLetter(String(said.words.letter_words ?? '').trim());
    const documents = await get(`${this.page.path}.json`);
    const now = new Date().toISOString();
    if (said.kind === 'split') await this.split(documents, said, now);
    else if (said.kind === 'task') await send('POST', `${this.page.path}/tasks`, await ask('sealTask', { documents, ...said, now, today: today() }));
    else {
      const { stage } = await send('POST', `${this.page.path}/entries`, await ask('writeEntry', { documents, ...said, now }));
      if (stage === 'deleted') return location.replace('/casework/cases');
    }
    await this.again();
    byId('written').textContent = text('entry_written');
    if (said.kind !== 'told' && said.kind !== 'answered') lookAhead();
    return undefined;
  };

  /**
   * A letter that says nothing of the state, with an entry: once, also if the entry has to be tried again.
   * @param {string} words
   */
  async sendLetter(words) {
    if (words === '') return;
    if (this.letter?.words !== words) {
      await this.fetched();
      this.letter = { words, sealed: await ask('sealAnswer', { id: this.page.id, text: words, today: today() }) };
    }
    try {
      await send('POST', `${this.page.path}/answers`, this.letter.sealed);
    } catch (error) {
      if (error instanceof Refused) this.letter = null;
      throw error;
    }
  }

  /**
   * A case of its own for what else the report is about.
   * @param {any} documents
   * @param {Said} said
   * @param {string} now
   */
  async split(documents, { words }, now) {
    const form = await ask('splitCase', { documents, words, now, today: today() });
    await sendSigned(this.page.session, form.case, 'POST', `${this.page.path}/split`, form);
  }

  /** A member by the name that people know. @param {string} name */
  called = (name) =>
    this.now?.documents.access.find((/** @type {{ name: string }} */ one) => one.name === name)?.display_name
      ?? this.now?.view.helpers.find((one) => one.name === name)?.shownName ?? name;

  /** A code of a list, or a member. @type {import('./case-entries-view.js').NameOf} */
  named = (list, code) => (list === 'members' ? this.called(code) : nameOf(list, code));

  /** The papers are filled from what is open at that moment. */
  papers() {
    const { office, member } = this.page.session;
    const { called } = this;
    byId('papers').hidden = false;
    casePapers(this.page.path, () => {
      const { documents, view } = /** @type {Fetched} */ (this.now);
      const { recused, deadlines } = documents;
      return {
        row: documents.case, view, called, nameOf, say: text, recused, deadlines,
        office: String(Object(office).name ?? ''), phone: String(Object(office).phone ?? ''),
      };
    }, called(member.name));
  }

  async again() {
    this.show(await this.fetched());
    await keepCases(this.page.session);
  }

  /**
   * What the reporter was told of the state, as an entry: it meets the deadlines. An answer that says
   * nothing of it is an entry only if it was a colleague's draft, which waits no more then.
   * @param {string} state or nothing
   * @param {string} draft the entry, or nothing
   */
  told = async (state, draft) => {
    if (state === '' && draft === '') return;
    const { stage } = this.present.documents.case;
    const isLast = (stage === 'feedback' || stage === 'merged') && FINAL.includes(state);
    const words = draft === '' ? {} : { draft };
    await this.write({ kind: isLast ? 'answered' : 'told', facts: { state: state || 'words' }, words, attachments: [] });
  };

  /** An answer for who may sign it. @param {import('./answer.js').Words} words */
  draft = ({ text: words, state }) =>
    this.write({ kind: 'answer_draft', facts: {}, words: { text: words, state: state?.id ?? '', month: state?.month ?? '', to: state?.to ?? '' }, attachments: [] });

  /** @param {Fetched['view']} view */
  beside = (view) => belowLetters({ documents: this.present.documents, view }, {
    write: this.write,
    open: (kind, values) => this.form?.open(kind, values),
  });
}

/** Whoever wrote an entry stands before what comes next, unless they went elsewhere: what they stood on is gone. */
function lookAhead() {
  if (document.activeElement !== document.body && !byId('course').contains(document.activeElement)) return;
  const next = byId(byId('next').hidden ? 'written' : 'next-name');
  next.tabIndex = -1;
  next.focus();
}
