/** The other tabs of the same member: they lock, sign out and stay awake together. */

/** @typedef {'lock' | 'out' | 'here'} Word */

const channel = 'BroadcastChannel' in window ? new BroadcastChannel('qingfeng') : null;

/** @param {Word} word */
export const tell = (word) => channel?.postMessage(word);

/** @param {(word: Word) => void} act */
export const hear = (act) => channel?.addEventListener('message', ({ data }) => act(data));
