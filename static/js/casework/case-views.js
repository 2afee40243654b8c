/** Filters of the list that a member has named: kept as a draft, sealed to themselves; codes only. */
import { byId, make } from '../components/dom.js';
import { clearErrors, showError } from '../components/errors.js';
import { text } from '../components/texts.js';
import { ask } from '../components/worker.js';
import { get, send } from './server.js';
import { failureText } from './unlocking.js';

const SUBJECT = 'view/00000000-0000-0000-0000-000000000000';
const MOST = 20;
/** What a filter may look like, wherever it was kept. */
const FIT = /^(\?[A-Za-z0-9_=&.-]*)?$/;

/** @typedef {Record<string, string>} Views query by name */

/** @returns {Promise<Views>} */
async function fetchViews() {
  const { sealed } = await get(`drafts/${SUBJECT}`);
  const { text: kept = '{}' } = sealed === null ? {} : await ask('openDraft', { subject: SUBJECT, sealed });
  const views = Object.entries(Object(JSON.parse(kept)));
  return Object.fromEntries(views.filter(([, query]) => typeof query === 'string' && FIT.test(query)));
}

/** @param {Views} views */
async function store(views) {
  if (Object.keys(views).length === 0) return send('DELETE', `drafts/${SUBJECT}`);
  return send('PUT', `drafts/${SUBJECT}`, await ask('sealDraft', { subject: SUBJECT, fields: { text: JSON.stringify(views) } }));
}

/**
 * @param {string} query what is asked for now
 * @param {(query: string) => void} go
 */
export function keepViews(query, go) {
  const select = /** @type {HTMLSelectElement} */ (byId('view'));
  const name = /** @type {HTMLInputElement} */ (byId('view-name'));
  let views = /** @type {Views} */ ({});
  const show = (/** @type {Views} */ found) => {
    views = found;
    const empty = Object.assign(make('option', text('view_none')), { value: '' });
    select.replaceChildren(empty, ...Object.keys(found).sort().map((one) => Object.assign(make('option', one), { value: one })));
    select.value = Object.keys(found).find((one) => found[one] === query) ?? '';
  };
  show(views);
  const known = fetchViews().then(show);
  known.catch(() => {});
  select.addEventListener('change', () => { if (select.value in views) go(views[select.value]); });
  onClick('view-keep', async () => {
    const called = name.value.trim();
    await known;
    if (called === '') return showError(text('view_unnamed'), name);
    if (!(called in views) && Object.keys(views).length >= MOST) return showError(text('views_full'), name);
    const next = { ...views, [called]: query };
    await store(next);
    show(next);
    name.value = '';
    return told(text('view_kept', { name: called }));
  });
  onClick('view-drop', async () => {
    const called = select.value;
    if (called === '') return showError(text('view_unchosen'), select);
    const next = Object.fromEntries(Object.entries(views).filter(([one]) => one !== called));
    await store(next);
    show(next);
    return told(text('view_dropped', { name: called }));
  });
}

/** @param {string} words */
const told = (words) => { byId('view-told').textContent = words; };

/**
 * @param {string} id
 * @param {() => Promise<unknown>} act
 */
function onClick(id, act) {
  byId(id).addEventListener('click', async () => {
    clearErrors();
    await act().catch((error) => showError(failureText(error)));
  });
}
