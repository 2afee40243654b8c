/** One case (案件): its words, the conversation, who may open it. */
import { byId } from '../components/dom.js';
import { start } from '../components/start.js';
import { ask } from '../components/worker.js';
import { today } from '../portal/office.js';
import { showPassing } from './case-passing.js';
import { showTransfers } from './case-transfers.js';
import { CaseWork } from './case-work.js';
import { accessForm } from './case-access.js';
import { archiveForm } from './case-export.js';
import { batches } from './case-letters.js';
import { stepAside } from './case-aside.js';
import { sitDown } from './desk.js';
import { fetchLists } from './office-lists.js';
import { showOpened } from './report-page.js';
import { indexCase } from './search-case.js';
import { keepCases, sendSigned } from './seen-cases.js';
import { get, send } from './server.js';
import { showStanding } from './standing.js';

/** @typedef {import('./server.js').SessionDocument} SessionDocument */

/**
 * @param {{ case: string, report: string }} ids
 * @param {SessionDocument} session
 */
async function open({ case: id, report }, session) {
  await showStanding(session);
  const path = `cases/${id}`;
  const fetched = async () => {
    const documents = await get(`${path}.json`);
    const view = await ask('openCase', { documents, office: session.office, today: today() });
    await keepCases(session);
    return { documents, view };
  };
  const last = /** @type {{ documents: any, view: any }} */ ({});
  await fetchLists();
  /** @type {import('./report-page.js').Page} */
  const page = { path, id, subject: `answer/${report}`, session };
  const work = new CaseWork(page, fetched);
  Object.assign(page, { told: work.told, draft: work.draft });
  const view = await showOpened(page, async () => {
    Object.assign(last, await fetched());
    return last.view;
  });
  if (view === null) return;
  indexCase(session, id, last);
  stepAside(page);
  archiveForm(page, last.view);
  byId('access').hidden = false;
  page.beside = work.beside;
  work.show(last);
  await accessForm(page, last, fetched);
  await showTransfers({ page, fetched, again: () => work.again(), open: (kind, values) => work.form?.open(kind, values) });
  if (!last.view.proved) return;
  await showPassing({ page, fetched, again: () => work.again(), open: () => {} }, last);
  if (last.view.unnamed) await nameOurselves(path, last.documents, session);
  if (last.view.late > 0) await sealLate(path, last.documents);
}

/**
 * What recovery has given us is ours by its registration too, from now on.
 * @param {string} path
 * @param {any} documents
 * @param {SessionDocument} session
 */
async function nameOurselves(path, documents, session) {
  const { member } = session;
  if (!member.roles.includes('leader')) return;
  const form = await ask('changeAccess', { documents, granted: [member.name], unasked: true, today: today() }).catch(() => null);
  if (form === null) return;
  await sendSigned(session, { id: documents.case.id, version: form.version }, 'POST', `${path}/grants`, form).catch(() => {});
}

/**
 * Letters that came sealed to the office are sealed to the case: a colleague without the office's
 * keys can read them then. If it does not work now, it will the next time.
 * @param {string} path
 * @param {any} documents
 */
async function sealLate(path, documents) {
  try {
    const { letters } = await ask('copyLetters', { documents });
    for (const some of batches(letters)) await send('POST', `${path}/letters`, { letters: some });
  } catch {
    // Quietly: what is shown does not depend on it.
  }
}

start({ case: (element) => sitDown((session) => open(/** @type {any} */ (element.dataset), session)) });
