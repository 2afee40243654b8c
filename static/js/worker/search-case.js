/** A case as the index knows it: reduced to what a search needs. */
import { checkSeen } from './case-memory.js';
import { CaseForged } from './memory.js';
import { readRegistration } from './registration.js';
import { readReport } from './reports.js';
import { clip } from './search-file.js';
import { kindOf, titleOf } from './titles.js';

/**
 * @typedef {import('./search-file.js').Indexed} Indexed
 * @typedef {import('./registration.js').CaseRow} CaseRow
 * @typedef {import('./reports.js').Said} Said
 * @typedef {import('./cases.js').CaseView & { entries?: { words?: unknown }[] }} View as `openCase` gives it
 */

/**
 * A case by its registration alone: its title and the report. Raises CaseForged, NoMatch and the like.
 * @param {CaseRow} row
 * @returns {Promise<Indexed>}
 */
export async function fromRow(row) {
  const { body } = await readRegistration(row);
  checkSeen(body);
  const opened = readReport(body.report_text, { ...row, id: row.report });
  if (opened.swapped) throw new CaseForged('swapped');
  const { said = [], slip = '' } = opened.report ?? {};
  return {
    id: row.id,
    version: row.version,
    entries: 0,
    letters: 0,
    title: titleOf(opened),
    kind: kindOf(opened.report),
    words: { report: reportWords({ said, slip, plain: opened.plain }), letters: '', entries: '' },
  };
}

/**
 * A case that is open, with its letters and entries; null where what was opened is not its report.
 * @param {import('./cases.js').CaseDocuments} documents
 * @param {View} view
 * @returns {Indexed | null}
 */
export function fromView({ case: row, answers, messages }, view) {
  if (view.closed === 'swapped') return null;
  const { title, kind, letters, entries = [] } = view;
  return {
    id: row.id,
    version: row.version,
    entries: entries.length,
    letters: answers.length + messages.length,
    title,
    kind,
    words: {
      report: reportWords(view),
      letters: joined(letters.map(({ text }) => text)),
      entries: joined(entries.flatMap(({ words }) => textsIn(words))),
    },
  };
}

/** @param {{ said: Said[], slip: string, plain: string }} report */
const reportWords = ({ said, slip, plain }) =>
  joined([slip, ...said.flatMap(({ choices, text }) => [...choices.map((one) => one.text), text]), plain]);

/** @param {string[]} texts */
const joined = (texts) =>
  clip(texts.map((text) => text.normalize('NFC').replace(/\s+/g, ' ').trim()).filter(Boolean).join(' / '));

/**
 * Every text in what an entry says.
 * @param {unknown} value
 * @returns {string[]}
 */
function textsIn(value) {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

/**
 * Which of two is newer; of two alike the second.
 * @param {Indexed} a
 * @param {Indexed} b
 */
export const newerOf = (a, b) =>
  (a.entries - b.entries || a.letters - b.letters || a.version - b.version) > 0 ? a : b;

/**
 * @param {Indexed} a
 * @param {Indexed} b
 */
export const isSame = (a, b) => JSON.stringify(a) === JSON.stringify(b);
