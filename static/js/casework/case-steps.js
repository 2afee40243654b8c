/** What comes next in a case: one step with what it waits for, and everything else that may be written. */
import { byId, make } from '../components/dom.js';
import { text } from '../components/texts.js';
import { FORMS } from './kinds.js';

/**
 * @typedef {{ kind: string, missing: string[] }} Step
 * @typedef {(kind: string) => void} Open
 */

/** The step that leads on from each stage. */
const NEXT = /** @type {Record<string, string>} */ ({
  assessment: 'lead', disposal: 'sheet', verification: 'report', result: 'opinion', handling: 'conclusion',
  feedback: 'answered', follow_up: 'archive', held: 'review',
});
/** What leads on beside it, once it is approved. */
const ELSEWHERE = ['outcome', 'not_ours', 'pass_up', 'reopening', 'deletion'];
/** Which entry gives what a step waits for. */
const GIVES = /** @type {Record<string, string>} */ ({
  preserved: 'preservation', assessed: 'assessment', studied: 'study', worked: 'evidence', found: 'findings',
  decided: 'outcome', handed_on: 'transfer', filing_done: 'service', tasks_done: 'task_answered', listed: 'contents',
  objections_done: 'objection_explained', owed_done: 'rectification', transfers_done: 'transfer_result',
});

/**
 * @param {{ stage: string }} row
 * @param {Step[]} steps
 * @param {import('../worker/case-entries.js').Entry[]} waiting what was asked and is not decided yet
 * @param {(kind: string) => boolean} isAbout whether there is something that an entry of this kind can be about
 * @param {Open} open
 */
export function showSteps({ stage }, steps, waiting, isAbout, open) {
  const may = steps.map(({ kind }) => kind).filter((kind) => kind in FORMS && !FORMS[kind].apart && isAbout(kind));
  const asked = waiting.find(({ kind }) => kind === NEXT[stage] || ELSEWHERE.includes(kind));
  if (asked === undefined) showNext(steps.find(({ kind }) => kind === NEXT[stage]), may, open);
  else showWaiting(asked);
  const choice = /** @type {HTMLSelectElement} */ (byId('entry-kind'));
  const empty = Object.assign(make('option', text('choose_kind')), { value: '' });
  choice.replaceChildren(empty, ...may.map((kind) => Object.assign(make('option', text(`kind_${kind}`)), { value: kind })));
  choice.onchange = () => {
    if (choice.value !== '') open(choice.value);
    choice.value = '';
  };
  byId('writing').hidden = may.length === 0;
}

/** @param {import('../worker/case-entries.js').Entry} entry */
function showWaiting({ id, kind, signers }) {
  byId('next').hidden = false;
  byId('next-name').textContent = text(kind === 'report' ? 'next_signatures' : 'next_decision', { kind: text(`kind_${kind}`) });
  byId('next-missing').textContent = text(kind === 'report' ? 'next_signed' : 'next_asked', { n: signers.length });
  const button = /** @type {HTMLButtonElement} */ (byId('next-do'));
  button.hidden = false;
  button.textContent = text('go_there');
  button.onclick = () => {
    const there = byId(`entry-${id}`);
    there.tabIndex = -1;
    there.focus();
    there.scrollIntoView({ block: 'start' });
  };
}

/**
 * @param {Step | undefined} step
 * @param {string[]} may
 * @param {Open} open
 */
function showNext(step, may, open) {
  byId('next').hidden = step === undefined;
  if (step === undefined) return;
  byId('next-name').textContent = text('next_step', { kind: text(`kind_${step.kind}`) });
  const missing = step.missing.map((need) => text(`need_${need}`)).join(text('and'));
  byId('next-missing').textContent = missing === '' ? '' : text('next_missing', { what: missing });
  const kind = step.missing.length === 0 ? step.kind : step.missing.map((need) => GIVES[need]).find((one) => may.includes(one));
  const button = /** @type {HTMLButtonElement} */ (byId('next-do'));
  const isAnswer = step.kind === 'answered';
  button.hidden = !isAnswer && (kind === undefined || !may.includes(kind));
  button.textContent = isAnswer ? text('write_answer') : text('write_kind', { kind: text(`kind_${kind ?? step.kind}`) });
  button.onclick = () => (isAnswer ? byId('words-to-send').focus() : open(/** @type {string} */ (kind)));
}
