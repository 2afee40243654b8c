/** What the papers of a case take from its entries: of each kind the newest that counts, or the one chosen. */
import { figureOf } from './amounts.js';

/**
 * @typedef {import('../worker/case-entries.js').Entry} Entry
 * @typedef {Record<string, any>} Words
 * @typedef {{ row: any, view: import('../worker/cases.js').CaseView, called: (name: string) => string,
 *   nameOf: (list: string, code: string) => string, say: (key: string) => string, office: string, phone: string,
 *   recused?: Words[], deadlines?: Words[], chosen?: string }} Source
 *   called: a member's name; nameOf: of a code in a list; say: a text of the page; chosen: id of the entry
 *   that a paper is made from, or the name of the person recused
 */

export class CaseFacts {
  /** @param {Source} source */
  constructor({ row, view, called, nameOf, say, office, phone, recused = [], deadlines = [], chosen = '' }) {
    this.row = row;
    this.view = view;
    this.called = called;
    this.nameOf = nameOf;
    this.say = say;
    this.office = office;
    this.phone = phone;
    this.recused = recused;
    this.deadlines = deadlines;
    this.chosen = chosen;
  }

  /**
   * Entries of a kind that count, oldest first.
   * @param {string} kind
   */
  all(kind) {
    return this.view.entries.filter((one) => one.kind === kind && one.trouble === '' && ['', 'approved', 'pending'].includes(one.state));
  }

  /**
   * The chosen entry of a kind, or the newest, or none.
   * @param {string} kind
   * @returns {Entry | undefined}
   */
  last(kind) {
    const found = this.all(kind);
    return found.find(({ id }) => id === this.chosen) ?? found.pop();
  }

  /**
   * What the newest entry of a kind says, with its facts; empty if there is none.
   * @param {string} kind
   */
  words(kind) {
    return saidBy(this.last(kind));
  }

  /**
   * What came last to the entry that a paper is made from: an answer to another letter is none to this one.
   * @param {string} kind
   * @param {string} to kind of the entry it is about
   */
  about(kind, to) {
    const source = this.last(to);
    return saidBy(this.all(kind).filter(({ facts }) => source !== undefined && facts.on === source.id).pop());
  }

  /** The people concerned, as every form lists them. */
  get subjects() {
    return this.accused.map(({ name, unit, post, political, employment, supervised, managed_by: by }) => ({
      name, department: unit, post, party: this.code('political', political), supervised: this.code('supervised', supervised),
      employment: employment && this.nameOf('employment', employment), managed_by: by,
    })).map(known);
  }

  /** @returns {Words[]} */
  get accused() {
    return this.words('assessment').accused ?? [];
  }

  /**
   * One person as papers about one person have them: this name, or whoever is the only one concerned.
   * @param {string} [name]
   */
  person(name) {
    const found = this.subjects.find((one) => one.name === name) ?? (name === undefined && this.subjects.length === 1 ? this.subjects[0] : {});
    const standing = [found.party, found.employment].filter(Boolean).join('、');
    return { person_name: name ?? found.name, person_department: found.department, person_post: found.post, person_standing: standing };
  }

  /** Who verifies. */
  get team() {
    const { team = [], others = [] } = this.words('team').team ? this.words('team') : this.words('sheet');
    return [
      ...team.map((/** @type {string} */ name) => ({ name: this.called(name) })),
      ...others.map((/** @type {Words} */ { name, unit }) => ({ name, unit })),
    ];
  }

  /** Names of talkers, ours and others: the first, and the rest. @param {Words} words */
  talkers({ talkers = [], others = [] }) {
    const [first, ...rest] = [...talkers.map(this.called), ...others.map((/** @type {Words} */ { name }) => name)];
    return [first, rest.join('、')];
  }

  /**
   * Who stands behind the newest entry of a kind, with the day.
   * @param {string} kind
   */
  signed(kind) {
    const found = this.last(kind);
    return found === undefined ? undefined : { names: found.signers.map(this.called), on: dayOf(found.writtenAt) };
  }

  /**
   * The decision on the newest entry of a kind, as an opinion.
   * @param {string} kind
   */
  decided(kind) {
    const decision = this.view.entries.find(({ id }) => id === this.last(kind)?.decision);
    return decision === undefined ? undefined
      : { words: decision.words.text, names: [decision.shownName], on: dayOf(decision.writtenAt) };
  }

  /** Who is asked for help, by the name of the department. @param {string} name */
  helper(name) {
    return this.view.helpers.find((one) => one.name === name)?.shownName ?? this.called(name);
  }

  /** On which day the newest entry of a kind was written. @param {string} kind */
  day(kind) {
    const found = this.last(kind);
    return found === undefined ? undefined : dayOf(found.writtenAt);
  }

  /**
   * A code as the page says it; nothing of nothing.
   * @param {string} field
   * @param {string} [code]
   */
  code(field, code) {
    return code === undefined || code === '' ? undefined : this.say(`${field}_${code}`);
  }

  /** What the matter amounts to, in yuan: as decided, else as found, else as reported; none where one is no number. */
  get amount() {
    const { outcomes } = this.words('outcome');
    return outcomes === undefined ? this.found ?? yuan(this.words('assessment').amount) : sum(outcomes);
  }

  /** What was found amounts to. */
  get found() {
    return sum(this.words('findings').findings ?? []);
  }
}

/** @param {Entry | undefined} entry @returns {Words} */
const saidBy = (entry) => (entry === undefined ? {} : { ...entry.facts, ...entry.words });

/** A row's cells that are known. @param {Words} row @returns {Words} */
export const known = (row) => Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined && value !== ''));

/** @param {string} moment ISO 8601 */
const dayOf = (moment) => new Date(Date.parse(moment) + 8 * 3600000).toISOString().slice(0, 10);

/** All amounts of some rows, in yuan; counted in fen. @param {Words[]} rows */
function sum(rows) {
  const figures = rows.map(({ amount = '' }) => (amount === '' ? '0' : figureOf(String(amount)) || 'NaN'));
  const fen = figures.reduce((all, one) => all + Math.round(Number(one) * 100), 0);
  return yuan((fen / 100).toFixed(2).replace(/\.00$/, ''));
}

/** An amount that a form can bear, or none. @param {unknown} value */
export function yuan(value) {
  const text = figureOf(String(value ?? ''));
  return /^\d{1,12}(\.\d{1,2})?$/.test(text) && Number(text) > 0 ? text : undefined;
}

/** Numbered rows. @param {Words[] | undefined} rows @param {(row: Words) => Words} made @returns {Words[]} */
export const numbered = (rows, made) => (rows ?? []).map((row, n) => ({ no: String(n + 1), ...known(made(row)) }));
