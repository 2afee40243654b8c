/** The members page (成员): who belongs to the office, who waits, links, roles, leaving. */
import { all, byId } from '../components/dom.js';
import { start } from '../components/start.js';
import { ask } from '../components/worker.js';
import { sitDown } from './desk.js';
import { get } from './server.js';
import { showStanding } from './standing.js';
import { closePanels } from './members-panel.js';
import { Behind } from './members-behind.js';
import { Comparing } from './members-compare.js';
import { Inviting } from './members-invite.js';
import { Leaving } from './members-leave.js';
import { showMembers } from './members-list.js';
import { Roles } from './members-roles.js';

/**
 * A member as `GET /casework/members.json` tells.
 * @typedef {{ name: string, display_name: string, roles: string[], recipient: string, verify_key: string,
 *   state: 'waiting' | 'active' | 'invited' | 'lapsed' | 'left', invited_until: string, left_on: string }} Row
 * @typedef {import('./server.js').SessionDocument} SessionDocument
 */

class Members {
  /** @param {SessionDocument} session */
  constructor(session) {
    this.session = session;
    /** Whether we sign rosters: a leader of an office that has keys. */
    this.signs = session.member.roles.includes('leader') && session.office.root_key !== '';
    this.behind = new Behind();
    this.inviting = new Inviting(this);
    this.acts = {
      compare: new Comparing(this),
      roles: new Roles(this),
      remove: new Leaving(this),
      link: this.inviting,
      reset: this.inviting,
      withdraw: { begin: (/** @type {Row} */ row) => this.inviting.withdraw(row) },
    };
  }

  async begin() {
    if (this.session.office.root_key !== '') await showStanding(this.session);
    byId('keys').hidden = !this.signs;
    for (const button of all(byId('work'), '[data-close]')) button.addEventListener('click', closePanels);
    await this.refresh();
  }

  /**
   * Look anew; what was done is said above the list.
   * @param {...(string | Node)} done
   */
  async refresh(...done) {
    /** @type {{ members: Row[] }} */
    const { members } = await get('members.json');
    const shown = this.signs ? await ask('asSigned', { members }) : members;
    showMembers(shown, this.session, this.signs, (act, row) => this.acts[act].begin(row));
    await this.behind.look(members, this.signs);
    closePanels();
    byId('done').textContent = '';
    byId('done').append(...done);
    byId('done').hidden = done.length === 0;
    if (done.length > 0) byId('done').focus();
  }
}

start({ members: () => sitDown((session) => new Members(session).begin()) });
