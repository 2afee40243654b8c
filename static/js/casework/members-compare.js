/** Comparing a newcomer's fingerprint with the person, and vouching for their keys (核对). */
import { byId, first } from '../components/dom.js';
import { showError } from '../components/errors.js';
import { text } from '../components/texts.js';
import { holdsKeys } from '../crypto/roster.js';
import { calledOf, once, openPanel } from './members-panel.js';
import { vouchFor } from './members-signing.js';

/** @typedef {import('./members.js').Row} Row */

export class Comparing {
  /** @param {{ session: import('./server.js').SessionDocument, behind: import('./members-behind.js').Behind, refresh(...done: (string | Node)[]): Promise<void> }} page */
  constructor(page) {
    this.page = page;
    /** @type {Row | null} */
    this.row = null;
    const form = byId('compare');
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      once(/** @type {HTMLButtonElement} */ (first(form, 'button')), () => this.confirm());
    });
  }

  /**
   * Nothing of the fingerprint is shown: all of it comes from the person, or there was no comparison.
   * @param {Row} row
   */
  begin(row) {
    this.row = { ...row, roles: [...row.roles] };
    openPanel('compare');
    byId('compare-title').textContent = text('compare_with', { name: row.display_name });
    byId('compare-name').textContent = calledOf(row);
    byId('compare-roles').textContent = row.roles.map((role) => text(`role_${role}`)).join(text('and'));
    byId('compare-keys').hidden = !holdsKeys(row);
    const rotates = this.page.behind.held(row);
    byId('compare-rotates').hidden = !rotates;
    this.page.behind.tell('compare', rotates);
    heard().value = '';
  }

  async confirm() {
    const { row } = this;
    if (row === null) return;
    try {
      await vouchFor(row, heard().value, this.page.session, this.page.behind.names);
    } catch (error) {
      if (!UNLIKE.includes(/** @type {Error} */ (error).name)) throw error;
      return showError(text('not_the_same'), heard());
    }
    this.row = null;
    await this.page.refresh(text('compared', { name: row.display_name }));
  }
}

/** Not a fingerprint, or not theirs. */
const UNLIKE = ['FingerprintInvalid', 'NotCompared'];

const heard = () => /** @type {HTMLInputElement} */ (byId('heard'));
