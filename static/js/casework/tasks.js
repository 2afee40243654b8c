/** What a member of another department is asked, and their answer: opened, signed and sealed here. */
import { byId, make } from '../components/dom.js';
import { clearErrors, showError } from '../components/errors.js';
import { start } from '../components/start.js';
import { day, text } from '../components/texts.js';
import { ask } from '../components/worker.js';
import { today } from '../portal/office.js';
import { sitDown } from './desk.js';
import { dropDraft, keepDraft } from './drafts.js';
import { get, send } from './server.js';
import { showStanding } from './standing.js';
import { failureText } from './unlocking.js';
import { guard } from './unsent.js';

/**
 * @typedef {import('../worker/tasks-sealed.js').TaskRow} TaskRow
 * @typedef {import('../worker/tasks-sealed.js').Task} Task
 */

/** @param {import('./server.js').SessionDocument} session */
async function open(session) {
  await showStanding(session);
  const { tasks } = await get('tasks.json');
  const opened = /** @type {Task[]} */ (await ask('openTasks', { tasks }));
  byId('tasks').replaceChildren(...opened.map((task, n) => item(task, tasks[n])));
  byId('tasks-none').hidden = opened.length > 0;
}

/**
 * One question as it stands now; what is being written in others stays.
 * @param {string} id
 * @param {Element | null} before
 */
async function showAgain(id, before) {
  const { tasks } = await get('tasks.json');
  const row = tasks.find((/** @type {TaskRow} */ one) => one.id === id);
  const [task] = /** @type {Task[]} */ (await ask('openTasks', { tasks: [row] }));
  before?.replaceWith(item(task, row));
}

/**
 * @param {Task} task
 * @param {TaskRow} row
 */
function item(task, row) {
  const { trouble, author, question, documentNo, askedOn, dueOn, answeredOn, answer } = task;
  if (trouble !== '') return make('li', Object.assign(make('p', text(`task_${trouble}`)), { className: 'notice late' }));
  const shown = make('li', make('p', text('task_from', { name: author, date: day(askedOn), due: day(dueOn) })));
  if (answeredOn === '' && dueOn < today()) shown.append(Object.assign(make('p', text('task_overdue')), { className: 'overdue' }));
  if (documentNo !== '') shown.append(Object.assign(make('p', text('task_number', { n: documentNo })), { className: 'hint' }));
  shown.append(make('blockquote', question));
  if (answeredOn === '') shown.append(...form(row));
  else if (answer === null) shown.append(make('p', text('task_answer_lost', { date: day(answeredOn) })));
  else shown.append(make('p', text('task_answered', { date: day(answeredOn) })), make('blockquote', answer));
  return shown;
}

/** @param {TaskRow} row */
function form(row) {
  const field = Object.assign(/** @type {HTMLTextAreaElement} */ (make('textarea')), { id: `answer-${row.id}`, rows: 6, autocomplete: 'off', spellcheck: false });
  field.setAttribute('writingsuggestions', 'false');
  const label = Object.assign(/** @type {HTMLLabelElement} */ (make('label', text('task_answer'))), { htmlFor: field.id });
  const go = Object.assign(/** @type {HTMLButtonElement} */ (make('button', text('task_send'))), { type: 'button' });
  field.addEventListener('input', guard);
  field.addEventListener('kept', guard);
  keepDraft(field, `task/${row.id}`).catch(() => {});
  go.addEventListener('click', () => answerIt(row, field, go));
  return [label, field, go];
}

/**
 * @param {TaskRow} row
 * @param {HTMLTextAreaElement} field
 * @param {HTMLButtonElement} pressed
 */
async function answerIt(row, field, pressed) {
  if (pressed.disabled) return;
  clearErrors();
  byId('told').textContent = '';
  const words = field.value.trim();
  if (words === '') {
    showError(text('task_empty'), field);
    return;
  }
  pressed.disabled = true;
  try {
    const sealed = await ask('sealTaskAnswer', { row, text: words, now: new Date().toISOString() });
    await send('POST', `tasks/${row.id}/answer`, sealed);
    field.value = '';
    dropDraft(field);
    guard();
    await showAgain(row.id, pressed.closest('li'));
    byId('told').textContent = text('task_sent');
  } catch (error) {
    showError(sayWhy(error));
    pressed.disabled = false;
  }
}

/** @param {unknown} error */
function sayWhy(error) {
  const { name } = /** @type {Error} */ (error);
  if (name === 'TooLong') return text('task_too_long');
  return name === 'CaseForged' || name === 'SignatureInvalid' ? text('task_not_sent') : failureText(error);
}

start({ tasks: () => sitDown(open) });
