/** The papers of a case on its page: chosen, filled from what is open, printed or saved; each is recorded first. */
import { byId, make } from '../components/dom.js';
import { clearErrors, showError } from '../components/errors.js';
import { language, text } from '../components/texts.js';
import { excelOf, fillPaper, lackingOf, listPapers, save, wordOf } from '../papers/paperwork.js';
import { showPaper } from '../papers/print.js';
import { CaseFacts } from './case-facts.js';
import { FILLED, SOURCES, valuesOf } from './case-papers.js';
import { entryOption } from './entry-options.js';
import { tellsOfReporter } from './paper-leaks.js';
import { send } from './server.js';

/**
 * @typedef {import('../papers/fill.js').Model} Model
 * @typedef {import('./case-facts.js').Source} Source
 * @typedef {'print' | 'docx' | 'xlsx'} Form
 */

/** @type {() => import('../papers/fields.js').Language} */
const spoken = () => (language() === 'en' ? 'en' : 'zh');
const select = (/** @type {string} */ id) => /** @type {HTMLSelectElement} */ (byId(id));
const option = (/** @type {string} */ value, /** @type {string} */ words) => Object.assign(make('option', words), { value });

class CasePapers {
  /**
   * @param {string} path of the case
   * @param {() => Source} source what is open now
   * @param {string} viewer who prints, for the watermark on what stays inside
   */
  constructor(path, source, viewer) {
    this.path = path;
    this.source = source;
    this.viewer = viewer;
    this.model = /** @type {Model | null} */ (null);
    this.release = () => {};
  }

  /** The titles, once; what each lacks, whenever it is looked at. */
  async open() {
    if (select('paper-kind').options.length > 0) return;
    const papers = await listPapers(spoken());
    select('paper-kind').append(option('', text('choose')), ...papers.map(({ id, title }) => option(id, title)));
  }

  /** What each paper lacks as the case stands. */
  async list() {
    const facts = new CaseFacts(this.source());
    const values = Object.fromEntries(Object.keys(FILLED).map((id) => [id, valuesOf(id, facts)]));
    const papers = await lackingOf(values, spoken());
    byId('paper-list').replaceChildren(...papers.map(({ id, title, filled, missing }) => {
      const button = Object.assign(/** @type {HTMLButtonElement} */ (make('button', title)), { type: 'button', className: 'plain' });
      button.addEventListener('click', () => this.tried(() => this.choose(id)));
      const state = missing.length === 0 ? text('paper_whole') : filled === 0 ? text('paper_nothing') : text('paper_lacks', { what: missing.join(text('and')) });
      return make('li', button, ' ', make('small', state));
    }));
  }

  /** @param {string} id */
  async choose(id) {
    select('paper-kind').value = id;
    this.offer();
    await this.fill();
    byId('paper-kind').focus();
  }

  /** Where there are several entries that make such a paper, one of them is chosen. */
  offer() {
    const { view, recused = [] } = this.source();
    const facts = new CaseFacts(this.source());
    const id = select('paper-kind').value;
    const entries = (SOURCES[id] ?? []).flatMap((kind) => facts.all(kind)).sort((a, b) => b.seq - a.seq);
    const options = id === 'recusal' ? recused.map(({ name, display_name: called }) => ({ id: name, label: called })) : entries.map(entryOption);
    select('paper-entry').replaceChildren(...options.map((one) => option(one.id, one.label)));
    byId('paper-of').hidden = options.length < 2 || view.entries.length === 0;
  }

  async fill() {
    const [id, chosen] = [select('paper-kind').value, select('paper-entry').value];
    const source = { ...this.source(), chosen };
    const model = id === '' ? null : await fillPaper(id, valuesOf(id, new CaseFacts(source)), spoken());
    // What was chosen last is shown, whichever came last.
    if (id !== select('paper-kind').value || chosen !== select('paper-entry').value) return;
    this.model = model;
    byId('paper-tools').hidden = byId('paper').hidden = model === null;
    byId('paper-warning').hidden = true;
    if (model === null) return;
    byId('paper-warning').textContent = text('paper_about_reporter');
    byId('paper-warning').hidden = !tellsOfReporter(model, source.view);
    this.release = showPaper(byId('paper'), model, this.mark(model), text('paper_by_button'));
  }

  /** @param {Model} model */
  mark({ internal }) {
    const time = new Date().toLocaleString(language(), { dateStyle: 'medium', timeStyle: 'short', timeZone: 'Asia/Shanghai' });
    return internal ? { name: this.viewer, time } : null;
  }

  /**
   * The act is recorded before anything leaves the desk.
   * @param {Form} form
   * @param {(model: Model) => unknown} give
   */
  take(form, give) {
    return this.tried(async () => {
      const { model } = this;
      if (model === null) return;
      await send('POST', `${this.path}/papers`, { paper: model.id, form });
      await give(model);
    });
  }

  print() {
    return this.take('print', () => {
      this.release();
      window.print();
    });
  }

  /** @param {() => unknown} act */
  async tried(act) {
    clearErrors();
    try {
      await act();
    } catch {
      showError(text('paper_failed'), byId('paper-kind'));
    }
  }
}

/**
 * @param {string} path of the case
 * @param {() => Source} source of the case as it is open now
 * @param {string} viewer who prints
 */
export function casePapers(path, source, viewer) {
  const papers = new CasePapers(path, source, viewer);
  byId('papers').addEventListener('toggle', () => papers.tried(() => papers.open()));
  byId('paper-states').addEventListener('toggle', () => papers.tried(() => papers.list()));
  select('paper-kind').addEventListener('change', () => papers.tried(() => papers.choose(select('paper-kind').value)));
  select('paper-entry').addEventListener('change', () => papers.tried(() => papers.fill()));
  byId('paper-print').addEventListener('click', () => papers.print());
  byId('paper-word').addEventListener('click', () => papers.take('docx', async (model) => save(await wordOf(model, papers.mark(model)), model, 'docx')));
  byId('paper-excel').addEventListener('click', () => papers.take('xlsx', async (model) => save(await excelOf(model, papers.mark(model)), model, 'xlsx')));
}
