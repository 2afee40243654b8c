/** The words of the report or case that is open, for declarations to be compared with. */

let words = '';

/**
 * From now on these are the words.
 * @param {string} text
 */
export function heed(text) {
  words = text;
}

/** Whether a name stands in what is open. One letter would stand anywhere. */
export const isMentioned = (/** @type {string} */ name) => [...name].length >= 2 && words.includes(name);
