/** One report (来件): its words, the conversation, an answer. */
import { byId } from '../components/dom.js';
import { start } from '../components/start.js';
import { text } from '../components/texts.js';
import { ask } from '../components/worker.js';
import { today } from '../portal/office.js';
import { answerForm } from './answer.js';
import { sitDown } from './desk.js';
import { get } from './server.js';
import { showStanding } from './standing.js';
import { showLetters, showReport } from './report-view.js';

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
    showReport(view);
    showLetters(view);
    answerForm(id, async () => showLetters(await read()));
  } catch (error) {
    const { name } = /** @type {Error} */ (error);
    if (name === 'Offline' || name === 'Refused' || name === 'WorkerUnavailable') throw error;
    byId('title').textContent = text(name === 'NoMatch' ? 'no_key' : 'damaged');
    byId('unopened').hidden = false;
  }
}

start({ report: (element) => sitDown((session) => open(String(element.dataset.report), session)) });
