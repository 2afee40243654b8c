/** What people read in the archive of a case, in the page's language. */
import { day, language, month, text } from '../components/texts.js';
import { linesOf } from './case-entries-view.js';
import { nameOf } from './office-lists.js';

/**
 * @typedef {import('../worker/cases.js').CaseView} CaseView
 * @typedef {import('../worker/archive-page.js').Section} Section
 * @typedef {import('../worker/reports.js').Line} Line
 */

/**
 * The attachments of a case in the order in which they came, each once.
 * @param {CaseView} view
 */
export function filesIn({ attachments, letters, entries }) {
  const every = [attachments, ...[...letters, ...entries].map((one) => one.attachments)].flat();
  return every.filter(({ id }, n) => every.findIndex((one) => one.id === id) === n);
}

/**
 * @param {CaseView} view
 * @param {any} documents
 * @param {string} by
 * @returns {import('../worker/archive-page.js').Words}
 */
export function wordsOf(view, documents, by) {
  return {
    language: language(),
    title: `${text('archive_title', { lead: documents.case.lead })} ${view.title}`.trim(),
    intro: text('archive_intro', { on: moment(new Date().toISOString()), by }),
    lost: text('archive_not_in'),
    sections: [report(view, documents.case), ...view.letters.map(letter), ...view.entries.map(entry), access(documents)],
  };
}

/** @param {{ id: string }[]} files */
const ids = (files) => files.map(({ id }) => id);

/** @param {Line} line */
const said = ({ choices, text: words }) => [...choices.map((choice) => choice.text), words].filter((one) => one !== '').join('\n');

/**
 * @param {CaseView} view
 * @param {{ received_on: string, registered_on: string }} row
 * @returns {Section}
 */
function report(view, { received_on: received, registered_on: registered }) {
  const lines = view.said.flatMap((one) => (one.items.length === 0 ? [one] : one.items.flat()))
    .map((one) => /** @type {[string, string]} */ ([one.question, said(one)]));
  return {
    heading: text('archive_report'),
    note: text('archive_received', { received: day(received), registered: day(registered) }),
    lines: view.plain === '' ? lines : [['', view.plain]],
    files: ids(view.attachments),
  };
}

/**
 * @param {import('../worker/letters.js').Letter} one
 * @returns {Section}
 */
function letter({ from, type, seq: n, purpose, answer, on, text: words, state, rating, attachments }) {
  const rated = purpose === 'rating' ? 'rated' : purpose === 'objection' ? 'objected' : 'from_reporter';
  const heading = type === 'deletion' ? text('deletion') : from === 'office' ? text('from_office', { n }) : text(rated, { n: rated === 'from_reporter' ? n : answer });
  const marks = [
    ...(state === null ? [] : [text(state.id, { month: state.month && month(state.month), to: state.to })]),
    ...(rating === '' ? [] : [text(rating)]),
    type === 'unreadable' ? text(type) : words,
  ];
  return { heading, note: day(on), lines: marks.filter((one) => one !== '').map((one) => ['', one]), files: ids(attachments) };
}

/**
 * @param {import('../worker/case-entries.js').Entry} one
 * @returns {Section}
 */
function entry(one) {
  const { seq, kind, shownName: name, writtenAt, trouble } = one;
  const note = text('archive_by', { name, on: moment(writtenAt) });
  const heading = `${seq}. ${text(`kind_${kind}`)}`;
  if (trouble !== '') return { heading, note: text('archive_trouble'), lines: [], files: [] };
  return { heading, note, lines: linesOf(one, nameOf), files: ids(one.attachments) };
}

/**
 * @param {{ access: { display_name: string }[], recused: { display_name: string }[] }} documents
 * @returns {Section}
 */
function access({ access: may, recused }) {
  const names = (/** @type {{ display_name: string }[]} */ people) => people.map((one) => one.display_name).join(text('and'));
  const lines = /** @type {[string, string][]} */ ([[text('archive_may'), names(may)], [text('archive_recused'), names(recused)]]);
  return { heading: text('archive_access'), note: '', lines: lines.filter(([, value]) => value !== ''), files: [] };
}

/** @param {string} at ISO 8601 */
const moment = (at) => new Date(at).toLocaleString(language(), { dateStyle: 'medium', timeStyle: 'short', timeZone: 'Asia/Shanghai' });
