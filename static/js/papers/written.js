/** How a paper writes what was entered: text, dates, amounts; and the words that stand on all of them. */
import { refusal } from '../crypto/refusal.js';
import { inCapitals, inFigures } from './capitals.js';

/** @typedef {import('./fields.js').Language} Language */

/** A value that is not of its field's form. */
export const ValueInvalid = refusal('ValueInvalid', TypeError);

/** @type {Record<string, import('./fields.js').Words>} */
const SAID = {
  secrecy: ['密级', 'Secrecy'],
  copies: ['一式%(n)s份', '%(n)s copies'],
  capitals: ['¥%(figures)s（人民币%(capitals)s）', 'CNY %(figures)s (人民币%(capitals)s)'],
  no_date: ['　　　年　　月　　日', 'Date: ____________'],
  signed: ['签名', 'Signature'],
  page: ['第', 'Page '],
  page_of: ['页　共', ' of '],
  page_end: ['页', ''],
  colon: ['：', ': '],
  and: ['、', ', '],
};

/**
 * Words of ours in a language, with `%(name)s` filled in.
 * @param {string} key
 * @param {Language} language
 * @param {Record<string, string | number>} [values]
 */
export const said = (key, language, values = {}) =>
  inLanguage(SAID[key], language).replace(/%\((\w+)\)s/g, (_, name) => String(values[name]));

/**
 * @param {import('./fields.js').Words} words
 * @param {Language} language
 */
export const inLanguage = ([zh, en], language) => (language === 'en' ? en : zh);

/**
 * Text without the characters that no XML file can hold: Word and Excel files would not open.
 * @param {unknown} value
 */
export function plain(value) {
  if (value === undefined || value === null) return '';
  if (typeof value !== 'string') throw new ValueInvalid('text');
  return [...value].filter(isWritable).join('').replace(/\r\n?/g, '\n');
}

/** XML 1.0, production 2. @param {string} character */
function isWritable(character) {
  const code = Number(character.codePointAt(0));
  if (code < 0x20) return [9, 10, 13].includes(code);
  return !(code >= 0xd800 && code <= 0xdfff) && code !== 0xfffe && code !== 0xffff;
}

/**
 * A date, or a date with its time: 2026年11月22日 9时05分. Nothing stays nothing.
 * @param {unknown} value YYYY-MM-DD, or YYYY-MM-DD HH:MM
 * @param {Language} language
 */
export function dated(value, language) {
  const given = plain(value);
  if (given === '') return '';
  const found = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d))?$/.exec(given);
  if (found === null) throw new ValueInvalid('date');
  const [year, month, day, hour] = found.slice(1).map(Number);
  const time = found[4] === undefined ? '' : ` ${found[4]}:${found[5]}`;
  if (language === 'zh') return `${year}年${month}月${day}日${time === '' ? '' : ` ${hour}时${found[5]}分`}`;
  const long = new Date(Date.UTC(year, month - 1, day)).toLocaleDateString('en-GB', { dateStyle: 'long', timeZone: 'UTC' });
  return long + time;
}

/**
 * An amount in figures and capitals.
 * @param {unknown} value yuan, as a number or a decimal text; nothing stays nothing
 * @param {Language} language
 */
export function money(value, language) {
  const yuan = yuanOf(value);
  return yuan === '' ? '' : said('capitals', language, { figures: inFigures(yuan), capitals: inCapitals(yuan) });
}

/** @param {unknown} value */
export const yuanOf = (value) => (typeof value === 'number' ? String(value) : plain(value));
