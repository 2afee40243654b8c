/** 'Leave now' (离开): the page is empty at once, then replaced; nothing asks, nothing stays. */
import { first } from '../components/dom.js';
import { allowLeaving } from './unsent.js';

const PRESSES = 3;

/** @param {HTMLElement} link */
export function leave(link) {
  link.addEventListener('click', (event) => {
    event.preventDefault();
    leaveNow();
  });
  leaveByShift();
}

/**
 * Shift three times does it too, with no other key between. Not while typing: there Shift changes
 * between Chinese and English, and three times in a row is soon pressed.
 */
function leaveByShift() {
  let presses = 0;
  document.addEventListener('keydown', ({ key, repeat, target }) => {
    const typing = /** @type {HTMLElement} */ (target).closest?.('.text');
    presses = key === 'Shift' && !typing ? presses + Number(!repeat) : 0;
    if (presses === PRESSES) leaveNow();
  });
  document.addEventListener('click', () => { presses = 0; });
}

/** Empty the page and go where the link goes. */
export function leaveNow() {
  const { href } = /** @type {HTMLAnchorElement} */ (first(document, '.leave'));
  document.documentElement.classList.add('gone');
  document.body.textContent = '';
  allowLeaving();
  // A browser that keeps the emptied page for 'back' shows a new one instead.
  window.addEventListener('pageshow', (event) => event.persisted && location.reload());
  location.replace(href);
}
