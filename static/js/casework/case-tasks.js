/** What other departments were asked about a case, what they answered, and one click to take it over. */
import { byId, make } from '../components/dom.js';
import { clearErrors, showError } from '../components/errors.js';
import { day, text } from '../components/texts.js';
import { entryFailure } from './entry-form.js';

/**
 * @typedef {import('../worker/tasks.js').Asked} Asked
 * @typedef {{ view: import('../worker/cases.js').CaseView, name: string,
 *   write: (said: import('./entry-form.js').Said) => Promise<unknown>, open: (kind: string, values: Record<string, any>) => void }} Desk
 *   name: ours; write: an entry; open: begin one
 */

/** @param {Desk} desk */
export function showTasks(desk) {
  const items = desk.view.tasks.filter(({ isOver }) => !isOver).map((one) => item(desk, one));
  byId('task-items').replaceChildren(...items);
  byId('tasks').hidden = items.length === 0;
}

/**
 * @param {Desk} desk
 * @param {Asked} one
 */
function item(desk, one) {
  const { to, dueOn, question, trouble, answer, entry, author } = one;
  const shown = make('li', make('b', text('task_to', { name: to.shownName, date: day(dueOn) })), make('blockquote', question));
  if (trouble !== '') shown.append(Object.assign(make('p', text(`task_${trouble}`)), { className: 'notice late' }));
  else if (answer === null) shown.append(make('p', text('task_waits')));
  if (answer !== null) {
    shown.append(make('p', text('task_says', { name: to.shownName, date: day(answer.writtenAt.slice(0, 10)) })), make('blockquote', answer.text));
  }
  if (!desk.view.proved) return shown;
  if (answer !== null) {
    const take = button('task_note');
    take.addEventListener('click', () => takeOver(desk, take, entry, answer.text));
    shown.append(take);
  } else if (author === desk.name) {
    const back = Object.assign(button('task_take_back'), { className: 'second' });
    back.addEventListener('click', () => desk.open('task_withdrawn', { on: entry }));
    shown.append(back);
  }
  return shown;
}

/**
 * @param {Desk} desk
 * @param {HTMLButtonElement} pressed
 * @param {string} on
 * @param {string} words
 */
async function takeOver(desk, pressed, on, words) {
  if (pressed.disabled) return;
  pressed.disabled = true;
  clearErrors();
  try {
    await desk.write({ kind: 'task_answered', facts: { on }, words: { answer: words }, attachments: [] });
  } catch (error) {
    showError(entryFailure(error));
    pressed.disabled = false;
  }
}

/** @param {string} key */
const button = (key) => Object.assign(/** @type {HTMLButtonElement} */ (make('button', text(key))), { type: 'button' });
