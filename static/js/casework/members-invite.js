/** Invitation links: a new member's, another one for who lost theirs, one to make new keys with. */
import { all, byId, first } from '../components/dom.js';
import { copy } from '../components/copy.js';
import { showError } from '../components/errors.js';
import { text } from '../components/texts.js';
import { mayCombine, once, openPanel, ticked } from './members-panel.js';
import { send } from './server.js';

/** @typedef {import('./members.js').Row} Row */

const NAME = /^[a-z0-9][a-z0-9-]{0,39}$/;

/** @param {string} id */
const field = (id) => /** @type {HTMLInputElement} */ (byId(id));

export class Inviting {
  /** @param {{ refresh(...done: (string | Node)[]): Promise<void> }} page */
  constructor(page) {
    this.page = page;
    const form = byId('invite');
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      once(/** @type {HTMLButtonElement} */ (first(form, 'button')), () => this.invite());
    });
    byId('copy-link').addEventListener('click', async () => {
      const copied = await copy(byId('link'), String(byId('link').textContent));
      byId('link-copied').textContent = text(copied ? 'link_copied' : 'link_not_copied');
    });
  }

  async invite() {
    const shownName = field('new-display-name').value.trim();
    const name = field('new-name').value.normalize('NFKC').trim().toLowerCase();
    const roles = ticked('new-roles');
    if (shownName === '') return showError(text('no_display_name'), byId('new-display-name'));
    if (!NAME.test(name)) return showError(text('no_new_name'), byId('new-name'));
    if (!mayCombine(roles)) return showError(text('no_roles'), byId('new-roles'));
    const { link } = await send('POST', 'members', { name, display_name: shownName, roles: roles.join(' ') });
    await this.page.refresh();
    showLink(text('link_for', { name: shownName }), link);
    /** @type {HTMLFormElement} */ (byId('invite')).reset();
  }

  /** @param {Row} row another link; for who has keys, one to make new ones with */
  async begin({ name, display_name: shownName, state }) {
    const title = state === 'invited' || state === 'lapsed' ? 'link_for' : 'reset_for';
    await once(buttonsOf(name), async () => {
      const { link } = await send('POST', `members/${name}/invitation`);
      await this.page.refresh();
      showLink(text(title, { name: shownName }), link);
    });
  }

  /** @param {Row} row */
  withdraw({ name }) {
    return once(buttonsOf(name), async () => {
      await send('DELETE', `members/${name}/invitation`);
      await this.page.refresh(text('withdrawn'));
    });
  }
}

/** @param {string} name */
const buttonsOf = (name) => /** @type {HTMLButtonElement} */ (all(byId(`member-${name}`), 'button')[0]);

/**
 * @param {string} title
 * @param {string} link
 */
function showLink(title, link) {
  openPanel('link');
  byId('link-title').textContent = title;
  byId('link').textContent = link;
  byId('link-copied').textContent = '';
}
