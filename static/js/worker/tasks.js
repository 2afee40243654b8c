/**
 * Questions to other departments (协办), as the case reads them (docs/report-format.md, A question): who can
 * be asked, what was asked, and what came back, if it is from whom was asked and about this very question.
 */
import { openSealed } from '../crypto/age.js';
import { fromBase64, fromUtf8, sha256, toHex } from '../crypto/bytes.js';
import { currentMembers } from '../crypto/roster.js';
import { canonical, verify } from '../crypto/statements.js';
import { ring } from './keyring.js';
import { CaseForged } from './memory.js';

/**
 * @typedef {import('./case-entries.js').Entry} Entry
 * @typedef {{ id: string, answered_on: string, answer: string }} Row of a question, as the server sends it
 * @typedef {{ name: string, shownName: string }} Helper
 * @typedef {{ entry: string, author: string, to: Helper, question: string, dueOn: string, isOver: boolean,
 *   trouble: '' | 'forged' | 'gone', answer: { text: string, writtenAt: string } | null }} Asked
 *   isOver: answered in the case, or taken back; trouble: what came back is not theirs; or the server has
 *   the question no more
 */

export const HELPER = 'helper';
const ENDS = ['task_answered', 'task_withdrawn'];

/** What stands for a question in its answer and in the case. @param {object} signed */
export const digestOfTask = (signed) => toHex(sha256(canonical(signed)));

/**
 * Whom the roster has as helpers, of those that the server says can be asked. None without a roster.
 * @param {string[]} listed
 * @param {string[]} recused by the case's registration
 * @returns {Helper[]}
 */
export const helpersFor = (listed = [], recused) => (ring().roster === null ? [] : currentMembers(/** @type {any} */ (ring().roster)))
  .filter(({ name, roles }) => roles.includes(HELPER) && listed.includes(name) && !recused.includes(name))
  .map(({ name, shownName }) => ({ name, shownName }));

/**
 * What was asked, by the entries that we can prove.
 * @param {Row[]} rows
 * @param {Entry[]} entries
 * @param {string[]} identities of the case
 * @returns {Promise<Asked[]>}
 */
export function readTasks(rows = [], entries, identities) {
  const asked = entries.filter(({ kind, trouble, words }) => kind === 'task' && trouble === '' && typeof words.task === 'string');
  return Promise.all(asked.map(async ({ id, author, facts, words }) => {
    const row = rows.find((one) => one.id === words.task);
    const isOver = entries.some(({ kind, facts: { on } }) => ENDS.includes(kind) && on === id);
    const shownName = ring().roster?.members.find(({ name }) => name === facts.member)?.shownName ?? facts.member;
    const told = { entry: id, author, to: { name: facts.member, shownName }, question: String(words.question), dueOn: facts.due_on, isOver };
    if (row === undefined) return { ...told, trouble: isOver ? '' : 'gone', answer: null };
    if (row.answer === '') return { ...told, trouble: '', answer: null };
    const answer = await answerIn(row.answer, facts.member, words, identities).catch(() => null);
    return { ...told, trouble: answer === null ? 'forged' : '', answer };
  }));
}

/**
 * An answer that who was asked has signed, also if they left since, about this very question.
 * @param {string} sealed
 * @param {string} name
 * @param {Record<string, any>} words of the entry
 * @param {string[]} identities
 */
async function answerIn(sealed, name, words, identities) {
  const signed = JSON.parse(fromUtf8(await openSealed(fromBase64(sealed), identities)));
  const isTheirs = ring().roster?.members.some((one) => one.name === name && one.roles.includes(HELPER) && one.verifyKey === signed.by);
  if (!isTheirs) throw new CaseForged('answer');
  const body = verify('task_answer', signed, signed.by);
  const own = { type: 'qingfeng/task-answer', site: ring().site, office: ring().office, task: words.task, question: words.asked };
  const isOwn = Object.entries(own).every(([key, value]) => body[key] === value);
  if (!isOwn || typeof body.text !== 'string' || typeof body.written_at !== 'string') throw new CaseForged('answer');
  return { text: body.text, writtenAt: body.written_at };
}
