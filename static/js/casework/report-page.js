/** What the pages of a report and of a case have in common: its words, the conversation, an answer. */
import { all, byId } from '../components/dom.js';
import { showError } from '../components/errors.js';
import { text } from '../components/texts.js';
import { answerForm } from './answer.js';
import { openingFailure } from './failures.js';
import { showLetters } from './letters-view.js';
import { showReport } from './report-view.js';

/**
 * @typedef {import('./server.js').SessionDocument} SessionDocument
 * @typedef {import('../worker/view.js').View} View
 * @typedef {{ path: string, id: string, subject: string, session: SessionDocument, told?: (state: string, draft: string) => Promise<unknown>,
 *   draft?: (words: import('./answer.js').Words) => Promise<unknown>, beside?: (view: any) => import('./letters-view.js').Beside,
 *   answering?: import('./answer.js').Answering }} Page
 *   path: `reports/<id>` or `cases/<id>`, where it is asked for; subject: of drafts about it; told: what
 *   to do once the reporter was told: the state, or nothing, and from whose draft; draft: hands an answer to who may sign it; beside: what
 *   stands below a letter; answering: the form, once it is there
 */

/**
 * Show what `read` gives, and let it be answered. Gives it, or null if it could not be opened.
 * @template {View} T
 * @param {Page} page
 * @param {() => Promise<T>} read
 * @returns {Promise<T | null>}
 */
export async function showOpened(page, read) {
  try {
    const view = await read();
    showReport(page.path, view);
    showLetters(page, view);
    page.answering = answerForm(page, async () => {
      const now = await read().catch((error) => otherWords(view, error));
      showLetters(page, now);
      return now.closed;
    });
    return view;
  } catch (error) {
    const { name } = /** @type {Error} */ (error);
    if (name === 'Offline' || name === 'Refused' || name === 'WorkerUnavailable') throw error;
    showFailure(openingFailure(name));
    return null;
  }
}

/**
 * What is shown already stays; whatever the server gives instead is not answered.
 * @template {View} T
 * @param {T} view
 * @param {Error} error
 * @returns {T}
 */
function otherWords(view, error) {
  if (error.name !== 'CaseForged') throw error;
  return { ...view, closed: 'not_as_seen' };
}

/**
 * An error of the page accuses nobody, and what is already shown stays.
 * @param {string} key
 */
function showFailure(key) {
  if (!byId('opened').hidden) return showError(text('page_fault'));
  byId('title').textContent = text(key);
  byId('unopened').hidden = key === 'page_fault' || key === 'not_as_seen';
  for (const reason of all(document, '[data-closed]')) reason.hidden = reason.dataset.closed !== key;
}
