/** The titles of cases, put in wherever a case is named, as they are opened. */
import { all, make } from '../components/dom.js';
import { text } from '../components/texts.js';
import { ask } from '../components/worker.js';
import { openingFailure } from './failures.js';
import { get } from './server.js';

const AT_ONCE = 20;
const MARKED = ['surrender', 'past'];

/**
 * Open some cases' titles, each shown as it comes.
 * @param {string[]} ids
 */
export async function fetchTitles(ids) {
  for (let from = 0; from < ids.length; from += AT_ONCE) {
    const { cases } = await get(`cases/rows.json?of=${ids.slice(from, from + AT_ONCE).join(',')}`);
    await ask('openCaseHeadings', { rows: cases }, showTitle);
  }
}

/** @param {import('../worker/reports.js').Heading} heading */
export function showTitle({ id, title, kind, failure }) {
  for (const place of all(document, `[data-title="${id}"]`)) {
    place.textContent = failure ? text(failureOf(failure)) : title || text('untitled');
    place.classList.toggle('unopened', failure !== '');
    if (MARKED.includes(kind)) place.prepend(tag(text(kind)));
  }
}

/** @param {string} failure */
const failureOf = (failure) => (['Swapped', 'CaseForged'].includes(failure) ? 'swapped_row' : openingFailure(failure));

/** Where the title of a case will stand. @param {string} id */
export function titlePlace(id) {
  const found = make('b', text('opening'));
  found.dataset.title = id;
  return found;
}

/** @param {string} words @param {string} [more] */
export function tag(words, more = '') {
  const element = make('i', words);
  element.className = `tag ${more}`.trim();
  return element;
}
