/** The lists of the office (casework/lists): what its codes are called, in the page's language. */
import { language } from '../components/texts.js';
import { get } from './server.js';

/**
 * @typedef {{ code: string, zh: string, en: string, retired?: boolean, contact?: string }} Item
 */

/** @type {Record<string, Item[]>} */
let lists = {};
/** @type {number[]} */
let starts = [];

/** Fetch them, once a page. */
export async function fetchLists() {
  const { lists: found } = await get('lists.json');
  starts = Object(found.amount_bands?.value).from ?? [0];
  lists = Object.fromEntries(Object.entries(found).map(([name, one]) => [name, Object(one).value?.items ?? []]));
}

/** @param {Item} item */
const nameIn = ({ zh, en }) => (language() === 'en' ? en : zh);

/**
 * What may be chosen from a list now.
 * @param {string} name
 */
export const listItems = (name) =>
  (lists[name] ?? []).filter(({ retired }) => !retired).map((item) => ({ id: item.code, label: nameIn(item) }));

/**
 * An item as the office worded it, in both languages.
 * @param {string} name
 * @param {string} code
 */
export const itemOf = (name, code) => (lists[name] ?? []).find((one) => one.code === code);

/**
 * The name of a code, also of one that is retired.
 * @param {string} name
 * @param {string} code
 */
export function nameOf(name, code) {
  const item = (lists[name] ?? []).find((one) => one.code === code);
  return item === undefined ? code : nameIn(item);
}

/** Where each band of amounts begins, in yuan, rising from 0. */
export const bands = () => starts;
