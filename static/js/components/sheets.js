/** Sheets of paper (分片): on the screen for printing, one A4 page each, and then gone. */
import { encode } from 'uqr';
import { all, first, make } from './dom.js';

/**
 * What stands on every sheet. sheets: the words of each; trustees: their keepers' names, which may
 * be empty; site: address to recover at; made_on: YYYY-MM-DD.
 * @typedef {{ office: string, office_en: string, fingerprint: string, site: string, made_on: string,
 *   threshold: number, sheets: string[][], trustees: string[] }} Facts
 */

const SVG = 'http://www.w3.org/2000/svg';
const COLUMNS = 3;

/**
 * Show the sheets in an element, from the page's `<template id="paper">`. They go when the desk
 * forgets its secrets, or at `forgetSheets`.
 * @param {HTMLElement} root
 * @param {Facts} facts
 * @returns {HTMLElement[]} one element for each sheet
 */
export function showSheets(root, facts) {
  const papers = facts.sheets.map((words, index) => paper(facts, words, index));
  root.replaceChildren(...papers);
  root.hidden = false;
  document.addEventListener('forget', () => forgetSheets(root), { once: true });
  return papers;
}

/**
 * Take every word off the page.
 * @param {HTMLElement} root
 */
export function forgetSheets(root) {
  root.replaceChildren();
  root.hidden = true;
}

/**
 * Print all sheets, or one alone.
 * @param {HTMLElement} root
 * @param {HTMLElement} [alone]
 */
export function printSheets(root, alone) {
  for (const one of all(root, '.paper')) one.classList.toggle('left-out', alone !== undefined && one !== alone);
  window.print();
}

/**
 * @param {Facts} facts
 * @param {string[]} words
 * @param {number} index
 */
function paper({ sheets, trustees, ...facts }, words, index) {
  const template = /** @type {HTMLTemplateElement} */ (document.getElementById('paper'));
  const element = first(/** @type {DocumentFragment} */ (template.content.cloneNode(true)), '.paper');
  const trustee = trustees[index] || '_'.repeat(20);
  const said = { ...facts, number: index + 1, count: sheets.length, trustee };
  for (const [name, value] of Object.entries(said)) {
    for (const place of all(element, `[data-fact=${name}]`)) place.textContent = String(value);
  }
  first(element, '[data-fact=words]').append(...rowsOf(words));
  first(element, '[data-fact=qr]').append(qr(words.join(' ').toUpperCase()));
  return element;
}

/**
 * Numbered words, to be read down one column after the other.
 * @param {string[]} words
 */
function rowsOf(words) {
  const rows = Math.ceil(words.length / COLUMNS);
  return Array.from({ length: rows }, (_, row) => make('tr', ...Array.from({ length: COLUMNS }, (__, column) => {
    const at = column * rows + row;
    return [make('th', String(at + 1)), make('td', words[at] ?? '')];
  }).flat()));
}

/**
 * A QR code, dark on light whatever the page's colours. Capitals make it smaller, and read the same.
 * @param {string} words
 */
function qr(words) {
  const { data, size } = encode(words, { ecc: 'M', border: 4 });
  const path = data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ''))).join('');
  const drawing = draw('svg', { viewBox: `0 0 ${size} ${size}`, role: 'img', 'aria-label': 'QR' });
  drawing.append(draw('path', { d: `M0 0h${size}v${size}h-${size}z`, fill: '#fff' }), draw('path', { d: path, fill: '#000' }));
  return drawing;
}

/**
 * @param {string} tag
 * @param {Record<string, string>} attributes
 */
function draw(tag, attributes) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}
