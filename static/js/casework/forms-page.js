/** A page of plain forms: offices, settings, posters. */
import { all } from '../components/dom.js';
import { startForms } from './form.js';

for (const button of all(document, '[data-print]')) button.addEventListener('click', () => window.print());
for (const box of all(document, '[data-all]')) {
  box.addEventListener('change', () => {
    const { checked } = /** @type {HTMLInputElement} */ (box);
    for (const one of all(document, '[name=department]')) /** @type {HTMLInputElement} */ (one).checked = checked;
  });
}
startForms();
