/** Acts on paper and in a table: made in this browser, after the chain has an entry about it. */
import { byId } from '../components/dom.js';
import { showError } from '../components/errors.js';
import { text } from '../components/texts.js';
import { textsOf } from './audit-row.js';
import { send } from './server.js';
import { failureText } from './unlocking.js';

/** @typedef {import('./audit.js').Entry} Entry */
/** @typedef {import('./audit.js').Acts} Acts */

const MOST_PAGES = 100;
const COLUMNS = ['number', 'at', 'who', 'act', 'subject', 'facts', 'digest'];
// A spreadsheet takes what begins so for a formula, and what is not marked for another encoding.
const FORMULA = /^[=+\-@\t\r]/;
const BYTE_ORDER = '\ufeff';

/**
 * @param {(page: number) => Promise<Acts>} fetchActs
 * @param {(entries: Entry[]) => unknown} show
 * @param {() => unknown} restore
 */
export function offerExports(fetchActs, show, restore) {
  byId('csv').addEventListener('click', () => take('csv', fetchActs, save));
  byId('print').addEventListener('click', () => take('print', fetchActs, async (entries) => {
    await show(entries);
    window.print();
    return restore();
  }));
}

/**
 * @param {'csv' | 'print'} form
 * @param {(page: number) => Promise<Acts>} fetchActs
 * @param {(entries: Entry[]) => unknown} use
 */
async function take(form, fetchActs, use) {
  try {
    const { entries, pages } = await fetchActs(1);
    if (pages > MOST_PAGES) return showError(text('too_many', { n: MOST_PAGES * entries.length }));
    await send('POST', 'audit/exports', { form });
    const all = [...entries];
    for (let page = 2; page <= pages; page += 1) all.push(...(await fetchActs(page)).entries);
    // The entry about this export may have moved the last row of a page to the next one.
    return await use(all.filter(({ seq }, n) => n === 0 || seq < all[n - 1].seq));
  } catch (error) {
    return showError(failureText(error));
  }
}

/** @param {Entry[]} entries */
function save(entries) {
  const rows = [COLUMNS.map((name) => text(name)), ...entries.map((entry) => [...textsOf(entry), entry.digest])];
  const table = BYTE_ORDER + rows.map((row) => row.map(quoted).join(',')).join('\r\n');
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([table], { type: 'text/csv' }));
  link.download = `audit-${entries[0]?.seq ?? 0}.csv`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}

/** @param {string} cell */
const quoted = (cell) => `"${(FORMULA.test(cell) ? `'${cell}` : cell).replace(/"/g, '""')}"`;
