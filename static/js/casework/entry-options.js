/** What may be chosen in an entry: codes, people, earlier entries, other cases. */
import { day, text } from '../components/texts.js';
import { ask } from '../components/worker.js';
import { linesOf } from './case-entries-view.js';
import { FORMS } from './kinds.js';
import { listItems, nameOf } from './office-lists.js';
import { get } from './server.js';

/**
 * @typedef {import('./entry-fields.js').Option} Option
 * @typedef {{ documents: any, view: import('../worker/cases.js').CaseView }} Fetched
 */

const WORDS = 40;

/**
 * @param {import('./kinds.js').Field} field
 * @param {Fetched} now
 * @returns {Option[]}
 */
export function optionsOf(field, { documents, view }) {
  const { type, id, list, options = [], of = [] } = field;
  if (type === 'people' || type === 'person') {
    return documents.access.map((/** @type {any} */ one) => ({ id: one.name, label: one.display_name }));
  }
  if (type === 'helper') return view.helpers.map(({ name, shownName }) => ({ id: name, label: shownName }));
  if (type === 'entry') return view.entries.filter((entry) => of.includes(entry.kind) && counts(entry)).map(entryOption);
  if (type === 'case') return documents.others ?? [];
  if (list !== undefined) return listItems(list);
  return options.map((code) => ({ id: code, label: text(`${id}_${code}`) }));
}

/**
 * Whether the case has what an entry of this kind is about: a reply needs the question, for instance.
 * @param {string} kind
 * @param {Fetched} now
 */
export const isAbout = (kind, now) =>
  FORMS[kind].fields.every((field) => field.type !== 'entry' || optionsOf(field, now).length > 0);

/** @param {import('../worker/case-entries.js').Entry} entry */
const counts = ({ state, trouble }) => trouble === '' && (state === '' || state === 'approved');

/** @param {import('../worker/case-entries.js').Entry} entry @returns {Option} */
export function entryOption(entry) {
  const words = linesOf(entry, nameOf).map(([, value]) => value).join(' ').slice(0, WORDS);
  return { id: entry.id, label: text('entry_option', { n: entry.seq, on: day(entry.writtenAt.slice(0, 10)), words }) };
}

/**
 * The newest other cases that may be opened, by title.
 * @param {string} own
 * @returns {Promise<Option[]>}
 */
export async function otherCases(own) {
  const { cases } = await get('cases.json');
  const rows = cases.filter((/** @type {{ id: string }} */ { id }) => id !== own);
  const options = /** @type {Option[]} */ ([]);
  await ask('openCaseHeadings', { rows }, (/** @type {import('../worker/reports.js').Heading} */ { id, title, failure }) => {
    const lead = rows.find((/** @type {{ id: string }} */ one) => one.id === id)?.lead ?? '';
    if (failure === '') options.push({ id, label: [lead, title].filter(Boolean).join(' ') });
  });
  return options;
}
