/** Showing of an opened report who took it down by hand, and what they know of whoever reported. */
import { all, byId } from '../components/dom.js';
import { day, text } from '../components/texts.js';

/** @typedef {import('../worker/taken.js').Taken} Taken */

/**
 * @param {Taken} taken
 * @returns {[string, string][]}
 */
export function takenFacts({ state, by, on, details, task }) {
  const facts = /** @type {[string, string][]} */ ([
    ['taken_by', state === 'proved' ? text('taken_on', { name: by, date: day(on) }) : ''],
    ['task_from', task.from],
    ['task_number', task.number],
    ['task_due', task.due_on],
    ['caller', details.name],
    ['caller_phone', details.phone],
    ['caller_address', details.address],
  ]);
  return facts.filter(([, words]) => words !== '');
}

/** @param {Taken} taken */
export function showTaken({ state }) {
  for (const notice of all(byId('work'), '[data-taken]')) notice.hidden = notice.dataset.taken !== state;
}
