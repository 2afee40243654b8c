/** The hand-in slip (上交登记单): a number that goes into the seal and onto the paper. */
import { byId, make } from '../components/dom.js';
import { day } from '../components/texts.js';
import { newSlip } from '../crypto/slip.js';

let number = '';

/** This page's number, drawn when it is first asked for. */
export const slipNumber = () => (number ||= newSlip());

/**
 * Fill in the slip of a hand-in that has arrived.
 * @param {{ items: string, office: string, receivedOn: string, bringBy: string }} slip
 */
export function showSlip({ items, office, receivedOn, bringBy }) {
  byId('slip-number').textContent = slipNumber();
  byId('slip-office').textContent = office;
  byId('slip-date').textContent = day(receivedOn);
  byId('bring-by').textContent = day(bringBy);
  byId('slip-items').append(...items.split('\n').map((item) => make('li', item)));
  byId('print').addEventListener('click', () => window.print());
}
