/** The list of cases (案件): the server filters and sorts by codes and days, titles are opened here. */
import { byId, make } from '../components/dom.js';
import { start } from '../components/start.js';
import { text } from '../components/texts.js';
import { ask } from '../components/worker.js';
import { showTitle, tag, titlePlace } from './case-titles.js';
import { keepViews } from './case-views.js';
import { date } from './dates.js';
import { sitDown } from './desk.js';
import { dueName, dueTag } from './due.js';
import { fetchLists, nameOf } from './office-lists.js';
import { showPassed } from './passed-cases.js';
import { keepCases } from './seen-cases.js';
import { get } from './server.js';
import { showStanding } from './standing.js';

/** What may be asked for: codes alone. */
const ASKED = ['stage', 'category', 'handler', 'unit', 'channel', 'due', 'sort'];
const PATH = '/casework/cases';

/**
 * A case's row in the list.
 * @typedef {import('../worker/registration.js').CaseRow & { number: string, lead: string, stage: string, category: string,
 *   way: string, handler: string, unit: string, due: import('./due.js').Deadline | null, objection: boolean }} Row
 */

/** @param {import('./server.js').SessionDocument} session */
async function open(session) {
  await showStanding(session);
  const asked = askedFor();
  prepare(asked);
  keepViews(query(asked), (kept) => location.assign(`${PATH}${kept}`));
  const page = new URLSearchParams(location.search).get('page') ?? '1';
  const [found] = await Promise.all([get(`cases.json${query({ ...asked, page })}`), fetchLists().catch(() => {})]);
  show(found, asked, Number(page));
  await showPassed(session, asked.stage);
  await ask('openCaseHeadings', { rows: found.cases }, showTitle);
  await keepCases(session);
}

/** @returns {Record<string, string>} */
function askedFor() {
  const now = new URLSearchParams(location.search);
  return Object.fromEntries(ASKED.map((name) => [name, now.get(name) ?? '']));
}

/** @param {Record<string, string>} asked */
function query(asked) {
  const pairs = Object.entries(asked).filter(([name, value]) => value !== '' && !(name === 'page' && value === '1'));
  return pairs.length === 0 ? '' : `?${new URLSearchParams(pairs)}`;
}

/** @param {Record<string, string>} asked */
function prepare(asked) {
  for (const name of ASKED) {
    const select = /** @type {HTMLSelectElement} */ (byId(`by-${name}`));
    select.value = asked[name];
    select.addEventListener('change', () => location.assign(`${PATH}${query({ ...asked, [name]: select.value })}`));
  }
}

/**
 * @param {{ cases: Row[], pages: number, total: number }} found
 * @param {Record<string, string>} asked
 * @param {number} page
 */
function show({ cases, pages, total }, asked, page) {
  const isFiltered = ASKED.some((name) => asked[name] !== '');
  byId('total').textContent = text(isFiltered ? 'cases_found' : 'cases_total', { n: total });
  byId('cases').append(...cases.map(row));
  byId('cases').hidden = total === 0;
  byId('none').hidden = total > 0 || !isFiltered;
  byId('no-cases').hidden = total > 0 || isFiltered;
  byId('pager').hidden = pages < 2;
  const at = Math.max(1, Math.min(page, pages));
  byId('where').textContent = text('page', { page: at, pages });
  for (const [id, to] of /** @type {[string, number][]} */ ([['newer', at - 1], ['older', at + 1]])) {
    const link = /** @type {HTMLAnchorElement} */ (byId(id));
    link.hidden = to < 1 || to > pages;
    link.href = `${PATH}${query({ ...asked, page: String(to) })}`;
  }
}

/** @param {Row} found */
function row(found) {
  const { id, stage, due, objection, registered_on: on } = found;
  const facts = [
    found.lead, found.number, text(`stage_${stage}`), ...(found.way === '' ? [] : [nameOf('ways', found.way)]),
    found.category === '' ? '' : nameOf('categories', found.category),
    found.unit === '' ? '' : nameOf('units', found.unit),
    found.handler === '' ? '' : text('handler', { name: found.handler }),
    text('registered_on', { date: date(on) }), found.rekey_due ? text('rekey_due') : '',
  ].filter((one) => one !== '');
  const about = make('span', ...(objection ? [tag(text('objection'), 'objection')] : []), facts.join(' · '));
  const late = due === null ? [] : [dueTag(due)];
  const link = /** @type {HTMLAnchorElement} */ (make('a', titlePlace(id), ...late, about));
  if (due !== null) link.append(make('span', `${dueName(due)} · ${date(due.due_on)}`));
  link.href = `${PATH}/${id}`;
  const item = make('li', link);
  item.id = id;
  return item;
}

start({ cases: () => sitDown(open) });
