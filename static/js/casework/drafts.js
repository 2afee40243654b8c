/**
 * What is written and not sent yet is kept, sealed to its writer, every twenty seconds and before
 * locking. It stands there again after unlocking, on another page, on another computer.
 */
import { ask } from '../components/worker.js';
import { get, send } from './server.js';

const EVERY = 20000;
const PATIENCE = 3000;

/**
 * @typedef {{ value: string } & EventTarget} Field
 * @typedef {{ field: Field, subject: string, kept: string, known: boolean }} Watched
 *   known: whether what stood here before could be looked at; else it is not written over
 */

/** @type {Watched[]} */
let watched = [];
let isKeeping = false;

/** Keep all fields from now on, until the desk is locked. */
function keepOn() {
  if (isKeeping) return;
  isKeeping = true;
  const save = () => { saveDraft().catch(() => {}); };
  const timer = setInterval(save, EVERY);
  // Locking: after it was kept, nothing holds the field and its words any more.
  document.addEventListener('forget', () => {
    clearInterval(timer);
    watched = [];
  });
  document.addEventListener('visibilitychange', () => { if (document.hidden) save(); });
}

/**
 * Keep this field from now on, and put there what was kept before.
 * @param {Field} field
 * @param {string} subject what it is about
 */
export async function keepDraft(field, subject) {
  const own = { field, subject, kept: '', known: false };
  watched.push(own);
  keepOn();
  const { sealed } = await get(`drafts/${subject}`);
  const { text = '' } = sealed === null ? {} : await ask('openDraft', { subject, sealed });
  own.known = true;
  own.kept = text;
  if (text === '' || field.value !== '' || !watched.includes(own)) return;
  field.value = text;
  field.dispatchEvent(new Event('input'));
}

/** @param {Watched} one */
const isBehind = ({ field, kept }) => field.value !== kept;

/** Whether there are words that are not kept yet. */
export const isUnkept = () => watched.some(isBehind);

/** Keep what is written now. Raises what the worker and the server raise. */
export async function saveDraft() {
  for (const one of watched.filter((each) => each.known && isBehind(each))) {
    const { field, subject } = one;
    const { value } = field;
    if (value.trim() === '') await send('DELETE', `drafts/${subject}`);
    else await send('PUT', `drafts/${subject}`, await ask('sealDraft', { subject, fields: { text: value } }));
    one.kept = value;
    field.dispatchEvent(new Event('kept'));
  }
}

/**
 * It was sent: nothing is left to keep.
 * @param {Field} field
 */
export function dropDraft(field) {
  for (const one of watched.filter((each) => each.field === field)) {
    one.kept = field.value;
    send('DELETE', `drafts/${one.subject}`).catch(() => {});
  }
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
