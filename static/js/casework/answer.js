/** Writing an answer: signed and sealed here, sent once, kept until it has arrived. */
import { byId } from '../components/dom.js';
import { clearErrors, showError } from '../components/errors.js';
import { Evidence, Unfinished } from '../components/evidence/index.js';
import { text } from '../components/texts.js';
import { ask } from '../components/worker.js';
import { today } from '../portal/office.js';
import { Refused } from '../portal/requests.js';
import { dropDraft, keepDraft } from './drafts.js';
import { send, upload } from './server.js';
import { StateForm } from './state-form.js';
import { failureText } from './unlocking.js';
import { guard, unsent, watchFiles } from './unsent.js';

/**
 * @typedef {{ text: string, state: import('../worker/contents.js').State | null }} Words
 * @typedef {{ offer: (states: string[]) => void, take: (words: Words, draft: string) => void }} Answering
 *   offer: which states may be chosen from now on; take: puts words of others below what is written
 */

/**
 * @param {import('./report-page.js').Page} page
 * @param {() => Promise<string>} reload draws the conversation anew; tells why it is closed, if it is
 * @returns {Answering}
 */
export function answerForm({ path, id, subject, session: { office }, told, draft }, reload) {
  const field = /** @type {HTMLTextAreaElement} */ (byId('words-to-send'));
  const button = /** @type {HTMLButtonElement} */ (byId('send'));
  const stateForm = new StateForm();
  const limits = async () => /** @type {import('../components/evidence/index.js').Limits} */ (office);
  const evidence = new Evidence(byId('answer-evidence'), { upload, limits });
  /** @type {{ key: string, sealed: object } | null} the same answer as long as its contents stay */
  let parcel = null;
  let taken = '';

  field.addEventListener('input', guard);
  field.addEventListener('kept', guard);
  keepDraft(field, subject).then(showUnsent, () => {});
  watchFiles(evidence);

  const deliver = async () => {
    if (evidence.pending) byId('sent').textContent = text('uploading');
    await evidence.settled();
    const content = { text: field.value.trim(), state: stateForm.state, attachments: evidence.list };
    const key = JSON.stringify(content);
    if (parcel?.key !== key) parcel = { key, sealed: await ask('sealAnswer', { id, ...content, today: today() }) };
    await send('POST', `${path}/answers`, parcel.sealed);
    parcel = null;
    const from = taken;
    clear();
    await reload();
    byId('sent').textContent = text('sent');
    await told?.(content.state?.id ?? '', from);
  };

  const clear = () => {
    field.value = taken = '';
    dropDraft(field);
    stateForm.clear();
    evidence.clear();
    guard();
  };

  const hand = async () => {
    await draft?.({ text: field.value.trim(), state: stateForm.state });
    clear();
    byId('sent').textContent = text('drafted');
  };

  byId('answer').addEventListener('submit', async (event) => {
    event.preventDefault();
    if (button.disabled) return;
    clearErrors();
    if (field.value.trim() === '') return showError(text('no_words'), field);
    if (stateForm.missing) return showError(stateForm.missing.message, stateForm.missing.field);
    byId('sent').textContent = '';
    button.disabled = true;
    try {
      await (byId('answer').dataset.mode === 'draft' ? hand() : deliver());
    } catch (error) {
      byId('sent').textContent = '';
      if (error instanceof Unfinished) return showError(error.message, error.field);
      if (error instanceof Refused) parcel = null;
      if (error instanceof Refused && error.message === 'attachment_unknown') evidence.readdress();
      showError(await afterFailure(error, reload), field);
    } finally {
      button.disabled = false;
    }
    return undefined;
  });

  return {
    offer: (states) => stateForm.offer(states),
    take: ({ text: words, state }, from) => {
      field.value = [field.value.trim(), words].filter((one) => one !== '').join('\n\n');
      if (state !== null) stateForm.fill(state);
      taken = from;
      guard();
      field.focus();
    },
  };
}

/** Words that were kept stand there also if no answer can be sent any more: to be copied. */
function showUnsent() {
  if (unsent()) byId('answer').hidden = byId('talk').hidden = false;
}

/**
 * Somebody else answered first, or the mailbox is gone: show what there is now; the words stay in
 * the field. Gives what to tell.
 * @param {unknown} error
 * @param {() => Promise<string>} reload
 */
async function afterFailure(error, reload) {
  const closed = error instanceof Refused ? await reload().catch(() => '') : '';
  if (closed === 'deleted') return text('just_deleted');
  const { name } = /** @type {Error} */ (error);
  return name === 'TooLong' ? text('too_long') : failureText(error);
}
