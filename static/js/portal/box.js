/** Drawing an open mailbox. */
import { byId, first, make, writeWithPhone } from '../components/dom.js';
import { day, language, text } from '../components/texts.js';
import { today } from './office.js';

/**
 * @typedef {import('./correspondence.js').Opened} Opened
 * @typedef {import('../worker/mailbox.js').Answer} Answer
 * @typedef {import('../worker/mailbox.js').Sent} Sent
 */

/** @param {Opened} opened */
export function showBox({ box, facts, answers, trouble, fingerprint, confirmed }) {
  byId('office').textContent = spoken(facts, 'name');
  byId('state').textContent = stateOf(box);
  byId('fingerprint').textContent = fingerprint;
  byId('fingerprint-line').hidden = confirmed || trouble !== '';
  const ways = text('ways', { phone: facts.phone, letter_box: spoken(facts, 'letter_box') });
  writeWithPhone(byId('ways'), ways, facts.phone);
  byId('letters').textContent = '';
  for (const answer of answers) byId('letters').append(...letter(answer));
  byId('empty').hidden = answers.length > 0 || trouble !== '';
  byId('distrust').hidden = true;
  showSent(box.messages);
  if (trouble) showTrouble(trouble, facts.phone);
}

/**
 * One of an office's texts in the page's language.
 * @param {Record<string, any>} facts
 * @param {string} name
 */
const spoken = (facts, name) => facts[language() === 'en' ? `${name}_en` : name];

/** @param {{ received_on: string, deliver_on: string }} box */
function stateOf({ received_on: received, deliver_on: deliver }) {
  if (deliver > today()) return text('appointed', { deliver: day(deliver) });
  return text('delivered', { received: day(received) });
}

/** @param {Answer} answer */
function letter({ written_on: written, text: words }) {
  const letter = make('div', words);
  letter.className = 'letter';
  return [make('h2', text('answered', { date: day(written) })), letter];
}

/** @param {Sent[]} sent */
export function showSent(sent) {
  const line = byId('sent');
  line.hidden = sent.length === 0;
  const last = lastDay(sent);
  if (last) line.textContent = text('messages', { n: sent.length, date: day(last) });
}

/** @param {Sent[]} sent */
const lastDay = (sent) => sent.map((message) => message.sent_on).sort().pop();

/**
 * What a person hears once an addition is there.
 * @param {Sent[]} sent
 */
export const arrived = (sent) =>
  text('arrived', { date: day(String(lastDay(sent))), office: String(byId('office').textContent) });

/**
 * Say what is wrong and what to do. Where the office itself cannot be trusted, nothing can be written.
 * @param {string} trouble
 * @param {string} phone
 */
export function showTrouble(trouble, phone) {
  const warning = byId('distrust');
  writeWithPhone(first(warning, 'p'), text(trouble, { phone }), phone);
  warning.hidden = false;
  byId('write').hidden = trouble !== 'forged';
  byId('to-delete').hidden = trouble !== 'forged';
}
