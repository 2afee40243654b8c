/**
 * A PDF, drawn page by page in a frame that has no origin, no storage and no network (decision
 * 0023). What comes out of the frame is three numbers and a word; they are all that is believed.
 */
import { make } from '../components/dom.js';
import { text } from '../components/texts.js';
import { bar, button, looking, say } from './bar.js';

/** Larger ones are only saved: the frame holds the file and what it unpacks. */
export const MOST_BYTES = 64 * 1024 * 1024;
const ADDRESS = '/casework/viewer';

/**
 * @param {Blob} file
 * @param {string} name
 * @param {(why: 'file' | 'password' | 'page') => void} failed
 * @param {import('./open.js').Opening} opening
 * @returns {HTMLElement[]}
 */
export function paper(file, name, failed, { atClose }) {
  const frame = isolated(name);
  const count = make('span', text('drawing'));
  count.setAttribute('role', 'status');
  const wish = { page: 1, zoom: 1, turn: 0 };
  let pages = 0;
  const { port1: port, port2: theirs } = new MessageChannel();

  const ask = () => {
    if (pages > 0) port.postMessage(wish);
    say(previous, wish.page <= 1);
    say(next, wish.page >= pages);
  };
  /** @param {number} by */
  const turnTo = (by) => {
    if (wish.page + by < 1 || wish.page + by > pages) return;
    wish.page += by;
    ask();
  };
  const previous = button('page_before', () => turnTo(-1));
  const next = button('page_after', () => turnTo(1));
  const tools = bar(previous, next, count, ...looking((look) => {
    Object.assign(wish, look);
    ask();
  }));

  port.onmessage = ({ data }) => {
    if (Number.isSafeInteger(data.pages) && data.pages > 0 && pages === 0) {
      pages = data.pages;
      ask();
    } else if (data.drawn === wish.page) count.textContent = text('page_of', { page: wish.page, pages });
    else if (['file', 'password', 'page'].includes(data.failed)) failed(data.failed);
  };
  const stop = handOver(frame, file, theirs);
  atClose(() => {
    stop();
    port.close();
    frame.remove();
  });
  return [tools, frame];
}

/**
 * Scripts run in it, as nobody: `allow-same-origin` would give them this page.
 * @param {string} name
 */
function isolated(name) {
  const frame = /** @type {HTMLIFrameElement} */ (make('iframe'));
  frame.setAttribute('sandbox', 'allow-scripts');
  frame.referrerPolicy = 'no-referrer';
  frame.title = name;
  frame.className = 'shown paper';
  frame.src = ADDRESS;
  return frame;
}

/**
 * Once the frame has loaded and says so. It has no origin to name; that nothing else gets the file is
 * seen to by `frame-src`, and by handing it over once.
 * @param {HTMLIFrameElement} frame
 * @param {Blob} file
 * @param {MessagePort} port
 */
function handOver(frame, file, port) {
  /** @param {MessageEvent} event */
  async function ready({ source, origin, data }) {
    if (source !== frame.contentWindow || origin !== 'null' || data !== 'ready') return;
    stop();
    const bytes = await file.arrayBuffer();
    frame.contentWindow?.postMessage(bytes, '*', [bytes, port]);
  }
  const stop = () => removeEventListener('message', ready);
  addEventListener('message', ready);
  return stop;
}
