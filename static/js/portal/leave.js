/** 'Leave now' (离开): the page is empty at once, then replaced; nothing asks, nothing stays. */
import { first } from '../components/dom.js';
import { allowLeaving } from './unsent.js';

/** @param {HTMLElement} link */
export function leave(link) {
  link.addEventListener('click', (event) => {
    event.preventDefault();
    leaveNow();
  });
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
