/** A link that is told once: shown to be copied, and gone with the page. */
import { first, make } from '../components/dom.js';
import { copy } from '../components/copy.js';
import { text } from '../components/texts.js';

/**
 * Show it in place of the form that asked for it.
 * @param {HTMLElement} form
 * @param {string} link
 */
export function showLink(form, link) {
  const place = make('section', make('p', text('link_once')), make('p', make('code', link)));
  place.className = 'notice told';
  const button = make('button', text('copy'));
  button.addEventListener('click', async () => {
    const copied = await copy(first(place, 'code'), link);
    button.textContent = text(copied ? 'copied' : 'not_copied');
  });
  place.append(button);
  place.tabIndex = -1;
  form.replaceWith(place);
  place.focus();
}
