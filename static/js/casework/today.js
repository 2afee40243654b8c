/** Today (今天): numbers and days at once, titles as they are opened. */
import { byId, make } from '../components/dom.js';
import { start } from '../components/start.js';
import { text } from '../components/texts.js';
import { ask } from '../components/worker.js';
import { showTitle, fetchTitles, titlePlace } from './case-titles.js';
import { upkeep } from './case-upkeep.js';
import { date } from './dates.js';
import { sitDown } from './desk.js';
import { dueName, dueTag } from './due.js';
import { keepCases } from './seen-cases.js';
import { get } from './server.js';
import { showStanding } from './standing.js';
import { Deciding } from './today-decide.js';

/** @typedef {Record<string, { stage: string, number: string }>} Cases what is known of each case */

/** @param {import('./server.js').SessionDocument} session */
async function open(session) {
  await showStanding(session);
  const day = await get('today.json');
  if (document.getElementById('new') !== null) showNew(day.new);
  byId('due-total').textContent = text('due_total', day.due);
  fill('due', day.due.deadlines.map((/** @type {any} */ one) => deadlineRow(one, day.cases)));
  byId('letters-total').textContent = text('letters_total', { n: day.letters.total });
  fill('letters', day.letters.letters.map((/** @type {any} */ one) => letterRow(one, day.cases)), 'letters-new');
  if (document.getElementById('drafts') !== null) showDrafts(day);
  byId('tasks-total').textContent = text('tasks_total', { n: day.tasks.length });
  fill('tasks', day.tasks.map((/** @type {any} */ one) => deadlineRow(one, day.cases)));
  new Deciding(session, day.cases).show(day.decide);
  await openTitles(day);
  await keepCases(session);
  await upkeep(session);
}

/** @param {any} day */
async function openTitles(day) {
  await ask('openHeadings', { rows: day.new.reports }, showTitle);
  await fetchTitles(Object.keys(day.cases));
}

/** @param {{ total: number, overdue: number, reports: any[] }} given */
function showNew({ total, overdue, reports }) {
  byId('new-total').textContent = text('new_total', { n: total });
  byId('new-overdue').hidden = overdue === 0;
  byId('new-overdue').textContent = text('total_overdue', { n: overdue });
  byId('new-all').textContent = text('all_new', { n: total });
  byId('new-all').hidden = total === 0;
  fill('new', reports.map((report) => {
    const about = make('span', make('em', report.number), ' · ', text(`channel_${report.channel}`));
    return row(`/casework/reports/${report.id}`, titlePlace(report.id), make('small', date(report.received_on)), about);
  }));
}

/**
 * @param {import('./due.js').Deadline} deadline
 * @param {Cases} cases
 */
const deadlineRow = (deadline, cases) => row(
  `/casework/cases/${deadline.case}`, titlePlace(deadline.case), dueTag(deadline),
  make('span', [dueName(deadline), date(deadline.due_on), ...factsOf(deadline.case, cases)].join(' · ')),
);

/**
 * @param {{ case: string, on: string }} letter
 * @param {Cases} cases
 */
const letterRow = ({ case: id, on }, cases) => row(
  `/casework/cases/${id}`, titlePlace(id), make('small', text('wrote_on', { date: date(on) })),
  make('span', factsOf(id, cases).join(' · ')),
);

/** Answers that colleagues drafted, for who signs them. @param {any} day */
function showDrafts({ drafts: { total, drafts }, cases }) {
  byId('drafts-total').textContent = text('drafts_total', { n: total });
  fill('drafts', drafts.map((/** @type {{ case: string, on: string, author: string }} */ { case: id, on, author: name }) => row(
    `/casework/cases/${id}`, titlePlace(id), make('small', text('asked_by', { name, date: date(on) })),
    make('span', factsOf(id, cases).join(' · ')),
  )));
}

/**
 * @param {string} id
 * @param {Cases} cases
 */
export const factsOf = (id, cases) =>
  (id in cases ? [cases[id].number, text(`stage_${cases[id].stage}`)] : []).filter((one) => one !== '');

/**
 * @param {string} href
 * @param {...Node} parts
 */
function row(href, ...parts) {
  const link = /** @type {HTMLAnchorElement} */ (make('a', ...parts));
  link.href = href;
  return make('li', link);
}

/**
 * @param {string} name
 * @param {Node[]} rows
 * @param {string} [list]
 */
function fill(name, rows, list = name) {
  byId(list).replaceChildren(...rows);
  byId(list).hidden = rows.length === 0;
  byId(`${name}-none`).hidden = rows.length > 0;
}

start({ today: () => sitDown(open) });
