/** The other tabs of the same member: they lock, sign out and stay awake together. */

/** @typedef {'lock' | 'out' | 'here'} Word */

const NAME = 'qingfeng';
// Safari has channels since 15.4. Before, a change of storage tells the other tabs; nothing stays.
const channel = 'BroadcastChannel' in globalThis ? new BroadcastChannel(NAME) : null;

/** @param {Word} word */
export function tell(word) {
  if (channel !== null) return channel.postMessage(word);
  localStorage.setItem(NAME, word);
  localStorage.removeItem(NAME);
}

/** @param {(word: Word) => void} act */
export function hear(act) {
  if (channel !== null) return channel.addEventListener('message', ({ data }) => act(data));
  addEventListener('storage', ({ key, newValue }) => {
    if (key === NAME && newValue !== null) act(/** @type {Word} */ (newValue));
  });
}
