/** Handing cases over (交接): what one member may open is sealed to another, some at a time. */
import { byId, make } from '../components/dom.js';
import { clearErrors, showError } from '../components/errors.js';
import { start } from '../components/start.js';
import { text } from '../components/texts.js';
import { ask } from '../components/worker.js';
import { today } from '../portal/office.js';
import { caseFailure } from './case-failures.js';
import { sitDown } from './desk.js';
import { remember } from './seen-cases.js';
import { get, send } from './server.js';
import { showStanding } from './standing.js';

/** A case that is not what was registered, or from which the colleague is recused, is left. */
const LEFT = ['CaseForged', 'CaseUnproved', 'MemberRecused'];

/** @param {import('./server.js').SessionDocument} session */
async function open(session) {
  await showStanding(session);
  await ask('colleagues', { today: today() }).then(fillIn, (error) => showError(caseFailure(error)));
  const button = /** @type {HTMLButtonElement} */ (byId('hand'));
  byId('handover').addEventListener('submit', async (event) => {
    event.preventDefault();
    if (button.disabled) return;
    clearErrors();
    button.disabled = true;
    try {
      await handOver(session, chosen('from'), chosen('to'));
    } catch (error) {
      showError(caseFailure(error));
    }
    button.disabled = false;
  });
}

/** @param {import('./case-people.js').Person[]} people whom the roster names, as it names them */
function fillIn(people) {
  for (const id of ['from', 'to']) {
    byId(id).append(...people.map(({ name, shownName }) => Object.assign(make('option', text('called', { called: shownName, name })), { value: name })));
  }
}

/** @param {string} id */
const chosen = (id) => /** @type {HTMLSelectElement} */ (byId(id)).value;

/**
 * @param {import('./server.js').SessionDocument} session
 * @param {string} from
 * @param {string} to
 */
async function handOver(session, from, to) {
  if (from === '') return showError(text('nobody_from'), byId('from'));
  if (to === '') return showError(text('nobody_to'), byId('to'));
  if (from === to) return showError(text('same_person'), byId('to'));
  let handed = 0;
  for (;;) {
    const left = await get(`cases/handover.json?from=${from}&to=${to}`);
    byId('told').textContent = text('handing', { handed, left: left.total });
    const cases = await sealedTo(to, left.cases);
    if (cases.length === 0) return showEnd(handed, left);
    await send('POST', 'cases/handover', { from, to, cases });
    await remember(session, cases.map(({ case: id, version }) => ({ id, version })));
    handed += cases.length;
  }
}

/**
 * Each case's secret for a colleague. One that does not open is left; the end tells how many.
 * @param {string} to
 * @param {import('../worker/registration.js').CaseRow[]} rows
 */
async function sealedTo(to, rows) {
  const cases = [];
  for (const row of rows) {
    try {
      const documents = { case: row, access: [], recused: [] };
      const { version, sealed: registration, grants: [{ sealed }] } = await ask('changeAccess', { documents, granted: [to], today: today() });
      cases.push({ case: row.id, version, registration, sealed });
    } catch (error) {
      if (!LEFT.includes(/** @type {Error} */ (error).name)) throw error;
    }
  }
  return cases;
}

/**
 * @param {number} handed
 * @param {{ total: number, kept: number, closed: number }} left
 */
function showEnd(handed, { total, kept, closed }) {
  byId('told').textContent = [
    text('handed', { n: handed }),
    ...(total > 0 ? [text('not_opened', { n: total })] : []),
    ...(kept > 0 ? [text('kept_back', { n: kept })] : []),
    ...(closed > 0 ? [text('closed_to_us', { n: closed })] : []),
  ].join(' ');
}

start({ handover: () => sitDown(open) });
