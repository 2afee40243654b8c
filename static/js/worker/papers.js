/** The papers worker: fills papers and writes Word and Excel files of them. Fetched for a paper only. */
import '../crypto/floor.js';
import { cleanOffice } from '../files/office.js';
import { writeExcel } from '../papers/excel.js';
import { fill, missing, paperOf, papers } from '../papers/index.js';
import { inLanguage } from '../papers/written.js';
import { writeWord } from '../papers/word.js';
import { serve } from './host.js';

/**
 * @typedef {import('../papers/fields.js').Language} Language
 * @typedef {import('../papers/fill.js').Model} Model
 * @typedef {import('../papers/fill.js').Values} Values
 */

serve({ list, lacking, fill: filled, word, excel });

/** @param {{ language: Language }} args */
function list({ language }) {
  return papers.map(({ id, series, title, internal }) => ({ id, series, title: inLanguage(title, language), internal }));
}

/**
 * Every paper with what is known for it: the labels of what is left to write by hand, and how much stands there.
 * @param {{ values: Record<string, Values>, language: Language }} args
 */
function lacking({ values, language }) {
  return papers.map((paper) => ({ id: paper.id, title: inLanguage(paper.title, language), ...missing(paper, values[paper.id], language) }));
}

/** @param {{ id: string, values: Values, language: Language }} args */
function filled({ id, values, language }) {
  return fill(paperOf(id), values, language);
}

/** @param {{ model: Model, mark: string }} args */
async function word({ model, mark }) {
  return withoutTraces(await writeWord(model, markOn(model, mark)));
}

/** @param {{ model: Model, mark: string }} args */
async function excel({ model, mark }) {
  return withoutTraces(await writeExcel(model, markOn(model, mark)));
}

/** Nothing that leaves the office bears a member's name. @type {(model: Model, mark: string) => string} */
const markOn = ({ internal }, mark) => (internal ? mark : '');

/**
 * The file without author, dates and the name of the program.
 * @param {Uint8Array} bytes
 */
function withoutTraces(bytes) {
  const clean = cleanOffice(bytes);
  if (clean.verdict !== 'removed') throw new Error('not cleaned');
  return clean.bytes;
}
