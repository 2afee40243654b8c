/**
 * Papers, as a page uses them; declared and written in a worker of their own, which is fetched at the
 * first call, so that no page weighs more for them. `data-papers` on `<html>` names it.
 *
 *   const model = await fillPaper('lead', { number: '线字〔2026〕0001号', summary: … }, language);
 *   showPaper(root, model, watermark);                    // render.js: on the screen, and for printing
 *   save(await wordOf(model, watermark), model, 'docx');  // or excelOf, 'xlsx'
 *
 * Field names are in the papers' own files and index.js; what values look like: `fill` (fill.js). A
 * watermark is `{ name, time }`: it goes onto papers that stay inside, and onto no other.
 */
import { connect } from '../components/worker.js';

/**
 * @typedef {import('./fields.js').Language} Language
 * @typedef {import('./fill.js').Model} Model
 * @typedef {{ name: string, time: string }} Watermark
 */

const TYPES = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/**
 * Every paper, in the order of a case's way.
 * @param {Language} language
 * @returns {Promise<{ id: string, series: string, title: string, internal: boolean }[]>}
 */
export const listPapers = (language) => connect('papers').ask('list', { language });

/**
 * Every paper, with the labels of what is not known for it, and how many fields are.
 * @param {Record<string, import('./fill.js').Values>} values by the paper's id
 * @param {Language} language
 * @returns {Promise<{ id: string, title: string, filled: number, missing: string[] }[]>}
 */
export const lackingOf = (values, language) => connect('papers').ask('lacking', { values, language });

/**
 * A paper with values; without any, a blank one. Rejects with FieldUnknown, ValueInvalid, AmountInvalid.
 * @param {string} id
 * @param {import('./fill.js').Values} values
 * @param {Language} language
 * @returns {Promise<Model>}
 */
export const fillPaper = (id, values, language) => connect('papers').ask('fill', { id, values, language });

/**
 * A document as a Word file, without metadata.
 * @param {Model} model
 * @param {Watermark | null} watermark
 * @returns {Promise<Uint8Array<ArrayBuffer>>}
 */
export const wordOf = (model, watermark) => connect('papers').ask('word', { model, mark: markOf(watermark) });

/**
 * A document as an Excel file, without metadata.
 * @param {Model} model
 * @param {Watermark | null} watermark
 * @returns {Promise<Uint8Array<ArrayBuffer>>}
 */
export const excelOf = (model, watermark) => connect('papers').ask('excel', { model, mark: markOf(watermark) });

/** @param {Watermark | null} watermark */
export const markOf = (watermark) => (watermark === null ? '' : `${watermark.name} ${watermark.time}`);

/**
 * Hand a file to the person, under the paper's title and number.
 * @param {Uint8Array<ArrayBuffer>} bytes
 * @param {Model} model
 * @param {'docx' | 'xlsx'} kind
 */
export function save(bytes, model, kind) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([bytes], { type: TYPES[kind] }));
  link.download = `${[model.title, model.number].filter(Boolean).join(' ').replace(/[\\/:*?"<>|]/g, ' ')}.${kind}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href));
}
