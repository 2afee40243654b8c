/** The list of new reports (来件): rows at once, titles as they are opened. */
import { byId, first, make } from '../components/dom.js';
import { start } from '../components/start.js';
import { text } from '../components/texts.js';
import { ask } from '../components/worker.js';
import { upkeep } from './case-upkeep.js';
import { date } from './dates.js';
import { sitDown } from './desk.js';
import { openingFailure } from './failures.js';
import { choose, query, showCounts, showKind } from './queue-filters.js';
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
  await keepCases(session);
  await upkeep(session);
}

/** @param {number} current epoch */
async function openReports(current) {
  const list = byId('reports');
  const { page } = asked();
  const answer = await get(`reports.json${query({ page })}`);
  const { reports, pages, total } = answer;
  showCounts(answer);
  byId('empty').hidden = total > 0;
  list.append(...reports.map((/** @type {Row} */ report) => row(report, current)));
  list.hidden = total === 0;
  showPager(page, pages);
  await ask('openHeadings', { rows: reports }, showHeading);
  choose(() => showKind(list));
}

/** Which page the address asks for. */
const asked = () => ({ page: Number(new URLSearchParams(location.search).get('page') ?? 1) });

/**
 * @param {Row} report
 * @param {number} current epoch
 */
function row(report, current) {
  const number = make('em', report.number);
  const link = /** @type {HTMLAnchorElement} */ (make(
    'a', make('b', text('opening')), make('small', date(report.received_on)), make('span', number, ' · ', ...factsOf(report, current)), dueOf(report.due),
  ));
  link.href = `/casework/reports/${report.id}`;
  const item = make('li', link);
  item.id = report.id;
  return item;
}

/**
 * By when it is answered, and by when it is passed up if it belongs there.
 * @param {Row['due']} due
 */
function dueOf({ left, up_left: up, provisional }) {
  const told = left < 0 ? text('overdue', { n: -left }) : left === 0 ? text('due_today') : text('left', { n: left });
  const above = up < 0 ? [] : [up === 0 ? text('up_today') : text('up_left', { n: up })];
  const element = make('span', [told, ...above, ...(provisional ? [text('provisional')] : [])].join(' · '));
  element.classList.toggle('overdue', left < 0);
  return element;
}

/**
 * What the server knows of a report. The last letter in a deleted mailbox is its deletion.
 * @param {Row} report
 * @param {number} current epoch
 */
function factsOf({ channel, epoch, mailbox_id: mailbox, mailbox_open: open, answers, messages }, current) {
  const deleted = mailbox !== null && !open;
  return [
    text(`channel_${channel}`),
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
  item.dataset.kind = kind;
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
 * @param {number} page
 * @param {number} pages
 */
function showPager(page, pages) {
  byId('pager').hidden = pages < 2;
  byId('where').textContent = text('page', { page, pages });
  for (const [id, to] of /** @type {[string, number][]} */ ([['newer', page - 1], ['older', page + 1]])) {
    const link = /** @type {HTMLAnchorElement} */ (byId(id));
    link.hidden = to < 1 || to > pages;
    link.href = `/casework/${query({ page: to })}`;
  }
}

start({ queue: () => sitDown(open) });
