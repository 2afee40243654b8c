/** A document as an Excel file: one sheet; every cell is text, amounts are numbers, none is a formula. */
// The library's own entry packs large sheets in a worker made of text, which our policy forbids; this
// is the same function, packing where it is called.
// @ts-expect-error it has no types of its own
import { generateXlsxFileSync } from '../../../node_modules/write-excel-file/modules/export/writeXlsxFileUniversal.js';
import { said } from './written.js';

/**
 * @typedef {import('./fill.js').Model} Model
 * @typedef {{ value: string | number, type: StringConstructor | NumberConstructor, format?: string,
 *   fontWeight?: string, wrap?: boolean, alignVertical?: string, columnSpan?: number, fontSize?: number, align?: string }} One
 */

const MOST = 32_767;

/**
 * The bytes of an .xlsx. mark: whose copy of an internal paper this is.
 * @param {Model} model
 * @param {string} mark
 * @returns {Promise<Uint8Array>}
 */
export async function writeExcel(model, mark) {
  const span = Math.max(4, ...model.blocks.map((block) => (block.kind === 'table' ? block.columns.length : 0)));
  const data = [...head(model, mark, span), ...model.blocks.flatMap((block) => rowsOf(block, model, span))];
  const columns = Array.from({ length: span }, () => ({ width: 22 }));
  // Its names may not hold all characters, and nobody needs another one.
  const blob = await generateXlsxFileSync(data, { columns, sheet: model.id, orientation: model.wide ? 'landscape' : undefined }, {}, undefined);
  return new Uint8Array(await blob.arrayBuffer());
}

/** @type {(value: string, more?: Partial<One>) => One} */
const words = (value, more = {}) => ({ value: value.slice(0, MOST), type: String, wrap: true, alignVertical: 'top', ...more });

/** A row that goes all across. @type {(span: number, value: string, more?: Partial<One>) => (One | null)[]} */
const across = (span, value, more) => [words(value, { columnSpan: span, ...more }), ...Array(span - 1).fill(null)];

/** @type {(model: Model, mark: string, span: number) => (One | null)[][]} */
function head(model, mark, span) {
  const { language } = model;
  return [
    ...[mark, model.notice, model.office].filter(Boolean).map((text) => across(span, text)),
    across(span, model.title, { fontWeight: 'bold', fontSize: 18, align: 'center' }),
    [label(model.numberLabel), words(model.number), label(said('secrecy', language)), words(model.secrecy)],
    ...(model.copies === '' ? [] : [across(span, model.copies)]),
  ];
}

/** @param {string} text */
const label = (text) => words(text, { fontWeight: 'bold' });

/**
 * @param {import('./fill.js').Block} block
 * @param {Model} model
 * @param {number} span
 * @returns {(One | null)[][]}
 */
function rowsOf(block, { language }, span) {
  const date = (/** @type {string} */ given) => given || said('no_date', language);
  switch (block.kind) {
    case 'form': return block.rows.flatMap((row) => [row.flatMap(cells), ...row.flatMap(({ sign }) => (sign === undefined ? [] : [[null, label(sign.label), words(sign.names), words(date(sign.date))]]))]);
    case 'table': return [across(span, block.label, { fontWeight: 'bold' }), block.columns.map(label), ...block.rows.map((row) => row.map((value) => words(value)))];
    case 'signature': return [[label(block.sign.label), words(block.sign.names), words(date(block.sign.date))]];
    case 'seal': return [[label(`${block.office}${block.label}`), words(date(block.date))]];
    case 'note': return [across(span, block.text)];
    case 'part': return [across(span, block.title, { fontWeight: 'bold', align: 'center' })];
  }
}

/** @param {import('./fill.js').Cell} cell */
function cells({ label: name, value, wide, yuan }) {
  if (yuan) return [label(name), { value: Number(yuan), type: Number, format: '#,##0.00' }, ...spread(value, 2)];
  return [label(name), ...spread(value, wide ? 3 : 1)];
}

/** @type {(value: string, columns: number) => (One | null)[]} */
const spread = (value, columns) => [words(value, columns > 1 ? { columnSpan: columns } : {}), ...Array(columns - 1).fill(null)];
