/** A document as elements: a sheet on the screen, and alone on the paper when it is printed. */
import { make } from '../components/dom.js';
import { markOf } from './paperwork.js';
import { said } from './written.js';

/**
 * @typedef {import('./fill.js').Model} Model
 * @typedef {import('./fill.js').Cell} Cell
 * @typedef {import('./fill.js').Sign} Sign
 * @typedef {import('./paperwork.js').Watermark} Watermark
 */

const MARKS = 12;
/** Characters of what is kept on one page. */
const WHOLE = 400;
/** Characters that a column is made as wide as. */
const [LEAST, MOST] = [8, 24];

/**
 * The sheet. A watermark is put on papers that stay inside, and on no other.
 * @param {Model} model
 * @param {{ watermark: Watermark | null }} options
 * @returns {HTMLElement}
 */
export function renderPaper(model, { watermark }) {
  const sheet = styled('article', ['paper-sheet', model.wide ? 'wide' : ''], head(model), ...model.blocks.map((block) => blockOf(block, model)));
  sheet.lang = model.language === 'zh' ? 'zh-Hans' : 'en';
  sheet.append(foot(model));
  if (watermark !== null && model.internal) sheet.append(mark(markOf(watermark)));
  return sheet;
}

/** @param {Model} model */
function head({ office, title, numberLabel, number, secrecy, copies, notice, language }) {
  const facts = styled('p', ['facts-line'], fact(numberLabel, number, language), fact(said('secrecy', language), secrecy, language), make('span', copies));
  return make('header', styled('p', ['office'], office), make('h2', title), facts, styled('p', ['secrecy'], notice));
}

/** @type {(label: string, value: string, language: Model['language']) => HTMLElement} */
const fact = (label, value, language) => make('span', `${label}${said('colon', language)}`, value || blank());

/** Space to write on a line. */
const blank = () => styled('span', ['blank']);

/**
 * @param {import('./fill.js').Block} block
 * @param {Model} model
 */
function blockOf(block, model) {
  switch (block.kind) {
    case 'form': return styled('table', ['form'], make('colgroup', make('col'), make('col'), make('col'), make('col')), make('tbody', ...block.rows.map((row) => formRow(row, model))));
    case 'table': return gridOf(block);
    case 'signature': return signed(block.sign, model);
    case 'seal': return styled('p', ['seal'], make('span', `${block.office}${block.label}`), make('span', block.date || said('no_date', model.language)));
    case 'note': return styled('p', ['note'], block.text);
    case 'part': return styled('h3', ['part', block.ownPage ? 'own-page' : ''], block.title);
  }
}

/**
 * @param {Cell[]} row
 * @param {Model} model
 */
function formRow(row, model) {
  return styled('tr', [row.every(({ value }) => value.length < WHOLE) ? 'whole' : ''], ...row.flatMap((cell) => {
    const place = /** @type {HTMLTableCellElement} */ (make('td', ...written(cell.value, cell.lines)));
    place.colSpan = row.length === 1 ? 3 : 1;
    if (cell.sign !== undefined) place.append(signed(cell.sign, model));
    return [heading(cell.label, 'row'), place];
  }));
}

/** @param {{ label: string, columns: string[], rows: string[][] }} block */
function gridOf({ label, columns, rows }) {
  const body = rows.map((row) => styled('tr', [row.every((value) => value.length < WHOLE) ? 'whole' : ''], ...row.map((value) => make('td', value))));
  const table = make('table', make('caption', label), widths(columns, rows), make('thead', make('tr', ...columns.map((column) => heading(column, 'col')))), make('tbody', ...body));
  const scrolled = styled('div', ['grid'], table);
  // Wider than a phone: it is moved by finger or by keys.
  scrolled.tabIndex = 0;
  scrolled.setAttribute('role', 'group');
  scrolled.setAttribute('aria-label', label);
  return scrolled;
}

/**
 * Columns as wide as what is longest in them asks for, within bounds.
 * @param {string[]} columns
 * @param {string[][]} rows
 */
function widths(columns, rows) {
  const wanted = columns.map((column, at) => Math.min(MOST, Math.max(LEAST, ...[column, ...rows.map((row) => row[at])].map(({ length }) => length))));
  const all = wanted.reduce((sum, one) => sum + one, 0);
  return make('colgroup', ...wanted.map((one) => {
    const column = make('col');
    column.style.width = `${(100 * one) / all}%`;
    return column;
  }));
}

/** @type {(text: string, scope: 'row' | 'col') => HTMLElement} */
const heading = (text, scope) => Object.assign(/** @type {HTMLTableCellElement} */ (make('th', text)), { scope });

/**
 * A value, or as many lines to write on.
 * @param {string} value
 * @param {number} lines
 */
function written(value, lines) {
  if (value !== '') return [styled('p', ['value'], value)];
  return lines === 1 ? [] : Array.from({ length: lines }, () => styled('span', ['rule']));
}

/**
 * @param {Sign} sign
 * @param {Model} model
 */
function signed({ label, names, people, date }, { language }) {
  const who = names === '' ? Array.from({ length: people }, blank) : [names];
  return styled('p', ['sign'], make('span', `${label}${said('colon', language)}`, ...who), make('span', date || said('no_date', language)));
}

/** What stands at the foot of every printed page, where the browser does not write it itself. */
function foot(/** @type {Model} */ { eachPage, language }) {
  const number = styled('span', ['by-hand'], said('page', language), blank(), said('page_of', language), blank(), said('page_end', language));
  const signs = eachPage === '' ? [] : [make('span', `${eachPage}${said('colon', language)}`, blank())];
  return styled('footer', ['foot', eachPage === '' ? '' : 'signed'], ...signs, number);
}

/** @param {string} words */
function mark(words) {
  const layer = styled('div', ['mark'], ...Array.from({ length: MARKS }, () => make('span', words)));
  layer.setAttribute('aria-hidden', 'true');
  return layer;
}

/**
 * @param {string} tag
 * @param {string[]} classes
 * @param {...(Node | string)} children
 */
function styled(tag, classes, ...children) {
  const element = make(tag, ...children);
  element.classList.add(...classes.filter(Boolean));
  return element;
}
