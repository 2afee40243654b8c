/** What a member declares of themselves (申报): kinds, names and words, sealed here. */
import { byId, make } from '../components/dom.js';
import { clearErrors, showError } from '../components/errors.js';
import { start } from '../components/start.js';
import { text } from '../components/texts.js';
import { ask } from '../components/worker.js';
import { today } from '../portal/office.js';
import { allowLeaving, askBeforeLeaving } from '../portal/unsent.js';
import { caseFailure } from './case-failures.js';
import { sitDown } from './desk.js';
import { get, send } from './server.js';
import { showStanding } from './standing.js';

/** @typedef {import('../worker/declarations.js').Entry} Entry */

const KINDS = /** @type {Record<Entry['kind'], string>} */ ({
  relative: 'kind_relative', interest: 'kind_interest', former_department: 'kind_former',
});
/** @type {{ item: HTMLElement, read: () => Entry }[]} */
let rows = [];

/** @param {import('./server.js').SessionDocument} session */
async function open(session) {
  await showStanding(session);
  const { own } = await get('declarations.json');
  const entries = own === null ? [] : await declared(own);
  for (const entry of entries) add(entry);
  if (entries.length === 0) add();
  byId('more').addEventListener('click', () => add().focus());
  byId('declare').addEventListener('submit', (event) => {
    event.preventDefault();
    keep();
  });
}

/**
 * What was declared before. With keys of before it does not open for us any more, only for keyholders.
 * @param {string} own
 * @returns {Promise<Entry[]>}
 */
async function declared(own) {
  try {
    return (await ask('openOwnDeclaration', { sealed: own, today: today() })).entries;
  } catch (error) {
    if (/** @type {Error} */ (error).name !== 'NoMatch') throw error;
    showError(text('before_keys'));
    return [];
  }
}

/** @param {Entry} [entry] */
function add(entry = { kind: 'relative', names: '', words: '' }) {
  const kinds = Object.entries(KINDS).map(([value, key]) => Object.assign(make('option', text(key)), { value, selected: value === entry.kind }));
  const kind = /** @type {HTMLSelectElement} */ (make('select', ...kinds));
  const names = input(entry.names);
  const words = input(entry.words);
  const away = make('button', text('remove'));
  away.className = 'plain';
  /** @type {HTMLButtonElement} */ (away).type = 'button';
  const item = make('li', labelled('kind', kind), labelled('names', names), labelled('words', words), away);
  const row = { item, read: () => ({ kind: /** @type {Entry['kind']} */ (kind.value), names: names.value.trim(), words: words.value.trim() }) };
  away.addEventListener('click', () => {
    item.remove();
    byId('more').focus();
    rows = rows.filter((one) => one !== row);
    askBeforeLeaving();
  });
  item.addEventListener('input', askBeforeLeaving);
  rows.push(row);
  byId('entries').append(item);
  return kind;
}

/** @param {string} value */
function input(value) {
  const field = /** @type {HTMLInputElement} */ (make('input'));
  return Object.assign(field, { type: 'text', maxLength: 200, autocomplete: 'off', spellcheck: false, value });
}

/**
 * @param {string} key
 * @param {HTMLElement} field
 */
const labelled = (key, field) => make('label', text(key), field);

async function keep() {
  const button = /** @type {HTMLButtonElement} */ (byId('declare-it'));
  if (button.disabled) return;
  clearErrors();
  byId('told').textContent = '';
  button.disabled = true;
  try {
    const entries = rows.map(({ read }) => read()).filter(({ names, words }) => names !== '' || words !== '');
    await send('PUT', 'declarations', await ask('sealDeclaration', { entries, today: today() }));
    allowLeaving();
    byId('told').textContent = text('declared');
  } catch (error) {
    showError(caseFailure(error));
  }
  button.disabled = false;
}

start({ declarations: () => sitDown(open) });
