/** What would be lost by leaving: files that were chosen, and words that are not kept yet. */
import { byId } from '../components/dom.js';
import { text } from '../components/texts.js';
import { allowLeaving, askBeforeLeaving } from '../portal/unsent.js';
import { isUnkept } from './drafts.js';

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

/** Whether files would be lost; words are kept as a draft. */
const hasFiles = () => Boolean(evidence?.items.length);

/** Whether there are words or files that were not sent. */
export const unsent = () => (field()?.value ?? '').trim() !== '' || hasFiles();

/** Ask before the page is left as long as something would be lost; call it when that changes. */
export const guard = () => (hasFiles() || isUnkept() ? askBeforeLeaving() : allowLeaving());

/**
 * Do something that loses chosen files, after asking on the page if there are any. A dialogue of
 * the browser would stop the clock that locks a desk nobody sits at.
 * @param {'lock' | 'sign_out'} what
 * @param {() => unknown} act
 */
export function afterAsking(what, act) {
  if (!hasFiles()) return act();
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
