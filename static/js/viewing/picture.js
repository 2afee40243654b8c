/** A picture on the page: enlarged, turned, and moved with the arrow keys. */
import { make } from '../components/dom.js';
import { bar, looking } from './bar.js';

/**
 * @param {string} address
 * @param {string} name
 * @param {() => void} failed it is not a picture after all
 * @returns {HTMLElement[]}
 */
export function picture(address, name, failed) {
  const image = /** @type {HTMLImageElement} */ (make('img'));
  const sheet = make('div', image);
  const frame = make('div', sheet);
  image.alt = name;
  frame.className = 'shown';
  frame.tabIndex = 0;
  frame.setAttribute('role', 'group');
  frame.setAttribute('aria-label', name);
  let look = { zoom: 1, turn: 0 };
  const lay = () => layOut(frame, sheet, image, look);
  image.addEventListener('load', lay);
  image.addEventListener('error', failed);
  image.src = address;
  const buttons = looking((now) => {
    look = now;
    lay();
  });
  return [bar(...buttons), frame];
}

/**
 * At zoom 1 the whole picture is seen, never larger than it is.
 * @param {HTMLElement} frame
 * @param {HTMLElement} sheet
 * @param {HTMLImageElement} image
 * @param {{ zoom: number, turn: number }} look
 */
function layOut(frame, sheet, image, { zoom, turn }) {
  const { naturalWidth: width, naturalHeight: height } = image;
  if (width === 0) return;
  const [across, down] = turn % 2 === 0 ? [width, height] : [height, width];
  const scale = Math.min(1, frame.clientWidth / across, window.innerHeight * 0.7 / down) * zoom;
  Object.assign(sheet.style, { width: `${across * scale}px`, height: `${down * scale}px` });
  Object.assign(image.style, {
    width: `${width * scale}px`, height: `${height * scale}px`, transform: `translate(-50%, -50%) rotate(${turn * 90}deg)`,
  });
}
