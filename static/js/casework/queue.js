/** The list of new reports (来件): rows at once, titles as they are opened. */
import { byId, first, make } from '../components/dom.js';
import { start } from '../components/start.js';
import { text } from '../components/texts.js';
import { ask } from '../components/worker.js';
import { upkeep } from './case-upkeep.js';
import { date } from './dates.js';
import { sitDown } from './desk.js';
import { openingFailure } from './failures.js';
import { keepCases } from './seen-cases.js';
import { get } from './server.js';
import { showStanding } from './standing.js';

/**
 * @typedef {import('../worker/reports.js').Row} Row
 * @typedef {import('../worker/reports.js').Heading} Heading
 * @typedef {import('./server.js').SessionDocument} SessionDocument
 */

/** What is marked in the list. */
const MARKED = /** @type {Record<string, string>} */ ({ surrender: 'surrender', past: 'past' });

/** @param {SessionDocument} session */
async function open(session) {
  const current = await showStanding(session);
  if (document.getElementById('reports') !== null) await openReports(current);
  await openCases();
  await keepCases(session);
  await upkeep(session);
}

/** @param {number} current epoch */
async function openReports(current) {
  const list = byId('reports');
  const { page } = asked();
  const { reports, pages, total } = await get(`reports.json?page=${page}`);
  if (total > 0) byId('total').textContent = text('total', { n: total });
  byId('empty').hidden = total > 0;
  list.append(...reports.map((/** @type {Row} */ report) => row(report, current)));
  list.hidden = total === 0;
  showPager('', page, pages);
  await ask('openHeadings', { rows: reports }, showHeading);
}

/** The cases that the member is granted, below the reports that are none yet. */
async function openCases() {
  const { page } = asked('cases');
  const { cases, pages, total } = await get(`cases.json?page=${page}`);
  if (total > 0) byId('total-cases').textContent = text('total_cases', { n: total });
  byId('no-cases').hidden = total > 0;
  byId('cases').append(...cases.map(caseRow));
  byId('cases').hidden = total === 0;
  showPager('-cases', page, pages);
  await ask('openCaseHeadings', { rows: cases }, showHeading);
}

/** Which page of a list the address asks for. */
const asked = (name = 'page') => ({ page: Number(new URLSearchParams(location.search).get(name) ?? 1) });

/** @param {import('../worker/registration.js').CaseRow} found */
function caseRow({ id, registered_on: on, rekey_due: due }) {
  const facts = [text('registered_on', { date: date(on) }), ...(due ? [text('rekey_due')] : [])];
  const link = /** @type {HTMLAnchorElement} */ (make('a', make('b', text('opening')), make('span', facts.join(' · '))));
  link.href = `/casework/cases/${id}`;
  const item = make('li', link);
  item.id = id;
  return item;
}

/**
 * @param {Row} report
 * @param {number} current epoch
 */
function row(report, current) {
  const link = /** @type {HTMLAnchorElement} */ (make('a', make('b', text('opening')), make('small', date(report.received_on)), make('span', ...factsOf(report, current))));
  link.href = `/casework/reports/${report.id}`;
  const item = make('li', link);
  item.id = report.id;
  return item;
}

/**
 * What the server knows of a report. The last letter in a deleted mailbox is its deletion.
 * @param {Row} report
 * @param {number} current epoch
 */
function factsOf({ channel, epoch, mailbox_id: mailbox, mailbox_open: open, answers, messages }, current) {
  const deleted = mailbox !== null && !open;
  return [
    text(channel === 'file' ? 'by_file' : 'by_page'),
    ...(epoch === current ? [] : [text('epoch', { n: epoch })]),
    ...(answers > 0 ? [text('answered', { n: answers })] : []),
    ...(answers === 0 && open ? [text('unanswered')] : []),
    ...(messages > Number(deleted) ? [make('strong', text('written'))] : []),
  ].flatMap((fact, n) => (n === 0 ? [fact] : [' · ', fact]));
}

/** @param {Heading} heading */
function showHeading({ id, title, kind, failure }) {
  const item = byId(id);
  const place = first(item, 'b');
  place.textContent = failure ? text(failureOf(failure)) : title || text('untitled');
  item.classList.toggle('unread', failure !== '');
  if (kind in MARKED) place.prepend(tag(text(MARKED[kind])));
}

/** @param {string} failure */
const failureOf = (failure) => (['Swapped', 'CaseForged'].includes(failure) ? 'swapped_row' : openingFailure(failure));

/** @param {string} words */
function tag(words) {
  const element = make('i', words);
  element.className = 'tag';
  return element;
}

/**
 * @param {'' | '-cases'} list
 * @param {number} page
 * @param {number} pages
 */
function showPager(list, page, pages) {
  byId(`pager${list}`).hidden = pages < 2;
  byId(`where${list}`).textContent = text('page', { page, pages });
  for (const [id, to] of /** @type {[string, number][]} */ ([['newer', page - 1], ['older', page + 1]])) {
    const link = /** @type {HTMLAnchorElement} */ (byId(id + list));
    link.hidden = to < 1 || to > pages;
    link.href = list === '' ? `/casework/?page=${to}` : `/casework/?cases=${to}`;
  }
}

start({ queue: () => sitDown(open) });
