/** Cases that went up, in the list: a number and days, for their words are not here any more. */
import { byId, make } from '../components/dom.js';
import { day, language, text } from '../components/texts.js';
import { get } from './server.js';

/** @typedef {{ number: string, to: string, to_en: string, sent_on: string, received_on: string }} Passed */

/** The filter that asks for them (casework/entries/stages.py). */
const STAGE = 'passed_up';
const KEYHOLDERS = ['registrar', 'leader'];

/**
 * Show them where the list asks for their stage.
 * @param {import('./server.js').SessionDocument} session
 * @param {string} stage
 */
export async function showPassed({ member }, stage) {
  if (stage !== STAGE || !member.roles.some((role) => KEYHOLDERS.includes(role))) return;
  const { passed } = /** @type {{ passed: Passed[] }} */ (await get('cases/passed.json'));
  if (passed.length === 0) return;
  byId('none').hidden = byId('total').hidden = true;
  byId('passed-total').textContent = text('passed_total', { n: passed.length });
  byId('passed-cases').replaceChildren(...passed.map(line));
  byId('passed').hidden = false;
}

/** @param {Passed} one */
function line({ number, to, to_en: english, sent_on: on, received_on: taken }) {
  const name = language() === 'en' ? english || to : to;
  const state = taken === '' ? text('passed_waits') : text('passed_taken', { date: day(taken) });
  return make('li', make('b', text('passed_line', { number: number || '—', date: day(on), name })), ' ', make('span', state));
}
