/**
 * What a paper (文书) is declared from: fields, each with a stable English name, and words that are
 * printed as they stand. Labels are a pair: Chinese, and English for the English interface.
 */

/**
 * @typedef {[zh: string, en: string]} Words
 * @typedef {'zh' | 'en'} Language
 * @typedef {{ name: string, label: Words, kind: 'text' | 'date' | 'amount' }} Column
 * @typedef {{ name: string, label: Words, kind: 'text' | 'date' | 'amount', wide?: boolean }} Short
 * @typedef {{ name: string, label: Words, kind: 'long', lines: number }} Long
 * @typedef {{ name: string, label: Words, kind: 'choice', options: Record<string, Words> }} Choice
 * @typedef {{ name: string, label: Words, kind: 'table', columns: Column[], rows: number }} Table
 * @typedef {{ name: string, label: Words, kind: 'signature', people: number }} Signature
 * @typedef {{ name: string, label: Words, kind: 'opinion', lines: number }} Opinion
 * @typedef {{ name: string, label: Words, kind: 'seal', own: boolean }} Seal
 * @typedef {{ kind: 'note', words: Words }} Note
 * @typedef {{ kind: 'part', label: Words, ownPage: boolean }} Part
 * @typedef {Short | Long | Choice | Table | Signature | Opinion | Seal} Field
 * @typedef {Field | Note | Part} Piece
 */

/**
 * A paper. number: what its number is called. copies: how many are made. internal: it stays with the
 * office and is printed with a watermark; everything else goes out without one. notice: what it says of
 * secrecy. wide: printed across the sheet. eachPage: who signs at the foot of every page.
 * @typedef {{ id: string, series: string, title: Words, number: Words, copies: number, internal: boolean,
 *   notice: Words, wide: boolean, eachPage: Words | null, pieces: Piece[] }} Paper
 */

/** @type {Words} */
const NUMBER = ['编号', 'No.'];
/** @type {Words} */
const KEPT_INSIDE = [
  '内部材料，注意保密：不得外传，不得让被反映人及其所在部门知道。',
  'Internal, confidential: not to leave the office, nor to reach the person concerned or their department.',
];
/** @type {Words} */
const SENT_OUT = [
  '请注意保密：只供收件人办理，不得复印、转发。',
  'Confidential: for the addressee only, not to be copied or passed on.',
];

/**
 * A paper that stays inside.
 * @param {Pick<Paper, 'id' | 'series' | 'title' | 'pieces'> & Partial<Paper>} facts
 * @returns {Paper}
 */
export const internal = (facts) => ({
  number: NUMBER, copies: 1, internal: true, notice: KEPT_INSIDE, wide: false, eachPage: null, ...facts,
});

/**
 * A paper that leaves the office: it bears no watermark.
 * @param {Pick<Paper, 'id' | 'series' | 'title' | 'pieces'> & Partial<Paper>} facts
 * @returns {Paper}
 */
export const outgoing = (facts) => ({
  number: NUMBER, copies: 2, internal: false, notice: SENT_OUT, wide: false, eachPage: null, ...facts,
});

/**
 * @typedef {(name: string, zh: string, en: string) => Short} ShortField
 * @type {ShortField}
 */
export const text = (name, zh, en) => ({ name, label: [zh, en], kind: 'text' });

/** @type {ShortField} */
export const line = (name, zh, en) => ({ ...text(name, zh, en), wide: true });

/** @type {ShortField} */
export const date = (name, zh, en) => ({ name, label: [zh, en], kind: 'date' });

/** An amount in yuan: written in figures and in capitals. @type {ShortField} */
export const amount = (name, zh, en) => ({ name, label: [zh, en], kind: 'amount', wide: true });

/** @type {(name: string, zh: string, en: string, lines?: number) => Long} */
export const long = (name, zh, en, lines = 4) => ({ name, label: [zh, en], kind: 'long', lines });

/** One of several, each with its box. @type {(name: string, zh: string, en: string, options: Record<string, Words>) => Choice} */
export const choice = (name, zh, en, options) => ({ name, label: [zh, en], kind: 'choice', options });

/** @type {(name: string, zh: string, en: string, columns: Column[], rows?: number) => Table} */
export const table = (name, zh, en, columns, rows = 4) => ({ name, label: [zh, en], kind: 'table', columns, rows });

/** Where so many people sign, with the date. @type {(name: string, zh: string, en: string, people?: number) => Signature} */
export const signature = (name, zh, en, people = 1) => ({ name, label: [zh, en], kind: 'signature', people });

/** What somebody thinks, with signature and date. @type {(name: string, zh: string, en: string, lines?: number) => Opinion} */
export const opinion = (name, zh, en, lines = 2) => ({ name, label: [zh, en], kind: 'opinion', lines });

/** The office's stamp and the date it was put. @type {() => Seal} */
export const seal = () => ({ name: 'issued', label: ['（盖章）', '(stamp)'], kind: 'seal', own: true });

/** The stamp of whoever answers. @type {(name: string, zh: string, en: string) => Seal} */
export const otherSeal = (name, zh, en) => ({ name, label: [zh, en], kind: 'seal', own: false });

/** Words that are always there. @type {(zh: string, en: string) => Note} */
export const note = (zh, en) => ({ kind: 'note', words: [zh, en] });

/** A part with its own heading. @type {(zh: string, en: string, ownPage?: boolean) => Part} */
export const part = (zh, en, ownPage = false) => ({ kind: 'part', label: [zh, en], ownPage });
