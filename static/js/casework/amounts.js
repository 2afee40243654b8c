/** An amount of money as somebody types it: its figures, its capitals, and the office's band it is in. */
import { text } from '../components/texts.js';
import { inCapitals, inFigures } from '../papers/capitals.js';
import { bands } from './office-lists.js';

const YUAN = /^(?:人民币|RMB|¥)?([\d,]+(?:\.\d{1,2})?)(?:元|yuan)?$/i;

/**
 * The figure in what was typed, without separators; empty where it is none ('about 3,000').
 * @param {string} typed
 */
export function figureOf(typed) {
  const [, digits = ''] = YUAN.exec(typed.normalize('NFKC').replace(/\s/g, '')) ?? [];
  return digits.replace(/,/g, '').replace(/^0+(?=\d)/, '');
}

/**
 * The band that a figure is in: from, and below what, in yuan; no upper end in the last.
 * @param {string} figure
 * @param {number[]} from where each band begins, rising from 0
 * @returns {{ from: number, below: number | null, isLast: boolean }}
 */
export function bandOf(figure, from) {
  const no = from.filter((start) => start <= Number(figure)).length - 1;
  return { from: from[no] ?? 0, below: from[no + 1] ?? null, isLast: no === from.length - 1 };
}

/**
 * What is said below the field; empty where no figure was typed.
 * @param {string} typed
 */
export function amountHint(typed) {
  const figure = figureOf(typed);
  if (figure === '' || figure.length > 12) return '';
  const { from, below, isLast } = bandOf(figure, bands());
  const band = below === null ? text('band_from', { from }) : text('band_between', { from, below });
  return [inFigures(figure), inCapitals(figure), band, ...(isLast ? [text('band_last')] : [])].join(' · ');
}
