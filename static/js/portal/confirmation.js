/** The last page: it has arrived, by when there is an answer, where to bring what was handed in. */
import { all, byId } from '../components/dom.js';
import { day, language, text } from '../components/texts.js';
import { reveal } from './rules.js';
import { showSlip } from './slip.js';

/**
 * @typedef {import('./office.js').Office} Office
 * @typedef {{ received_on: string, deliver_on: string, accept_by: string, provisional: boolean }} Confirmation
 */

/**
 * An office's name in the page's language.
 * @param {Office} office
 */
export const nameOf = ({ facts }) => String(facts[language() === 'en' ? 'name_en' : 'name']);

/**
 * @param {HTMLElement} root
 * @param {{ confirmation: Confirmation, office: Office, items: string }} sent
 *   items: of a hand-in, in words, one a line
 */
export function confirm(root, { confirmation, office, items }) {
  const { received_on: received, deliver_on: deliver, accept_by: acceptBy, provisional } = confirmation;
  const later = deliver > received;
  byId('delivered').textContent = text(later ? 'delivers' : 'delivered', { office: nameOf(office), date: day(deliver) });
  for (const place of all(root, '#accept-by')) place.textContent = day(acceptBy);
  for (const note of all(root, '#provisional')) note.hidden = !provisional;
  reveal(root);
  if (items) showSlip({ items, office: nameOf(office), receivedOn: received, bringBy: office.facts.bring_by });
  for (const form of all(root, 'form')) /** @type {HTMLFormElement} */ (form).reset();
  byId('answers').textContent = '';
}
