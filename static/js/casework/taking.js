/** Writing down what came by telephone, by letter or in person: sealed here, kept until it is stored. */
import { byId } from '../components/dom.js';
import { clearErrors, showError } from '../components/errors.js';
import { Evidence, Unfinished } from '../components/evidence/index.js';
import { start } from '../components/start.js';
import { language, text } from '../components/texts.js';
import { ask } from '../components/worker.js';
import { today } from '../portal/office.js';
import { Refused } from '../portal/requests.js';
import { allowLeaving } from '../portal/unsent.js';
import { sitDown } from './desk.js';
import { dropDraft, keepDraft } from './drafts.js';
import { send, upload } from './server.js';
import { showStanding } from './standing.js';
import { TakingForm } from './taking-form.js';
import { failureText } from './unlocking.js';
import { guard, watchFiles } from './unsent.js';

/** @typedef {import('./server.js').SessionDocument} SessionDocument */

/** No report has it: there is one such draft for each member. */
const SUBJECT = 'report/00000000-0000-0000-0000-000000000000';

/**
 * What is missing, and where.
 * @param {TakingForm} form
 * @returns {[string, HTMLElement] | null}
 */
function missing(form) {
  const day = form.of('received');
  if (form.of('channel') === '') return [text('no_channel'), byId('channel')];
  if (day === '' || day > today()) return [text('no_day'), byId('received')];
  if (form.named && form.details.name === '') return [text('no_caller'), byId('caller-name')];
  return form.answers.length === 0 ? [text('nothing_said'), byId('said-words')] : null;
}

/**
 * @param {HTMLElement} root
 * @param {SessionDocument} session
 */
async function open(root, { office }) {
  const form = new TakingForm(root);
  const evidence = new Evidence(byId('taking-evidence'), { upload, limits: async () => /** @type {any} */ (office) });
  /** @type {{ key: string, sealed: { id: string } } | null} the same report as long as its contents stay */
  let parcel = null;
  form.addEventListener('input', guard);
  form.addEventListener('kept', guard);
  keepDraft(form, SUBJECT).catch(() => {});
  watchFiles(evidence);

  const store = async () => {
    if (evidence.pending) byId('stored').textContent = text('uploading');
    await evidence.settled();
    byId('stored').textContent = text('storing');
    const taking = {
      channel: form.of('channel'), receivedOn: form.of('received'), named: form.named, details: form.details,
      task: form.task, answers: form.answers, attachments: evidence.list, flow: String(root.dataset.flow), language: language(),
    };
    const key = JSON.stringify(taking);
    if (parcel?.key !== key) parcel = { key, sealed: await ask('takeDown', { ...taking, office, today: today() }) };
    const { id } = await send('POST', 'reports', parcel.sealed);
    dropDraft(form);
    // The one that is asked for there would not come to its end.
    await send('DELETE', `drafts/${SUBJECT}`).catch(() => {});
    evidence.clear();
    allowLeaving();
    location.assign(`/casework/reports/${id}`);
  };

  const button = /** @type {HTMLButtonElement} */ (byId('store'));
  root.addEventListener('submit', async (event) => {
    event.preventDefault();
    if (button.disabled) return;
    clearErrors();
    const lacks = missing(form);
    if (lacks !== null) return showError(...lacks);
    button.disabled = true;
    await store().catch((error) => {
      byId('stored').textContent = '';
      if (error instanceof Refused) parcel = null;
      if (error instanceof Refused && error.message === 'attachment_unknown') evidence.readdress();
      if (error instanceof Unfinished) showError(error.message, error.field);
      else showError(failure(error));
    });
    button.disabled = false;
  });
}

/** @param {Error} error */
function failure(error) {
  if (error.name === 'TooLong') return text('taking_too_long');
  return error.name === 'OfficeUnproved' ? text('no_statement') : failureText(error);
}

start({ taking: (root) => sitDown(async (session) => {
  await showStanding(session);
  await open(root, session);
}) });
