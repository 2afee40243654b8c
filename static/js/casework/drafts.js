/**
 * What is written and not sent yet is kept, sealed to its writer, every twenty seconds and before
 * locking. It stands there again after unlocking, on another page, on another computer.
 */
import { ask } from '../components/worker.js';
import { get, send } from './server.js';

const EVERY = 20000;
const PATIENCE = 3000;

/** @type {{ field: HTMLTextAreaElement, subject: string, kept: string } | null} */
let watched = null;
/** Whether what stood here before could be looked at: else it is not written over. */
let known = false;

/**
 * Keep this field from now on, and put there what was kept before.
 * @param {HTMLTextAreaElement} field
 * @param {string} subject what it is about
 */
export async function keepDraft(field, subject) {
  watched = { field, subject, kept: '' };
  const timer = setInterval(() => { saveDraft().catch(() => {}); }, EVERY);
  // Locking: after it was kept, nothing holds the field and its words any more.
  document.addEventListener('forget', () => {
    clearInterval(timer);
    watched = null;
  });
  document.addEventListener('visibilitychange', () => { if (document.hidden) saveDraft().catch(() => {}); });
  const { sealed } = await get(`drafts/${subject}`);
  const { text = '' } = sealed === null ? {} : await ask('openDraft', { subject, sealed });
  known = true;
  if (watched === null) return;
  watched.kept = text;
  if (text === '' || field.value !== '') return;
  field.value = text;
  field.dispatchEvent(new Event('input'));
}

/** Whether there are words that are not kept yet. */
export const isUnkept = () => watched !== null && watched.field.value !== watched.kept;

/** Keep what is written now. Raises what the worker and the server raise. */
export async function saveDraft() {
  if (watched === null || !isUnkept() || !known) return;
  const { field, subject } = watched;
  const { value } = field;
  if (value.trim() === '') await send('DELETE', `drafts/${subject}`);
  else await send('PUT', `drafts/${subject}`, await ask('sealDraft', { subject, fields: { text: value } }));
  if (watched !== null) watched.kept = value;
  field.dispatchEvent(new Event('kept'));
}

/** It was sent: nothing is left to keep. */
export function dropDraft() {
  if (watched === null) return;
  watched.kept = watched.field.value;
  send('DELETE', `drafts/${watched.subject}`).catch(() => {});
}

/**
 * Keep what is written before the desk is cleared; null if there is nothing to keep. Locking comes
 * first: it waits three seconds for it and no longer.
 * @returns {Promise<unknown> | null}
 */
export function saveInTime() {
  if (!isUnkept()) return null;
  return Promise.race([
    saveDraft().catch(() => {}),
    new Promise((resolve) => { setTimeout(resolve, PATIENCE); }),
  ]);
}
