/** Removing somebody, and renewing the key alone: what it does is said first (移出、换钥匙). */
import { byId, make } from '../components/dom.js';
import { text } from '../components/texts.js';
import { ask } from '../components/worker.js';
import { holdsKeys } from './members-list.js';
import { once, openPanel } from './members-panel.js';
import { letGo, renewKey } from './members-signing.js';
import { send } from './server.js';

/** @typedef {import('./members.js').Row} Row */

export class Leaving {
  /** @param {{ session: import('./server.js').SessionDocument, signs: boolean, refresh(...done: (string | Node)[]): Promise<void> }} page */
  constructor(page) {
    this.page = page;
    /** @type {() => Promise<(string | Node)[]>} what the button does; gives what to say when it is done */
    this.act = async () => [];
    /** @type {{ name: string, display_name: string }[]} whose keys are nobody's any more */
    this.behind = [];
    byId('leave-go').addEventListener('click', () => this.go());
    byId('renew-key').addEventListener('click', () => this.rotate());
    byId('sign-behind').addEventListener('click', () => this.rotate());
  }

  /**
   * Say so if the roster still vouches for keys that are nobody's any more.
   * @param {Row[]} members
   */
  async look(members) {
    this.behind = this.page.signs ? await ask('whoIsBehind', { members }) : [];
    byId('roster-behind').hidden = this.behind.length === 0;
  }

  /** @param {Row} row */
  begin(row) {
    const { session } = this.page;
    const name = row.display_name;
    const leads = (session.office.charter.leaders ?? []).includes(row.verify_key);
    const holds = row.state === 'active' && holdsKeys(row);
    question({ title: text('leave_for', { name }), go: text('leave_go'), part: partFor(leads, holds) });
    this.tell(holds);
    this.act = async () => {
      const cases = row.state === 'active' ? await letGo(row, holds, session, this.names) : await leave(row);
      return cases > 0 ? [text('left_cases', { name }), handOver()] : [text('left', { name })];
    };
  }

  rotate() {
    question({ title: text('rotate_title'), go: text('rotate_go'), part: 'rotate' });
    this.tell(true);
    this.act = async () => [text('rotated', { n: await renewKey(this.page.session, this.names) })];
  }

  get names() {
    return this.behind.map(({ name }) => name);
  }

  /** Name whom a new key also lets go. @param {boolean} rotates */
  tell(rotates) {
    byId('leave-behind').hidden = !rotates || this.behind.length === 0;
    byId('behind').textContent = this.behind.map(({ display_name: shown, name }) => `${shown}（${name}）`).join('、');
  }

  async go() {
    const button = /** @type {HTMLButtonElement} */ (byId('leave-go'));
    byId('leaving').hidden = false;
    await once(button, async () => this.page.refresh(...await this.act()));
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

function handOver() {
  const link = /** @type {HTMLAnchorElement} */ (make('a', text('hand_over')));
  link.href = '/casework/cases/handover';
  return link;
}
