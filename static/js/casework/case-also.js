/** What waits in a case beside the next step: an objection, a draft, asking after retaliation, a complaint. */
import { byId, make } from '../components/dom.js';
import { text } from '../components/texts.js';
import { waitingDraft } from './case-answer.js';
import { goTo, unchecked, unrecorded } from './case-objections.js';
import { dueName } from './due.js';

/**
 * @typedef {import('./case-work.js').Fetched} Fetched
 * @typedef {(kind: string, values?: Record<string, any>) => void} Open
 * @typedef {{ words: string, label: string, act: () => void }} Also
 */

/**
 * The follow-up on retaliation that is due next, if it is near.
 * @param {import('./due.js').Deadline[]} deadlines
 */
export const followUp = (deadlines) => deadlines
  .filter(({ kind, colour }) => kind.startsWith('retaliation_') && colour !== 'green')
  .sort((a, b) => (a.due_on < b.due_on ? -1 : 1))[0];

/**
 * @param {Fetched} now
 * @param {Open} open
 */
export function showAlso(now, open) {
  const list = [...letters(now), ...draft(now), ...followed(now, open), ...complaint(now, open)];
  byId('also').hidden = list.length === 0;
  byId('also').replaceChildren(...list.map(({ words, label, act }) => {
    const button = Object.assign(/** @type {HTMLButtonElement} */ (make('button', label)), { type: 'button', className: 'second' });
    button.addEventListener('click', act);
    return make('li', make('span', words), button);
  }));
}

/** @param {Fetched} now @returns {Also[]} */
function letters({ documents, view }) {
  const say = (/** @type {string} */ key) => (/** @type {import('../worker/letters.js').Letter} */ letter) =>
    ({ words: text(key, { n: letter.seq }), label: text('go_there'), act: () => goTo(letter) });
  return [...unrecorded(view).map(say('objection_waits')), ...unchecked(view, documents.case.concluded_on).map(say('evidence_waits'))];
}

/** @param {Fetched} now @returns {Also[]} */
function draft(now) {
  const waiting = waitingDraft(now);
  if (waiting === undefined || now.view.closed !== '') return [];
  const act = () => {
    byId('proposed').scrollIntoView({ block: 'center' });
    byId('proposed-take').focus();
  };
  return [{ words: text('draft_waits', { name: waiting.shownName }), label: text('go_there'), act }];
}

/** @param {Fetched} now @param {Open} open @returns {Also[]} */
function followed({ documents }, open) {
  const due = followUp(documents.deadlines);
  if (due === undefined || !may(documents, 'retaliation_check')) return [];
  return [{ words: dueName(due), label: text('ask_retaliation'), act: () => open('retaliation_check') }];
}

/** @param {Fetched} now @param {Open} open @returns {Also[]} */
function complaint({ documents, view }, open) {
  const done = view.entries.some(({ kind }) => kind === 'complaint_handed');
  if (done || !may(documents, 'complaint_handed')) return [];
  return [{ words: text('complaint_waits'), label: text('write_kind', { kind: text('kind_complaint_handed') }), act: () => open('complaint_handed') }];
}

/** @param {any} documents @param {string} kind */
const may = ({ steps }, kind) =>
  steps.some((/** @type {{ kind: string, missing: string[] }} */ one) => one.kind === kind && one.missing.length === 0);
