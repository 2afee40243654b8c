/** Dates as statements write them (`YYYY-MM-DD`), counted in days. */
import { refusal } from './refusal.js';

const DAY = 86400000;

/** The text is not a date of the Gregorian calendar in the form YYYY-MM-DD. */
export const DateInvalid = refusal('DateInvalid');

/**
 * The number of a day; the next day has the next number. Raises DateInvalid.
 * @param {string} date
 */
export function dayNumber(date) {
  const time = /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(date) ? Date.parse(`${date}T00:00:00Z`) : NaN;
  // Some engines read 30 February as 1 March: what they understood must be what was written.
  if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== date) {
    throw new DateInvalid(date);
  }
  return time / DAY;
}
