/** The page of blank papers: choose one, print it, or take it along as a Word file. */
import { byId, make } from '../components/dom.js';
import { clearErrors, showError } from '../components/errors.js';
import { start } from '../components/start.js';
import { language, text } from '../components/texts.js';
import { sitDown } from '../casework/desk.js';
import { showStanding } from '../casework/standing.js';
import { fillPaper, listPapers, save, wordOf } from './paperwork.js';
import { showPaper } from './print.js';

/** @type {() => import('./fields.js').Language} */
const spoken = () => (language() === 'en' ? 'en' : 'zh');
const which = () => /** @type {HTMLSelectElement} */ (byId('which'));
const buttons = () => /** @type {HTMLButtonElement[]} */ ([byId('print'), byId('word')]);
/** @type {import('./fill.js').Model | null} */
let model = null;

/**
 * @param {import('../casework/server.js').SessionDocument} session
 * @param {string} office
 */
async function open(session, office) {
  await showStanding(session);
  await tried(async () => {
    const papers = await listPapers(spoken());
    which().replaceChildren(...papers.map(({ id, title }) => Object.assign(make('option', title), { value: id })));
    await choose(office);
  });
  which().addEventListener('change', () => tried(() => choose(office)));
  byId('choosing').addEventListener('submit', (event) => event.preventDefault());
  byId('print').addEventListener('click', () => window.print());
  byId('word').addEventListener('click', () => tried(takeWord));
}

/** @param {string} office */
async function choose(office) {
  model = await fillPaper(which().value, { office }, spoken());
  // What was chosen last is shown, whichever came last.
  if (model.id !== which().value) return;
  showPaper(byId('paper'), model, null);
  byId('told').textContent = text('paper_shown', { title: model.title });
  for (const button of buttons()) button.disabled = false;
}

async function takeWord() {
  if (model === null) return;
  save(await wordOf(model, null), model, 'docx');
  byId('told').textContent = text('paper_saved', { title: model.title });
}

/** @param {() => Promise<unknown>} act */
async function tried(act) {
  clearErrors();
  try {
    await act();
  } catch {
    showError(text('paper_failed'));
  }
}

start({ papers: (element) => sitDown((session) => open(session, element.dataset.office ?? '')) });
