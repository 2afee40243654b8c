/** Dates as a ledger writes them: short, and in words for the last two days. */
import { language, text } from '../components/texts.js';
import { today } from '../portal/office.js';

const DAY = 86400000;

/**
 * @param {string} on YYYY-MM-DD
 */
export function date(on) {
  const days = (Date.parse(today()) - Date.parse(on)) / DAY;
  if (days === 0 || days === 1) return text(days === 0 ? 'today' : 'yesterday');
  const sameYear = on.slice(0, 4) === today().slice(0, 4);
  const year = sameYear ? {} : /** @type {const} */ ({ year: 'numeric' });
  return new Date(`${on}T00:00:00Z`).toLocaleDateString(language(), { ...year, month: 'long', day: 'numeric', timeZone: 'UTC' });
}
