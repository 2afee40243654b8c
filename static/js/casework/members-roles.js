/** Another set of roles for a member: a new roster, and a new key if one is taken away (改角色). */
import { all, byId, first } from '../components/dom.js';
import { showError } from '../components/errors.js';
import { text } from '../components/texts.js';
import { holdsKeys } from '../crypto/roster.js';
import { calledOf, mayCombine, once, openPanel, ticked } from './members-panel.js';
import { changeRoles } from './members-signing.js';

/** @typedef {import('./members.js').Row} Row */

export class Roles {
  /** @param {{ session: import('./server.js').SessionDocument, behind: import('./members-behind.js').Behind, refresh(...done: (string | Node)[]): Promise<void> }} page */
  constructor(page) {
    this.page = page;
    /** @type {Row | null} */
    this.row = null;
    const form = byId('change');
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      once(/** @type {HTMLButtonElement} */ (first(form, 'button')), () => this.confirm());
    });
    form.addEventListener('change', () => this.tell());
  }

  /** @param {Row} row */
  begin(row) {
    this.row = row;
    openPanel('change');
    byId('change-title').textContent = text('change_for', { name: calledOf(row) });
    for (const box of /** @type {HTMLInputElement[]} */ (all(byId('changed-roles'), 'input'))) {
      box.checked = row.roles.includes(box.value);
    }
    this.tell();
  }

  /** Whether who gives up these roles gives up the office's key: there is a new one then. */
  get rotates() {
    return this.row !== null && holdsKeys(this.row) && !holdsKeys({ roles: ticked('changed-roles') });
  }

  tell() {
    this.page.behind.tell('change', this.rotates);
  }

  async confirm() {
    const { row } = this;
    const roles = ticked('changed-roles');
    if (row === null) return;
    if (!mayCombine(roles)) return showError(text('no_roles'), byId('changed-roles'));
    const { behind, session } = this.page;
    await changeRoles({ name: row.name, roles }, this.rotates, session, behind.names);
    await this.page.refresh(text('changed', { name: row.display_name }));
  }
}
