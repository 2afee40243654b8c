/** Whose keys are nobody's any more: they are named before a new key is signed, which lets them go. */
import { byId, first } from '../components/dom.js';
import { text } from '../components/texts.js';
import { ask } from '../components/worker.js';
import { calledOf } from './members-panel.js';

/** @typedef {import('./members.js').Row} Row */

export class Behind {
  constructor() {
    /** @type {{ name: string, display_name: string, holds: boolean }[]} */
    this.found = [];
  }

  /**
   * Say so if the roster still vouches for such keys.
   * @param {Row[]} members
   * @param {boolean} signs
   */
  async look(members, signs) {
    this.found = signs ? await ask('whoIsBehind', { members }) : [];
    byId('roster-behind').hidden = this.found.length === 0;
    show('roster-unlike', signs ? await ask('whoseRolesDiffer', { members }) : []);
  }

  get names() {
    return this.found.map(({ name }) => name);
  }

  /**
   * Whether somebody's keys of before open the office's epochs: new ones take a new epoch.
   * @param {Row} row
   */
  held({ name }) {
    return this.found.some((one) => one.name === name && one.holds);
  }

  /**
   * Name whom a new key also lets go.
   * @param {'leave' | 'change' | 'compare'} panel
   * @param {boolean} rotates
   */
  tell(panel, rotates) {
    show(`${panel}-behind`, rotates ? this.found : []);
  }
}

/**
 * @param {string} id of a notice
 * @param {{ name: string, display_name: string }[]} people whom it is about
 */
function show(id, people) {
  const notice = byId(id);
  notice.hidden = people.length === 0;
  first(notice, 'b').textContent = people.map(calledOf).join(text('and'));
}
