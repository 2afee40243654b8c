/** What stands open on the page: each has an end, and everything ends when the desk is locked or left. */

/**
 * @typedef {{ close: () => void, atClose: (put: () => void) => void }} Opening
 *   close: puts it away, once; atClose: notes what has to be done then
 */

/** @type {Set<() => void>} */
const open = new Set();

/** @returns {Opening} */
export function opening() {
  /** @type {(() => void)[]} */
  const puts = [];
  const close = () => {
    if (open.delete(close)) for (const put of puts.reverse()) put();
  };
  open.add(close);
  return { close, atClose: (put) => puts.push(put) };
}

/**
 * An address for a file that stays in memory, until it is closed.
 * @param {Blob} file
 * @param {Opening} opening
 */
export function addressOf(file, { atClose }) {
  const address = URL.createObjectURL(file);
  atClose(() => URL.revokeObjectURL(address));
  return address;
}

function closeAll() {
  for (const close of [...open]) close();
}

document.addEventListener('forget', closeAll);
addEventListener('pagehide', closeAll);
