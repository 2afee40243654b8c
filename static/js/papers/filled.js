/** What one field of a paper becomes with its value: a place in a form, a table, a signature, a stamp. */
import { refusal } from '../crypto/refusal.js';
import { dated, inLanguage, money, plain, said, ValueInvalid, yuanOf } from './written.js';

/**
 * @typedef {import('./fields.js').Language} Language
 * @typedef {import('./fill.js').Block} Block
 * @typedef {import('./fill.js').Cell} Cell
 * @typedef {import('./fill.js').Sign} Sign
 * @typedef {import('./fill.js').Values} Values
 */

/** A value for a field that the paper does not have: it would be lost, or must not stand there. */
export const FieldUnknown = refusal('FieldUnknown', RangeError);

/**
 * Throws FieldUnknown.
 * @type {(given: string[], known: string[], where: string) => void}
 */
export function refuseUnknown(given, known, where) {
  const unknown = given.filter((name) => !known.includes(name));
  if (unknown.length > 0) throw new FieldUnknown(`${where}: ${unknown.join(', ')}`);
}

/**
 * A field with its value. Throws FieldUnknown, ValueInvalid, AmountInvalid.
 * @param {import('./fields.js').Field} field
 * @param {Values} values
 * @param {Language} language
 * @returns {Block | Cell}
 */
export function ofField(field, { [field.name]: value, office }, language) {
  const label = inLanguage(field.label, language);
  switch (field.kind) {
    case 'text': return { label, value: plain(value), lines: 1, wide: field.wide ?? false };
    case 'date': return { label, value: dated(value, language), lines: 1, wide: field.wide ?? false };
    case 'amount': return { label, value: money(value, language), lines: 1, wide: true, yuan: yuanOf(value) };
    case 'long': return { label, value: plain(value), lines: field.lines, wide: true };
    case 'choice': return { label, value: boxes(field, plain(value), language), lines: 1, wide: true };
    case 'table': return { kind: 'table', label, ...rowsOf(field, value, language) };
    case 'signature': return { kind: 'signature', sign: signOf(label, field.people, value, language) };
    case 'opinion': return opinionOf(label, field.lines, value, language);
    case 'seal': return { kind: 'seal', label, office: field.own ? plain(office) : '', date: dated(entries(value, ['on']).on, language) };
  }
}

/**
 * Every option with its box; the chosen one's is full.
 * @param {import('./fields.js').Choice} field
 * @param {string} chosen
 * @param {Language} language
 */
function boxes(field, chosen, language) {
  if (!['', ...Object.keys(field.options)].includes(chosen)) throw new ValueInvalid(`${field.name}: ${chosen}`);
  return Object.entries(field.options).map(([code, words]) => `${code === chosen ? '■' : '□'} ${inLanguage(words, language)}`).join('　');
}

/**
 * @param {import('./fields.js').Table} field
 * @param {unknown} value
 * @param {Language} language
 */
function rowsOf(field, value, language) {
  if (value !== undefined && !Array.isArray(value)) throw new ValueInvalid(field.name);
  const names = field.columns.map(({ name }) => name);
  const rows = /** @type {unknown[]} */ (value ?? []).map((row) => {
    const given = entries(row, names);
    return field.columns.map(({ name, kind }) => (kind === 'date' ? dated(given[name], language) : plain(given[name])));
  });
  const empty = Array.from({ length: rows.length === 0 ? field.rows : 0 }, () => names.map(() => ''));
  return { columns: field.columns.map((column) => inLanguage(column.label, language)), rows: [...rows, ...empty] };
}

/** @type {(label: string, people: number, value: unknown, language: Language) => Sign} */
function signOf(label, people, value, language) {
  const { names, on } = entries(value, ['names', 'on', 'words']);
  if (names !== undefined && !Array.isArray(names)) throw new ValueInvalid(label);
  const signed = /** @type {unknown[]} */ (names ?? []).map(plain).filter(Boolean);
  return { label, people, names: signed.join(said('and', language)), date: dated(on, language) };
}

/** @type {(label: string, lines: number, value: unknown, language: Language) => Cell} */
function opinionOf(label, lines, value, language) {
  const { words } = entries(value, ['names', 'on', 'words']);
  const sign = signOf(said('signed', language), 1, value, language);
  return { label, value: plain(words), lines, wide: true, sign };
}

/**
 * The entries of an object, or none of nothing.
 * @param {unknown} value
 * @param {string[]} known
 * @returns {Record<string, unknown>}
 */
function entries(value, known) {
  if (value === undefined) return {};
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new ValueInvalid('entries');
  refuseUnknown(Object.keys(value), known, 'entries');
  return /** @type {Record<string, unknown>} */ (value);
}
