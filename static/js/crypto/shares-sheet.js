/**
 * One sheet: its fields, and the words they are written in (SLIP-39, "Share format").
 *
 *     id 15 bits · extendable 1 · exponent 4 · group index 4 · group threshold 4 · groups 4
 *     · index 4 · threshold 4 · value, zeros before it up to whole words · checksum 30
 *
 * Ten bits make a word. Thresholds and numbers of groups are written less one.
 */
import { toUtf8 } from './bytes.js';
import { CHECKSUM_WORDS, checksum, holds } from './shares-checksum.js';
import { ChecksumWrong, SheetForeign, WordsMissing, WordUnknown } from './shares-errors.js';
import { WORDS } from './shares-words.js';

/**
 * @typedef {{ id: number, extendable: boolean, exponent: number, groupIndex: number, groupThreshold: number,
 *   groups: number, index: number, threshold: number, value: Uint8Array }} Sheet id: the same on all sheets
 *   of one secret; index: from 0, the printed number is one more; value: as long as the secret
 */

export const SHEET_WORDS = 33;
const FEWEST_WORDS = 20;
const WIDTHS = [15, 1, 4, 4, 4, 4, 4, 4];
const HEAD_BITS = 40;
const BY_BEGINNING = new Map(WORDS.map((word, number) => [word.slice(0, 4), number]));

/**
 * What a typed sheet of 33 words says. The first four letters of a word are enough; case, numbers
 * and marks between the words do not matter. Raises WordUnknown, WordsMissing, ChecksumWrong, SheetForeign.
 * @param {string} text
 * @returns {Sheet}
 */
export function readSheet(text) {
  const values = valuesOf(text);
  if (values.length !== SHEET_WORDS) throw new WordsMissing(String(values.length));
  return sheetOf(values);
}

/**
 * The numbers (10 bits) of typed words. Raises WordUnknown.
 * @param {string} text
 */
export const valuesOf = (text) => (text.normalize('NFKC').toLowerCase().match(/[a-z]+/g) ?? []).map(valueOf);

/** @param {string} word @param {number} at */
function valueOf(word, at) {
  const value = BY_BEGINNING.get(word.slice(0, 4));
  if (value === undefined || !WORDS[value].startsWith(word)) throw new WordUnknown(String(at + 1));
  return value;
}

/**
 * The words to print.
 * @param {Sheet} sheet
 */
export function wordsOf(sheet) {
  const { id, extendable, exponent, groupIndex, groupThreshold, groups, index, threshold, value } = sheet;
  const fields = [id, Number(extendable), exponent, groupIndex, groupThreshold - 1, groups - 1, index, threshold - 1];
  const bits = [...value].map((byte) => toBits(byte, 8)).join('');
  const padded = bits.padStart(10 * Math.ceil(bits.length / 10), '0');
  const values = toNumbers(fields.map((field, at) => toBits(field, WIDTHS[at])).join('') + padded, 10);
  return [...values, ...checksum(label(extendable), values)].map((number) => WORDS[number]);
}

/**
 * The sheet that numbers stand for, of whatever length. Raises as `readSheet` does.
 * @param {number[]} values
 * @returns {Sheet}
 */
export function sheetOf(values) {
  const valueBits = 10 * (values.length - CHECKSUM_WORDS) - HEAD_BITS;
  if (values.length < FEWEST_WORDS || valueBits % 16 > 8) throw new WordsMissing(String(values.length));
  if (!holds(label(Boolean((values[1] >> 4) & 1)), values)) throw new ChecksumWrong('checksum');
  const bits = values.slice(0, -CHECKSUM_WORDS).map((number) => toBits(number, 10)).join('');
  const start = HEAD_BITS + valueBits % 16;
  if (bits.slice(HEAD_BITS, start).includes('1')) throw new SheetForeign('padding');
  return { ...headOf(bits), value: Uint8Array.from(toNumbers(bits.slice(start), 8)) };
}

/** @param {string} bits */
function headOf(bits) {
  let at = 0;
  const fields = WIDTHS.map((width) => parseInt(bits.slice(at, at += width), 2));
  const [id, extendable, exponent, groupIndex, groupThreshold, groups, index, threshold] = fields;
  if (groupThreshold > groups) throw new SheetForeign('groups');
  return {
    id, extendable: extendable === 1, exponent, groupIndex,
    groupThreshold: groupThreshold + 1, groups: groups + 1, index, threshold: threshold + 1,
  };
}

/** @param {number} number @param {number} width */
const toBits = (number, width) => number.toString(2).padStart(width, '0');

/** @param {string} bits @param {number} width */
const toNumbers = (bits, width) => (bits.match(new RegExp(`.{${width}}`, 'g')) ?? []).map((some) => parseInt(some, 2));

/** @param {boolean} extendable */
const label = (extendable) => toUtf8(extendable ? 'shamir_extendable' : 'shamir');
