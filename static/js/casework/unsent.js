/** An answer that is written but not sent: nobody loses it without having been asked. */
import { byId } from '../components/dom.js';
import { text } from '../components/texts.js';
import { allowLeaving, askBeforeLeaving } from '../portal/unsent.js';

export const field = () => /** @type {HTMLTextAreaElement | null} */ (document.getElementById('words-to-send'));

/** @type {import('../components/evidence/index.js').Evidence | null} */
let evidence = null;

/**
 * The files that go with the answer, from now on.
 * @param {import('../components/evidence/index.js').Evidence} given
 */
export function watchFiles(given) {
  evidence = given;
  given.root.addEventListener('change', guard);
}

/** Whether there are words or files that would be lost. */
export const unsent = () => (field()?.value ?? '').trim() !== '' || Boolean(evidence?.items.length);

/** Ask before the page is left as long as there are unsent words; call it when they change. */
export const guard = () => (unsent() ? askBeforeLeaving() : allowLeaving());

/**
 * Do something that loses unsent words, after asking on the page if there are any. A dialogue of
 * the browser would stop the clock that locks a desk nobody sits at.
 * @param {'lock' | 'sign_out'} what
 * @param {() => unknown} act
 */
export function afterAsking(what, act) {
  if (!unsent()) return act();
  byId('unsent-words').textContent = text(`unsent_${what}`);
  byId('lose').textContent = text(`lose_${what}`);
  byId('lose').onclick = act;
  byId('keep').onclick = () => {
    byId('unsent').hidden = true;
    field()?.focus();
  };
  byId('unsent').hidden = false;
  window.scrollTo(0, 0);
  return byId('keep').focus();
}
