/** Exporting a case: one archive, sealed to whom the exporting person names. */
import { openAttachment } from '../components/attachments.js';
import { byId } from '../components/dom.js';
import { clearErrors, showError } from '../components/errors.js';
import { sizeOf } from '../components/sizes.js';
import { text } from '../components/texts.js';
import { ask } from '../components/worker.js';
import { today } from '../portal/office.js';
import { caseFailure } from './case-failures.js';
import { filesIn, wordsOf } from './export-words.js';
import { partsOf, send } from './server.js';

/**
 * @typedef {import('../worker/cases.js').CaseView} CaseView
 * @typedef {import('../worker/contents.js').Received} Received
 * @typedef {import('./report-page.js').Page} Page
 */

const LARGE = 500e6;
const MOST = 2 * 1024 ** 3;
/** What came is not the file that was sent: the archive says so and holds the rest. */
const NOT_WHOLE = ['PayloadInvalid', 'NoMatch', 'HeaderInvalid'];

/**
 * @param {Page} page
 * @param {CaseView} view
 */
export function archiveForm(page, view) {
  const files = filesIn(view);
  const size = files.reduce((sum, one) => sum + one.size, 0);
  const button = /** @type {HTMLButtonElement} */ (byId('archive-it'));
  byId('archive-size').textContent = files.length === 0 ? text('archive_no_files') : text('archive_size', { n: files.length, size: sizeOf(size) });
  byId('archive-large').textContent = text(size > MOST ? 'archive_too_large' : 'archive_large');
  byId('archive-large').hidden = size <= LARGE;
  button.disabled = size > MOST;
  byId('export').hidden = false;
  button.addEventListener('click', async () => {
    button.disabled = true;
    clearErrors();
    await exported(page).catch(failed);
    button.disabled = false;
  });
}

/** @param {Error} error */
function failed(error) {
  byId('archive-told').textContent = '';
  if (error.name === 'ArchiveTooLarge') return showError(text('archive_too_large'));
  if (error.name !== 'RecipientInvalid') return showError(caseFailure(error));
  const field = /** @type {HTMLTextAreaElement} */ (byId('archive-recipient'));
  const isSecret = /AGE-SECRET-KEY-/i.test(field.value);
  if (isSecret) field.value = '';
  showError(text(isSecret ? 'archive_secret' : 'archive_recipient'), field);
}

/**
 * The act is recorded before anything is made.
 * @param {Page} page
 */
async function exported({ path, id, session }) {
  const field = /** @type {HTMLTextAreaElement} */ (byId('archive-recipient'));
  const recipient = field.value.replace(/\s/g, '');
  const digest = await ask('checkRecipient', { recipient });
  const documents = await send('POST', `${path}/export`, { recipient: digest });
  const { office, earlier, roster } = session;
  /** @type {CaseView} */
  const view = await ask('openCase', { documents, office, today: today() });
  await ask('beginArchive', { documents, proofs: { office, earlier, roster }, recipient, madeAt: new Date().toISOString() });
  const lost = await add(path, filesIn(view));
  tell('archive_closing');
  const sealed = await ask('endArchive', { words: wordsOf(view, documents, session.member.display_name) });
  save(sealed, `case-${id.slice(0, 8)}.age`);
  if (lost > 0) tell('archive_lost', { n: lost });
  else tell('archive_done');
}

/**
 * Attachments are fetched, proved and handed over one after the other; gives how many are not whole.
 * @param {string} path
 * @param {Received[]} files
 */
async function add(path, files) {
  const fetchPart = partsOf(path);
  let lost = 0;
  for (const [n, attachment] of files.entries()) {
    tell('archive_fetching', { n: n + 1, total: files.length });
    const { id, parts } = attachment;
    const file = await openAttachment({ attachment, parts, fetchPart: (part) => fetchPart(id, part) }).catch((error) => {
      if (NOT_WHOLE.includes(error.name) || error.message === 'upload_unknown') return null;
      throw error;
    });
    if (file === null) lost += 1;
    await ask('addToArchive', { attachment, file });
  }
  return lost;
}

/**
 * @param {string} key
 * @param {Record<string, string | number>} [values]
 */
function tell(key, values) {
  byId('archive-told').textContent = text(key, values);
}

/**
 * @param {Blob} sealed
 * @param {string} name
 */
function save(sealed, name) {
  const link = /** @type {HTMLAnchorElement} */ (byId('archive-save'));
  if (link.href !== '') URL.revokeObjectURL(link.href);
  link.href = URL.createObjectURL(sealed);
  link.download = name;
  byId('archive-again').hidden = false;
  link.click();
}
