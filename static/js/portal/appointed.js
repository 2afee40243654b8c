/** When it may be delivered: now, or on a Monday in some weeks. */
import { all, first } from '../components/dom.js';
import { day } from '../components/texts.js';
import { today } from './office.js';

/**
 * The Monday that `portal/days.py: delivery_day` will choose.
 * @param {number} weeks
 */
function mondayIn(weeks) {
  const date = new Date(`${today()}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + 7 * weeks);
  date.setUTCDate(date.getUTCDate() + (8 - date.getUTCDay()) % 7);
  return date.toISOString().slice(0, 10);
}

/**
 * Put the real dates beside the choices.
 * @param {ParentNode} root
 */
export function showMondays(root) {
  for (const place of all(root, '[data-weeks]')) place.textContent = day(mondayIn(Number(place.dataset.weeks)));
}

/**
 * The wish, as it is sent and sealed.
 * @param {ParentNode} root
 */
export const wishedDelivery = (root) =>
  first(root, '[data-screen=delivery] input:checked')?.dataset.choice ?? 'now';
