/** What a case lays beside the form of an answer: a colleague's draft, or words for the right door. */
import { byId } from '../components/dom.js';
import { month, text } from '../components/texts.js';
import { date } from './dates.js';
import { doorWords } from './door-words.js';
import { itemOf } from './office-lists.js';

/**
 * @typedef {import('./case-work.js').Fetched} Fetched
 * @typedef {import('../worker/case-entries.js').Entry} Entry
 * @typedef {import('./answer.js').Words} Words
 * @typedef {{ from: string, words: Words, draft: string }} Proposed draft: the entry's id, or nothing
 */

/**
 * The draft that waits for a keyholder, as it was signed.
 * @param {Fetched} now
 * @returns {Entry | undefined}
 */
export const waitingDraft = ({ documents, view }) =>
  view.entries.find(({ id, kind, trouble }) => id === documents.draft && kind === 'answer_draft' && trouble === '');

/**
 * The words of a draft.
 * @param {Entry} entry
 * @returns {Words}
 */
export function wordsOf({ words }) {
  const { text: said = '', state = '', month: of = '', to = '' } = words;
  return { text: String(said), state: state === '' ? null : { id: String(state), month: String(of), to: String(to) } };
}

/**
 * Where the reporter is sent to, if that is how the case ended and they were not told yet.
 * @param {Fetched} now
 * @returns {Proposed | null}
 */
function forTheDoor({ documents, view }) {
  const asked = [...view.entries].reverse().find(({ kind, state }) => kind === 'not_ours' && state === 'approved');
  if (asked === undefined || documents.case.stage !== 'feedback' || !documents.states.includes('not_ours')) return null;
  const door = itemOf('doors', String(asked.facts.door));
  if (door === undefined) return null;
  const { name, said } = doorWords(door, view.language, String(asked.words.told_reason ?? ''));
  return { from: text('proposed_door'), words: { text: said, state: { id: 'not_ours', month: '', to: name } }, draft: '' };
}

/**
 * @param {Fetched} now
 * @returns {Proposed | null}
 */
function proposedBy(now) {
  const draft = waitingDraft(now);
  if (draft === undefined) return forTheDoor(now);
  const from = text('proposed_draft', { name: draft.shownName, date: date(draft.writtenAt.slice(0, 10)) });
  return { from, words: wordsOf(draft), draft: draft.id };
}

/**
 * @param {import('./report-page.js').Page} page
 * @param {Fetched} now
 * @param {(kind: string, values: Record<string, any>) => void} open
 */
export function showProposed(page, now, open) {
  page.answering?.offer(now.documents.states);
  const { closed } = now.view;
  const proposed = closed === '' || closed === 'not_signer' ? proposedBy(now) : null;
  byId('proposed').hidden = proposed === null;
  if (proposed === null) return;
  const { from, words, draft } = proposed;
  byId('proposed-from').textContent = from;
  byId('proposed-words').textContent = words.text;
  byId('proposed-state').textContent = stateText(words);
  // Who holds no keys may take up the words for the door, and leaves a draft to who signs.
  byId('proposed-take').hidden = draft !== '' && closed !== '';
  byId('proposed-back').hidden = draft === '' || closed !== '';
  byId('proposed-take').onclick = () => {
    page.answering?.take(words, draft);
    byId('proposed').hidden = true;
  };
  byId('proposed-back').onclick = () => open('draft_returned', { on: draft });
}

/** @param {Words} words */
export const stateText = ({ state }) => (state === null
  ? text('told_none')
  : text(state.id, { month: state.month && month(state.month), to: state.to }));
