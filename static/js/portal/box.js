/** Drawing an open mailbox: how the case stands, the letters, what can be done. */
import { byId, first, make, writeWithPhone } from '../components/dom.js';
import { day, language, text } from '../components/texts.js';
import { isInWechat } from './advice.js';
import { hasWords, showLetters } from './letters.js';
import { today } from './office.js';
import { standing } from './state.js';

/**
 * @typedef {import('./correspondence.js').Opened} Opened
 * @typedef {import('../worker/mailbox.js').Sent} Sent
 * @typedef {import('./letters.js').Deeds} Deeds
 */

/**
 * @param {Opened} opened
 * @param {Deeds} deeds
 */
export function showBox(opened, deeds) {
  const { box, facts, name, answers, trouble, fingerprint, confirmed } = opened;
  showName(name, facts.name_en);
  byId('fingerprint').textContent = fingerprint;
  byId('fingerprint-line').hidden = confirmed || trouble !== '';
  const ways = text('ways', { phone: facts.phone, letter_box: spoken(facts, 'letter_box') });
  writeWithPhone(byId('ways'), ways, facts.phone);
  showStanding(opened, box.messages);
  showLetters(answers, isOpen(trouble) ? deeds : { part: deeds.part });
  byId('empty').hidden = answers.some(hasWords) || trouble !== '';
  byId('no-saving').hidden = !isInWechat() || answers.every(({ attachments }) => attachments.length === 0);
  byId('distrust').hidden = true;
  letWrite(true);
  if (trouble) showTrouble(trouble, facts.phone);
}

/**
 * The name that the office's statement vouches for. There is no English one in it, so both stand.
 * @param {string} name
 * @param {string} english
 */
function showName(name, english) {
  const signed = make('span', name);
  signed.lang = 'zh-Hans';
  byId('office').textContent = '';
  byId('office').append(...(language() === 'en' ? [`${english} (`, signed, ')'] : [name]));
}

/**
 * One of an office's texts in the page's language.
 * @param {Record<string, any>} facts
 * @param {string} name
 */
const spoken = (facts, name) => facts[language() === 'en' ? `${name}_en` : name];

/**
 * How the case stands, what has happened and what is due.
 * @param {Opened} opened
 * @param {Sent[]} messages what was sent by now
 */
export function showStanding({ box, facts, answers }, messages) {
  const contacts = { phone: facts.phone, authority: spoken(facts, 'authority_name'), authority_phone: facts.authority_phone };
  const now = standing({ ...box, messages }, answers, box.today ?? today(), contacts);
  byId('now').textContent = now.now;
  writeWithPhone(byId('next'), now.next, facts.phone, facts.authority_phone);
  byId('next').className = now.late ? 'overdue' : '';
  byId('dates').textContent = '';
  byId('dates').append(...now.events.map(({ on, words }) => dated(day(on), words)));
  if (now.due) byId('dates').append(due(now.due, box.provisional));
  byId('to-write').className = now.id === 'supplement' ? 'go' : 'quiet';
}

/**
 * @param {string} date
 * @param {string} words
 */
const dated = (date, words) => make('li', make('span', date), make('span', words));

/**
 * @param {string} on
 * @param {boolean} [provisional] whether the calendar of that year is not known yet
 */
function due(on, provisional) {
  const line = dated(text('until', { due: day(on) }), text(provisional ? 'owed_about' : 'owed'));
  line.className = 'due';
  return line;
}

/**
 * What a person hears once something they wrote is there.
 * @param {Sent[]} sent
 */
export function arrived(sent) {
  const last = sent.map((message) => message.sent_on).sort().pop();
  return text('arrived', { date: day(String(last)), office: String(byId('office').textContent) });
}

/**
 * Say what is wrong and what to do. Where the office itself cannot be trusted, nothing can be written.
 * @param {string} trouble
 * @param {string} phone
 */
export function showTrouble(trouble, phone) {
  const warning = byId('distrust');
  writeWithPhone(first(warning, 'p'), text(trouble, { phone }), phone);
  warning.hidden = false;
  letWrite(isOpen(trouble));
}

/**
 * Whether something may be sealed to the office all the same.
 * @param {string} trouble
 */
const isOpen = (trouble) => trouble === '' || trouble === 'forged';

/** @param {boolean} open */
function letWrite(open) {
  for (const id of ['to-write', 'to-delete']) byId(id).hidden = !open;
}
