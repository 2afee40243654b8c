/** Deciding what a colleague asks for, signing what one stands behind, taking back what one asked. */
import { make } from '../components/dom.js';
import { showError } from '../components/errors.js';
import { text } from '../components/texts.js';
import { entryFailure } from './entry-form.js';

/**
 * @typedef {import('../worker/case-entries.js').Entry} Entry
 * @typedef {import('./entry-form.js').Said} Said
 * @typedef {{ name: string, roles: string[], team: string[], deciders: string[], write: (said: Said) => Promise<unknown> }} Who
 *   deciders: who of those with access may decide
 */

/**
 * @param {Who} who
 * @returns {(entry: Entry) => Node[]}
 */
export const besideOf = (who) => (entry) => [
  ...(mayDecide(who, entry) ? [decision(who, entry)] : []),
  ...(nobodyDecides(who, entry) ? [Object.assign(make('p', text('nobody_decides')), { className: 'notice' })] : []),
  ...(maySign(who, entry) ? [button('sign_too', () => done(who, 'signature', entry, {}))] : []),
  ...(mayWithdraw(who, entry) ? [button('take_back', () => done(who, 'withdrawal', entry, {}))] : []),
];

/** Whether nobody who may open the case could decide what waits. @param {Who} who @param {Entry} entry */
const nobodyDecides = ({ deciders }, { state, kind, parties, trouble }) => trouble === '' && state === 'pending'
  && kind !== 'report' && deciders.every((name) => parties.includes(name));

/** @param {Pick<Who, 'name' | 'roles'>} who @param {Entry} entry */
export const mayDecide = ({ name, roles }, { state, kind, parties, trouble }) => trouble === '' && state === 'pending'
  && kind !== 'report' && !parties.includes(name) && (roles.includes('leader') || roles.includes('secretary'));

/** @param {Pick<Who, 'name' | 'team'>} who @param {Entry} entry */
export function maySign({ name, team }, { kind, state, facts, signers, trouble }) {
  if (trouble !== '' || signers.includes(name)) return false;
  if (kind === 'report') return state === 'pending' && team.includes(name);
  return kind === 'talk' && facts.talkers.includes(name);
}

/** @param {Who} who @param {Entry} entry */
const mayWithdraw = ({ name }, { state, author, trouble }) => trouble === '' && state === 'pending' && author === name;

/**
 * @param {Who} who
 * @param {Entry} entry
 */
function decision(who, entry) {
  const field = Object.assign(/** @type {HTMLTextAreaElement} */ (make('textarea')), { rows: 2, id: `opinion-${entry.id}`, autocomplete: 'off' });
  const label = Object.assign(/** @type {HTMLLabelElement} */ (make('label', text('my_opinion'))), { htmlFor: field.id });
  const say = (/** @type {string} */ verdict) => async () => {
    if (verdict === 'returned' && field.value.trim() === '') return showError(text('say_why'), field);
    return done(who, 'decision', entry, { verdict }, { text: field.value.trim() });
  };
  const box = make('div', label, field, button('approve', say('approved')), button('send_back', say('returned'), 'second'));
  box.className = 'decide';
  return box;
}

/**
 * @param {Who} who
 * @param {string} kind
 * @param {Entry} entry
 * @param {Record<string, any>} facts
 * @param {Record<string, any>} [words]
 */
async function done(who, kind, entry, facts, words = {}) {
  try {
    await who.write({ kind, facts: { on: entry.id, ...facts }, words, attachments: [] });
  } catch (error) {
    showError(entryFailure(error));
  }
}

/**
 * @param {string} key
 * @param {() => Promise<unknown>} act
 * @param {string} [look]
 */
function button(key, act, look = '') {
  const found = Object.assign(/** @type {HTMLButtonElement} */ (make('button', text(key))), { type: 'button', className: look });
  found.addEventListener('click', async () => {
    if (found.disabled) return;
    found.disabled = true;
    await act();
    found.disabled = false;
  });
  return found;
}

/**
 * Who verifies, by what is signed.
 * @param {Entry[]} entries
 * @returns {string[]}
 */
export function teamOf(entries) {
  const named = entries.filter(({ kind, state }) => (kind === 'sheet' || kind === 'team') && state === 'approved');
  return named[named.length - 1]?.facts.team ?? [];
}
