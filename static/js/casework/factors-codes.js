/** Recovery codes (备用码) in the component templates/casework/components/factors.html. */
import { all, byId, first, make } from '../components/dom.js';

/**
 * Show recovery codes, this once, until somebody says that they have them on paper.
 * @param {HTMLElement} root
 * @param {string[]} codes
 * @param {() => unknown} done
 */
export function showCodes(root, codes, done) {
  for (const step of all(root, '[data-step]')) step.hidden = step.dataset.step !== 'codes';
  root.hidden = false;
  byId('codes').replaceChildren(...codes.map((code) => make('li', code)));
  document.addEventListener('forget', () => byId('codes')?.replaceChildren(), { once: true });
  byId('codes-print').onclick = () => window.print();
  byId('codes-kept').onclick = () => {
    byId('codes').textContent = '';
    root.hidden = true;
    done();
  };
  first(root, '[data-step=codes] h2').focus();
}
