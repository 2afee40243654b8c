/** One act as a row of the auditor's page, and of what leaves it. */
import { byId, make } from '../components/dom.js';
import { language, text } from '../components/texts.js';
import { factsOf } from './audit-facts.js';

/** @typedef {import('../worker/audit.js').Entry} Entry */

const IDS = /\b([0-9a-f]{8})-[0-9a-f]{4}-[0-9a-f-]{22}\b/g;

/**
 * The cells of a row: number, time, who, what, to what, facts.
 * @param {Entry} entry
 * @returns {(Node | string)[]}
 */
export function cellsOf(entry) {
  const [, , , , subject, facts] = textsOf(entry);
  const [code, beside] = [make('code', shortened(subject)), make('span', shortened(facts))];
  code.title = subject;
  beside.title = facts;
  return [...textsOf(entry).slice(0, 4), code, beside];
}

/**
 * The texts of a row.
 * @param {Entry} entry
 * @returns {string[]}
 */
export function textsOf(entry) {
  const { seq, member, act, subject, facts } = entry;
  return [String(seq), timeOf(entry), nameOf(member), actOf(act), subject, factsOf(facts, nameOf)];
}

/** @param {string} words in which long numbers of reports and cases stand */
const shortened = (words) => words.replace(IDS, '$1');

/**
 * Its field is fetched by name: `.at` would look like the method of lists that old browsers lack.
 * @param {Entry} entry
 */
const timeOf = (entry) => new Date(String(new Map(Object.entries(entry)).get('at'))).toLocaleString(language(), { dateStyle: 'short', timeStyle: 'medium', hour12: false });

/** @param {string} name */
export function nameOf(name) {
  if (name === '') return text('command_line');
  if (name.startsWith('@')) return text('office_above', { slug: name.slice(1) });
  const options = [.../** @type {HTMLSelectElement} */ (byId('member')).options];
  return options.find(({ value }) => value === name)?.text ?? text('somebody_else', { name });
}

/** @param {string} act */
function actOf(act) {
  const options = [.../** @type {HTMLSelectElement} */ (byId('act')).options];
  return options.find(({ value }) => value === act)?.text ?? act;
}
