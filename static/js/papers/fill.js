/**
 * A paper with values becomes a document: plain data that the print view, the Word and the Excel file
 * are made from. What has no value is space to write on.
 */
import { ofField, refuseUnknown } from './filled.js';
import { inLanguage, plain, said } from './written.js';

/**
 * What stands in one place of a form. lines: how many to leave when it is empty. sign: who signs below.
 * yuan: an amount's figure.
 * @typedef {import('./fields.js').Paper} Paper
 * @typedef {import('./fields.js').Language} Language
 * @typedef {{ label: string, names: string, people: number, date: string }} Sign
 * @typedef {{ label: string, value: string, lines: number, wide: boolean, yuan?: string, sign?: Sign }} Cell
 * @typedef {{ kind: 'form', rows: Cell[][] }
 *   | { kind: 'table', label: string, columns: string[], rows: string[][] }
 *   | { kind: 'signature', sign: Sign }
 *   | { kind: 'seal', office: string, label: string, date: string }
 *   | { kind: 'note', text: string }
 *   | { kind: 'part', title: string, ownPage: boolean }} Block
 * @typedef {{ id: string, language: Language, title: string, office: string, internal: boolean, wide: boolean,
 *   number: string, numberLabel: string, secrecy: string, copies: string, notice: string, eachPage: string,
 *   blocks: Block[] }} Model
 * @typedef {Record<string, unknown>} Values
 */

/** Values that every paper takes. */
export const COMMON = ['office', 'number', 'secrecy'];

/**
 * Fill a paper. Values by field name: text, long text and choices (their code) are strings; dates
 * `YYYY-MM-DD` or `YYYY-MM-DD HH:MM`; amounts yuan; tables lists of objects by column name; signatures
 * `{ names: string[], on: date }`, opinions the same with `words`; seals `{ on: date }`. Besides the
 * paper's own there are `office` (its name), `number` and `secrecy`.
 *
 * Throws FieldUnknown, ValueInvalid, AmountInvalid.
 * @param {Paper} paper
 * @param {Values} [values]
 * @param {Language} [language]
 * @returns {Model}
 */
export function fill(paper, values = {}, language = 'zh') {
  refuseUnknown(Object.keys(values), [...COMMON, ...fieldNames(paper)], paper.id);
  /** @param {import('./fields.js').Words} words */
  const of = (words) => inLanguage(words, language);
  return {
    id: paper.id,
    language,
    title: of(paper.title),
    office: plain(values.office),
    internal: paper.internal,
    wide: paper.wide,
    number: plain(values.number),
    numberLabel: of(paper.number),
    secrecy: plain(values.secrecy),
    copies: paper.copies > 1 ? said('copies', language, { n: numeral(paper.copies, language) }) : '',
    notice: of(paper.notice),
    eachPage: paper.eachPage === null ? '' : of(paper.eachPage),
    blocks: blocksOf(paper.pieces, values, language),
  };
}

/** @param {Paper} paper */
export const fieldNames = (paper) => paper.pieces.flatMap((piece) => ('name' in piece ? [piece.name] : []));

/** What people write by hand whatever is known: it lacks nothing for want of it. */
const BY_HAND = ['signature', 'opinion', 'seal'];

/**
 * Which fields of a paper have no value, by their labels, and how many have one.
 * @param {Paper} paper
 * @param {Values} values
 * @param {Language} language
 */
export function missing(paper, values, language) {
  const asked = paper.pieces.flatMap((piece) => ('name' in piece && !BY_HAND.includes(piece.kind) ? [piece] : []));
  const isEmpty = (/** @type {unknown} */ value) => value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
  const lacking = asked.filter(({ name }) => isEmpty(values[name]));
  return { filled: asked.length - lacking.length, missing: lacking.map(({ label }) => inLanguage(label, language)) };
}

/** @type {(count: number, language: Language) => string} */
const numeral = (count, language) => (language === 'zh' ? ['', '一', '两', '三'][count] : String(count));

/**
 * @param {import('./fields.js').Piece[]} pieces
 * @param {Values} values
 * @param {Language} language
 * @returns {Block[]}
 */
function blocksOf(pieces, values, language) {
  /** @type {Block[]} */
  const blocks = [];
  for (const piece of pieces) {
    const made = 'name' in piece ? ofField(piece, values, language) : ofWords(piece, language);
    if ('kind' in made) blocks.push(made);
    else place(made, blocks);
  }
  return blocks;
}

/**
 * Put a cell into the form that is being written: two short ones stand beside each other.
 * @param {Cell} cell
 * @param {Block[]} blocks
 */
function place(cell, blocks) {
  const last = blocks[blocks.length - 1];
  if (last?.kind !== 'form') {
    blocks.push({ kind: 'form', rows: [[cell]] });
    return;
  }
  const row = last.rows[last.rows.length - 1];
  if (!cell.wide && row.length === 1 && !row[0].wide) row.push(cell);
  else last.rows.push([cell]);
}

/**
 * @param {import('./fields.js').Note | import('./fields.js').Part} piece
 * @param {Language} language
 * @returns {Block}
 */
function ofWords(piece, language) {
  if (piece.kind === 'note') return { kind: 'note', text: inLanguage(piece.words, language) };
  return { kind: 'part', title: inLanguage(piece.label, language), ownPage: piece.ownPage };
}
