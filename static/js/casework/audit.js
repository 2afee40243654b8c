/** The auditor's page (审计): who did what and when; whether the chain is whole is computed here. */
import { byId, first, make } from '../components/dom.js';
import { start } from '../components/start.js';
import { text } from '../components/texts.js';
import { ask } from '../components/worker.js';
import { checkChain } from './audit-chain.js';
import { offerExports } from './audit-export.js';
import { cellsOf } from './audit-row.js';
import { sitDown } from './desk.js';
import { get } from './server.js';
import { showStanding } from './standing.js';

/** @typedef {import('../worker/audit.js').Entry} Entry */
/** @typedef {{ entries: Entry[], pages: number, total: number }} Acts */

const FILTERS = ['member', 'act', 'from_on', 'until_on'];
let page = 1;
/** @type {Entry[]} */
let shown = [];
let checked = false;

/** @param {import('./server.js').SessionDocument} session */
async function open(session) {
  await showStanding(session);
  first(document, '#filter').addEventListener('submit', (event) => {
    event.preventDefault();
    turnTo(1);
  });
  byId('newer').addEventListener('click', () => turnTo(page - 1));
  byId('older').addEventListener('click', () => turnTo(page + 1));
  offerExports(fetchActs, showRows, () => turnTo(page));
  await turnTo(1);
  checked = await checkChain();
  return markStrangers();
}

/** @param {number} wanted */
async function turnTo(wanted) {
  const { entries, pages, total } = await fetchActs(wanted);
  page = wanted;
  byId('total').textContent = total > 0 ? text('total', { n: total }) : text('no_acts');
  byId('pager').hidden = pages < 2;
  byId('where').textContent = text('page', { page, pages });
  byId('newer').hidden = page <= 1;
  byId('older').hidden = page >= pages;
  return showRows(entries);
}

/**
 * A page of the acts that are asked for.
 * @param {number} wanted
 * @returns {Promise<Acts>}
 */
function fetchActs(wanted) {
  const asked = FILTERS.map((id) => [id, /** @type {HTMLInputElement} */ (byId(id)).value]);
  return get(`audit/acts.json?${new URLSearchParams([['page', String(wanted)], ...asked])}`);
}

/** @param {Entry[]} entries */
function showRows(entries) {
  shown = entries;
  byId('acts').hidden = entries.length === 0;
  first(byId('acts'), 'tbody').replaceChildren(...entries.map(row));
  return markStrangers();
}

/** @param {Entry} entry */
function row(entry) {
  const element = make('tr', ...cellsOf(entry).map((cell) => make('td', cell)));
  element.id = `entry-${entry.seq}`;
  return element;
}

/** Rows that are not those of the chain that was checked are not believed. */
async function markStrangers() {
  const strangers = checked ? await ask('strangers', { entries: shown }) : [];
  byId('strangers').hidden = strangers.length === 0;
  byId('strangers').textContent = text('strangers', { n: strangers.length });
  for (const seq of strangers) byId(`entry-${seq}`).classList.add('stranger');
}

start({ audit: () => sitDown(open) });
