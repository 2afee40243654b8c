/**
 * Asking another department and answering (协办). Who asks signs the question and seals it to one helper;
 * the helper signs the answer and seals it to the recipient that stands inside the signed question, so that
 * no server leads it elsewhere (docs/report-format.md, A question).
 */
import { isRecipient, openSealed, recipientOf } from '../crypto/age.js';
import { fromBase64, fromUtf8, newId, toBase64 } from '../crypto/bytes.js';
import { readingHalf, signingHalf, verifyKey } from '../crypto/keys.js';
import { refusal } from '../crypto/refusal.js';
import { currentMembers } from '../crypto/roster.js';
import { sign, verify } from '../crypto/statements.js';
import { MemberRecused } from './access.js';
import { readEntries, sealEntry } from './case-entries.js';
import { ring, rosterOn } from './keyring.js';
import { CaseForged } from './memory.js';
import { NotRostered } from './people.js';
import { identitiesOf, openRegistration, sealToCase } from './registration.js';
import { clean } from './taking.js';
import { digestOfTask, HELPER } from './tasks.js';

/**
 * @typedef {import('./cases.js').CaseDocuments} CaseDocuments
 * @typedef {{ id: string, asked_on: string, due_on: string, sealed: string, answered_on: string, kept: string }} TaskRow
 * @typedef {{ id: string, dueOn: string, answeredOn: string, trouble: '' | 'forged' | 'unreadable', question: string,
 *   documentNo: string, askedOn: string, author: string, answer: string | null }} Task
 *   unreadable: sealed to keys of before; author: as the roster calls them; answer: null if it is not there or not ours
 */

/** The helper is among those whom the case accuses: they are not asked about it. */
export const HelperAccused = refusal('HelperAccused');
/** The question has a passage of the report word for word: it is written anew. */
export const ReportCopied = refusal('ReportCopied');

const AUTHORS = ['registrar', 'investigator', 'leader', 'secretary'];
// So many characters in a row that both have are no accident; words of letters are longer.
const PASSAGE = { han: 24, letters: 60 };
const HAN = /[\u3400-\u9fff]/;

/** @type {import('./main.js').Ops} */
export const ops = { sealTask, openTasks, sealTaskAnswer };

/**
 * A question, sealed to a helper, and the entry that has its words for the case. Raises NotRostered,
 * MemberRecused, HelperAccused, ReportCopied, CaseForged, TooLong, and what `rosterOn` raises.
 * @param {{ documents: CaseDocuments, facts: Record<string, any>, words: Record<string, any>, now: string, today: string }} args
 */
async function sealTask({ documents, facts, words, now, today }) {
  const registration = await openRegistration(documents.case);
  if (!registration.proved) throw new CaseForged('signer');
  const { entries, missing } = await readEntries(documents.case.id, documents.entries, identitiesOf(registration));
  if (missing) throw new CaseForged('entries');
  const helper = currentMembers(rosterOn(today)).find(({ name, roles }) => name === facts.member && roles.includes(HELPER));
  if (helper === undefined) throw new NotRostered(facts.member);
  if (registration.recused.includes(helper.name)) throw new MemberRecused(helper.name);
  if (isAccused(entries, helper.shownName)) throw new HelperAccused(helper.name);
  if (hasPassage(words.question, registration.text)) throw new ReportCopied('question');
  const own = signingHalf('member', ring().member);
  const { site, office } = ring();
  const { question, document_no: number = '' } = words;
  const task = newId();
  const signed = sign('task', clean({
    format: 'qingfeng.task/1', type: 'qingfeng/task', site, office, task, to: helper.name, question, document_no: number,
    due_on: facts.due_on, asked_on: today, reply_to: registration.recipient, by: verifyKey(own),
  }), own);
  const said = { question, document_no: number, task, asked: digestOfTask(signed) };
  return {
    entry: await sealEntry(documents.case.id, registration.recipient, entries, { kind: 'task', facts, words: said, now }),
    task: { id: task, sealed: toBase64(await sealToCase(signed, helper.recipient)) },
  };
}

/**
 * @param {import('./case-entries.js').Entry[]} entries
 * @param {string} called
 */
const isAccused = (entries, called) => entries.some(({ kind, words }) => kind === 'assessment' && Array.isArray(words.accused)
  && words.accused.some((one) => String(Object(one).name).replace(/\s/g, '') === called.replace(/\s/g, '')));

/**
 * @param {string} question
 * @param {string} report
 */
function hasPassage(question, report) {
  const whole = report.replace(/\s/g, '');
  const bare = JSON.stringify(question).slice(1, -1).replace(/\s/g, '');
  const length = HAN.test(bare) ? PASSAGE.han : PASSAGE.letters;
  for (let at = 0; at + length <= bare.length; at += 1) {
    if (whole.includes(bare.slice(at, at + length))) return true;
  }
  return false;
}

/**
 * What we are asked, with what we answered; a question that no colleague has signed to us shows nothing.
 * @param {{ tasks: TaskRow[] }} args
 * @returns {Promise<Task[]>}
 */
function openTasks({ tasks }) {
  return Promise.all(tasks.map(async (row) => {
    const told = { id: row.id, dueOn: row.due_on, answeredOn: row.answered_on, question: '', documentNo: '', askedOn: row.asked_on, author: '', answer: null };
    try {
      const { body, author } = await questionIn(row);
      const answer = row.kept === '' ? null : await ownAnswer(row);
      return { ...told, trouble: '', question: body.question, documentNo: String(body.document_no ?? ''), askedOn: body.asked_on, author, answer };
    } catch (error) {
      return { ...told, trouble: /** @type {Error} */ (error).name === 'NoMatch' ? 'unreadable' : 'forged' };
    }
  }));
}

/**
 * A question that a colleague with a part in cases has signed to us. Raises CaseForged, NoMatch and the like.
 * @param {TaskRow} row
 */
async function questionIn(row) {
  const signed = await opened(row.sealed);
  const author = ring().roster?.members.find(({ verifyKey: key, roles }) => key === signed.by && roles.some((role) => AUTHORS.includes(role)));
  if (author === undefined) throw new CaseForged('signer');
  const body = verify('task', signed, signed.by);
  const own = { type: 'qingfeng/task', site: ring().site, office: ring().office, task: row.id, to: ring().name, due_on: row.due_on };
  const isOurs = Object.entries(own).every(([key, value]) => body[key] === value);
  if (!isOurs || typeof body.question !== 'string' || !isRecipient(body.reply_to)) throw new CaseForged('question');
  return { signed, body, author: author.shownName };
}

/**
 * The text that we answered with; null if what is kept is not ours.
 * @param {TaskRow} row
 */
async function ownAnswer(row) {
  const body = verify('task_answer', await opened(row.kept), verifyKey(signingHalf('member', ring().member)));
  return body.task === row.id && typeof body.text === 'string' ? body.text : null;
}

/** @param {string} sealed */
const opened = async (sealed) => JSON.parse(fromUtf8(await openSealed(fromBase64(sealed), [readingHalf('member', ring().member)])));

/**
 * Our answer, sealed to the case that the question names, and to ourselves. Raises as `questionIn`, TooLong.
 * @param {{ row: TaskRow, text: string, now: string }} args
 */
async function sealTaskAnswer({ row, text, now }) {
  const { signed: question, body } = await questionIn(row);
  const own = ring().member;
  const key = signingHalf('member', own);
  const { site, office } = ring();
  const signed = sign('task_answer', clean({
    format: 'qingfeng.task-answer/1', type: 'qingfeng/task-answer', site, office, task: row.id, question: digestOfTask(question), text,
    written_at: now, by: verifyKey(key),
  }), key);
  const seal = async (/** @type {string} */ recipient) => toBase64(await sealToCase(signed, recipient));
  return { sealed: await seal(body.reply_to), kept: await seal(await recipientOf(readingHalf('member', own))) };
}
