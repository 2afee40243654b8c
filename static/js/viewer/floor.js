/**
 * What pdf.js 4.2 takes for granted and Chrome 86 lacks. Only for the frame and the worker in which
 * PDFs are drawn: nothing of ours uses it.
 */

/** @param {any[] | string} list @param {number} at */
const from = (list, at) => list[Math.trunc(at) < 0 ? list.length + Math.trunc(at) : Math.trunc(at)];

/** @type {[any, string, (...args: any[]) => any][]} */
const lacking = [
  [Array.prototype, 'at', /** @this {any} @param {number} n */ function at(n) { return from(this, n); }],
  [String.prototype, 'at', /** @this {any} @param {number} n */ function at(n) { return from(String(this), n); }],
  [Object.getPrototypeOf(Uint8Array.prototype), 'at', /** @this {any} @param {number} n */ function at(n) { return from(this, n); }],
  [Array.prototype, 'findLast', /** @this {any} */ function findLast(test) { return [...this].reverse().find(test); }],
  [Object, 'hasOwn', (object, name) => Object.prototype.hasOwnProperty.call(object, name)],
  // pdf.js copies what two pages share; neither changes it.
  [globalThis, 'structuredClone', (value) => value],
];
for (const [where, name, value] of lacking) {
  if (!(name in where)) Object.defineProperty(where, name, { value, configurable: true, writable: true });
}
