/** How a case stands, what has happened and what is due: from the mailbox's dates and signed answers. */
import { day, month, text } from '../components/texts.js';

/**
 * @typedef {import('./correspondence.js').Box} Box
 * @typedef {import('../worker/contents.js').State} State
 * @typedef {{ written_on: string, state: State | null }} Dated an answer that verified
 * @typedef {{ on: string, words: string }} Event
 * @typedef {{ id: string, now: string, next: string, late: boolean, events: Event[], due: string }} Standing
 *   id: of the state, or where only dates are known: appointed, delivered, deciding; due: the day by
 *   which the office says whether it accepts, empty once it has
 */

/** The states that say whether a report is accepted; until one is there, that is owed. */
const DECIDES = ['accepted', 'held', 'transferred', 'not_ours', 'concluded'];

/** State → what it is called, and what comes next. */
const WORDS = /** @type {Record<string, [string, string]>} */ ({
  appointed: ['appointed', 'next_appointed'],
  delivered: ['delivered', 'next_owed'],
  deciding: ['deciding', 'next_owed'],
  accepted: ['accepted', 'next_accepted'],
  supplement: ['supplement', 'next_supplement'],
  held: ['held', 'next_held'],
  transferred: ['transferred', 'next_transferred'],
  not_ours: ['not_ours', 'next_not_ours'],
  concluded: ['concluded', 'next_concluded'],
});

/**
 * @param {Box} box
 * @param {Dated[]} answers in their order
 * @param {string} today
 * @param {{ phone: string, authority: string, authority_phone: string }} contacts whom to ask
 * @returns {Standing}
 */
export function standing(box, answers, today, contacts) {
  const state = newest(answers) ?? byDates(box, answers, today);
  const decided = answers.some((answer) => answer.state !== null && DECIDES.includes(answer.state.id));
  const due = decided ? '' : box.accept_by ?? '';
  const late = due !== '' && today > due;
  return {
    id: state.id,
    now: named(state, box),
    next: text(late ? lateFor(contacts) : nextAfter(state, due), { ...contacts, due: due && day(due), to: state.to }),
    late,
    events: eventsOf(box, answers, today),
    due,
  };
}

/** @param {{ authority_phone: string }} contacts */
const lateFor = (contacts) => (contacts.authority_phone ? 'late' : 'late_alone');

/**
 * @param {State} state
 * @param {string} due
 */
function nextAfter({ id }, due) {
  const [, next] = WORDS[id];
  return next === 'next_owed' && due === '' ? 'next_unknown' : next;
}

/** @param {Dated[]} answers */
function newest(answers) {
  const stated = answers.filter((answer) => answer.state !== null);
  return stated.length > 0 ? stated[stated.length - 1].state : null;
}

/**
 * Before anything is said about it, the dates tell.
 * @param {Box} box
 * @param {Dated[]} answers
 * @param {string} today
 * @returns {State}
 */
function byDates(box, answers, today) {
  const opened = Boolean(box.opened_on) || answers.length > 0;
  const waiting = box.deliver_on > today ? 'appointed' : 'delivered';
  return { id: opened ? 'deciding' : waiting, month: '', to: '' };
}

/**
 * @param {State} state
 * @param {Box} box
 */
const named = (state, box) => text(WORDS[state.id][0],
  { deliver: day(box.deliver_on), month: state.month && month(state.month), to: state.to });

/**
 * @param {Box} box
 * @param {Dated[]} answers
 * @param {string} today
 * @returns {Event[]}
 */
function eventsOf(box, answers, today) {
  const later = box.deliver_on > box.received_on;
  const sent = new Map();
  for (const { sent_on: on } of box.messages) sent.set(on, (sent.get(on) ?? 0) + 1);
  const events = [
    { on: box.received_on, words: text(later ? 'was_sent' : 'was_delivered') },
    ...(later && box.deliver_on <= today ? [{ on: box.deliver_on, words: text('was_delivered') }] : []),
    ...(box.opened_on ? [{ on: box.opened_on, words: text('was_opened') }] : []),
    ...answers.map(({ written_on: on, state }) => ({ on, words: state ? named(state, box) : text('was_answered') })),
    ...[...sent].map(([on, n]) => ({ on, words: text('was_written', { n }) })),
  ];
  return events.sort((a, b) => (a.on < b.on ? -1 : Number(a.on > b.on)));
}
