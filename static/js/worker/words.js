/** The words of the report or case that is open: what is registered, and declarations are compared with. */

let open = { report: '', text: '' };

/**
 * From now on these are the words.
 * @param {string} report its id
 * @param {string} text
 */
export function heed(report, text) {
  open = { report, text };
}

/** Whether this report is open, and in these words. */
export const isOpen = (/** @type {string} */ report, /** @type {string} */ text) => open.report === report && open.text === text;

/** Whether a name stands in what is open. One letter would stand anywhere. */
export const isMentioned = (/** @type {string} */ name) => [...name].length >= 2 && open.text.includes(name);
