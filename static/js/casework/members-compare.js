/** Comparing a newcomer's fingerprint with the person, and vouching for their keys (核对). */
import { byId, first } from '../components/dom.js';
import { showError } from '../components/errors.js';
import { text } from '../components/texts.js';
import { ask } from '../components/worker.js';
import { words } from '../crypto/typed.js';
import { once, openPanel } from './members-panel.js';
import { vouchFor } from './members-signing.js';

/** @typedef {import('./members.js').Row} Row */

export class Comparing {
  /** @param {{ session: import('./server.js').SessionDocument, refresh(...done: (string | Node)[]): Promise<void> }} page */
  constructor(page) {
    this.page = page;
    /** @type {Row | null} */
    this.row = null;
    this.last = '';
    const form = byId('compare');
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      once(/** @type {HTMLButtonElement} */ (first(form, 'button')), () => this.confirm());
    });
  }

  /**
   * The fingerprint is computed here, from the very keys that will be vouched for. Its last group
   * is not shown: it comes from the person, or there was no comparison.
   * @param {Row} row
   */
  async begin(row) {
    const { [row.name]: print } = await ask('showMembers', { members: [row] });
    this.row = row;
    this.last = print.slice(-4);
    openPanel('compare');
    byId('compare-title').textContent = text('compare_with', { name: row.display_name });
    byId('compare-print').textContent = `${print.slice(0, -4)}····`;
    typed().value = '';
  }

  async confirm() {
    const { row } = this;
    if (row === null) return;
    if (asPrinted(typed().value) !== this.last) return showError(text('not_the_last'), typed());
    await vouchFor(row, this.page.session);
    this.row = null;
    await this.page.refresh(text('compared', { name: row.display_name }));
  }
}

const typed = () => /** @type {HTMLInputElement} */ (byId('last-group'));

/** @param {string} text as fingerprints are read: I and L are 1, O is 0 */
const asPrinted = (text) => words(text).join('').toUpperCase().replace(/[IL]/g, '1').replace(/O/g, '0');
