/** The list of members: who they are, how far they have come, what can be done. */
import { byId, make } from '../components/dom.js';
import { day, text } from '../components/texts.js';

/**
 * @typedef {import('./members.js').Row} Row
 * @typedef {'compare' | 'link' | 'reset' | 'withdraw' | 'roles' | 'remove'} Act
 */

/** Roles that hold the key to all reports. */
const KEYHOLDERS = ['registrar', 'leader'];

/** @param {Row} row */
export const holdsKeys = ({ roles }) => roles.some((role) => KEYHOLDERS.includes(role));

/**
 * @param {Row[]} members
 * @param {import('./server.js').SessionDocument} session
 * @param {boolean} signs whether we sign rosters
 * @param {(act: Act, row: Row) => unknown} begin
 */
export function showMembers(members, session, signs, begin) {
  const list = byId('members');
  list.textContent = '';
  for (const row of members) {
    const self = row.name === session.member.name;
    const acts = actsOn(row, self, signs).map((act) => button(act, row, begin));
    const item = make('li', head(row, self), ...(acts.length > 0 ? [div('acts', ...acts)] : []));
    item.id = `member-${row.name}`;
    item.classList.toggle('gone', row.state === 'left');
    list.append(item);
  }
}

/**
 * What may be done with a member. Whoever stands in the roster leaves it by a leader's signature.
 * @param {Row} row
 * @param {boolean} self
 * @param {boolean} signs
 * @returns {Act[]}
 */
function actsOn(row, self, signs) {
  const { state, invited_until: until } = row;
  if (state === 'left') return [];
  if (state === 'invited' || state === 'lapsed') return ['link', 'withdraw'];
  /** @type {Act[]} */
  const acts = [];
  if (state === 'waiting' && signs && !self) acts.push('compare');
  if (state === 'active' && signs && !self) acts.push('roles');
  if (!self && (signs || state === 'waiting' || !holdsKeys(row))) acts.push('reset');
  if (until !== '') acts.push('withdraw');
  if (!self && (signs || state === 'waiting')) acts.push('remove');
  return acts;
}

/**
 * @param {Row} row
 * @param {boolean} self
 */
function head(row, self) {
  const { name, display_name: shownName, roles, invited_until: until, state } = row;
  const named = roles.map((role) => text(`role_${role}`)).join(text('and'));
  const pending = until !== '' && state !== 'invited' ? ` · ${text('new_link_until', { day: day(until) })}` : '';
  return div('head', make('b', shownName + (self ? text('yourself') : '')), make('i', name), make('span', named), make('i', stateOf(row) + pending));
}

/** @param {Row} row */
const stateOf = ({ state, invited_until: until, left_on: left }) =>
  text(`state_${state}`, { day: day(state === 'left' ? left : until || '1970-01-01') });

/**
 * @param {Act} act
 * @param {Row} row
 * @param {(act: Act, row: Row) => unknown} begin
 */
function button(act, row, begin) {
  const element = /** @type {HTMLButtonElement} */ (make('button', text(`act_${act}`)));
  element.type = 'button';
  element.className = 'plain';
  element.dataset.act = act;
  element.setAttribute('aria-label', `${element.textContent} ${row.display_name}`);
  element.addEventListener('click', () => begin(act, row));
  return element;
}

/**
 * @param {string} name
 * @param {...Node} children
 */
function div(name, ...children) {
  const element = make('div', ...children);
  element.className = name;
  return element;
}
