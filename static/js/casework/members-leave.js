/** Removing somebody, and renewing the key alone: what it does is said first (移出、换钥匙). */
import { byId } from '../components/dom.js';
import { text } from '../components/texts.js';
import { holdsKeys } from './members-list.js';
import { calledOf, once, openPanel, standsAlone } from './members-panel.js';
import { letGo, renewKey } from './members-signing.js';
import { send } from './server.js';

/** @typedef {import('./members.js').Row} Row */

export class Leaving {
  /** @param {{ session: import('./server.js').SessionDocument, behind: import('./members-behind.js').Behind, refresh(...done: (string | Node)[]): Promise<void> }} page */
  constructor(page) {
    this.page = page;
    /** @type {() => Promise<string>} what the button does; gives what to say when it is done */
    this.act = async () => '';
    byId('leave-go').addEventListener('click', () => this.go());
    byId('renew-key').addEventListener('click', () => this.rotate());
    byId('sign-behind').addEventListener('click', () => this.rotate());
  }

  /** @param {Row} row */
  begin(row) {
    const { session, behind } = this.page;
    const name = row.display_name;
    const leads = (session.office.charter.leaders ?? []).includes(row.verify_key);
    const holds = row.state === 'active' && holdsKeys(row);
    const part = partFor(leads, holds);
    question({ title: text('leave_for', { name: calledOf(row) }), go: text('leave_go'), part });
    byId('leave-cases').hidden = part === 'leader' || row.state !== 'active' || row.roles.some(standsAlone);
    behind.tell('leave', holds);
    this.act = async () => {
      const cases = row.state === 'active' ? await letGo(row, holds, session, behind.names) : await leave(row);
      return cases > 0 ? text('left_cases', { name, n: cases }) : text('left', { name });
    };
  }

  rotate() {
    const { session, behind } = this.page;
    question({ title: text('rotate_title'), go: text('rotate_go'), part: 'rotate' });
    behind.tell('leave', true);
    this.act = async () => text('rotated', { n: await renewKey(session, behind.names) });
  }

  async go() {
    const button = /** @type {HTMLButtonElement} */ (byId('leave-go'));
    byId('leaving').hidden = false;
    await once(button, async () => this.page.refresh(await this.act()));
    byId('leaving').hidden = true;
  }
}

/**
 * @param {boolean} leads whether the charter names them
 * @param {boolean} holds whether they hold the office's key
 */
const partFor = (leads, holds) => (leads ? 'leader' : holds ? 'keys' : 'plain');

/** @param {{ title: string, go: string, part: 'leader' | 'keys' | 'plain' | 'rotate' }} said */
function question({ title, go, part }) {
  openPanel('leave');
  byId('leave-title').textContent = title;
  byId('leave-go').textContent = go;
  byId('leave-go').hidden = part === 'leader';
  byId('leave-cases').hidden = true;
  for (const each of ['keys', 'plain', 'leader', 'rotate']) byId(`leave-${each}`).hidden = each !== part;
}

/**
 * Somebody for whom no roster vouches: gives 0, since they were granted nothing.
 * @param {Row} row
 */
async function leave({ name }) {
  await send('DELETE', `members/${name}`);
  return 0;
}
