/** One report (来件): its words, the conversation, an answer. */
import { byId } from '../components/dom.js';
import { start } from '../components/start.js';
import { showError } from '../components/errors.js';
import { text } from '../components/texts.js';
import { ask } from '../components/worker.js';
import { today } from '../portal/office.js';
import { answerForm } from './answer.js';
import { sitDown } from './desk.js';
import { openingFailure } from './failures.js';
import { get } from './server.js';
import { showStanding } from './standing.js';
import { showLetters } from './letters-view.js';
import { showReport } from './report-view.js';

/** @typedef {import('./server.js').SessionDocument} SessionDocument */

/**
 * @param {string} id
 * @param {SessionDocument} session
 */
async function open(id, session) {
  await showStanding(session);
  const read = async () => {
    const documents = await get(`reports/${id}.json`);
    return ask('openReport', { documents, office: session.office, today: today() });
  };
  try {
    const view = await read();
    showReport(id, view);
    showLetters(id, view);
    answerForm(id, session.office, async () => {
      const now = await read();
      showLetters(id, now);
      return now.closed;
    });
  } catch (error) {
    const { name } = /** @type {Error} */ (error);
    if (name === 'Offline' || name === 'Refused' || name === 'WorkerUnavailable') throw error;
    showFailure(openingFailure(name));
  }
}

/**
 * An error of the page accuses nobody, and what is already shown stays.
 * @param {string} key
 */
function showFailure(key) {
  if (!byId('opened').hidden) return showError(text('page_fault'));
  byId('title').textContent = text(key);
  byId('unopened').hidden = key === 'page_fault';
}

start({ report: (element) => sitDown((session) => open(String(element.dataset.report), session)) });
