/** One report (来件) that is not a case yet: its words, the conversation, its registration. */
import { start } from '../components/start.js';
import { ask } from '../components/worker.js';
import { today } from '../portal/office.js';
import { registration } from './case-register.js';
import { sitDown } from './desk.js';
import { showOpened } from './report-page.js';
import { keepCases } from './seen-cases.js';
import { get } from './server.js';
import { showStanding } from './standing.js';

/** @typedef {import('./server.js').SessionDocument} SessionDocument */

/**
 * @param {string} id
 * @param {SessionDocument} session
 */
async function open(id, session) {
  await showStanding(session);
  const path = `reports/${id}`;
  const fetched = async () => {
    const documents = await get(`${path}.json`);
    const view = await ask('openReport', { documents, office: session.office, today: today() });
    await keepCases(session);
    return { documents, view };
  };
  const page = { path, id, subject: `answer/${id}`, session };
  const view = await showOpened(page, async () => (await fetched()).view);
  if (view !== null && view.closed !== 'swapped') await registration(page, fetched);
}

start({ report: (element) => sitDown((session) => open(String(element.dataset.report), session)) });
