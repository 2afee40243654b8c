/** Sound and film, played from memory. */
import { make } from '../components/dom.js';

/**
 * @param {'sound' | 'film'} way
 * @param {string} address
 * @param {string} name
 * @param {() => void} failed this browser does not play it
 * @param {import('./open.js').Opening} opening
 * @returns {HTMLElement[]}
 */
export function recording(way, address, name, failed, { atClose }) {
  const player = /** @type {HTMLMediaElement} */ (make(way === 'sound' ? 'audio' : 'video'));
  player.controls = true;
  player.preload = 'metadata';
  player.setAttribute('controlslist', 'noremoteplayback nodownload');
  player.setAttribute('disableremoteplayback', '');
  player.setAttribute('aria-label', name);
  let open = true;
  atClose(() => {
    open = false;
    player.removeAttribute('src');
    player.load();
  });
  player.addEventListener('error', () => open && failed());
  player.src = address;
  return [player];
}
