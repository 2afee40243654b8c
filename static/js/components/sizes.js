/** How large a file is, in the page's language. */
import { language } from './texts.js';

const KIND = 1000;
const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte'];

/** @param {number} size in bytes */
export function sizeOf(size) {
  const power = Math.min(UNITS.length - 1, Math.floor(Math.log(Math.max(1, size)) / Math.log(KIND)));
  const options = { style: 'unit', unit: UNITS[power], unitDisplay: 'short', maximumFractionDigits: 1 };
  return new Intl.NumberFormat(language(), /** @type {Intl.NumberFormatOptions} */ (options)).format(size / KIND ** power);
}
