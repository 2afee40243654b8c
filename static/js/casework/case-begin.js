/** What a form begins with, where the case knows it already; and what to say above it. */
import { text } from '../components/texts.js';
import { followUp } from './case-also.js';
import { unrecorded } from './case-objections.js';
import { retaliationWords } from './door-words.js';

/** @typedef {import('./case-work.js').Fetched} Fetched */

/**
 * Whether a field is asked that is asked only sometimes.
 * @param {string} when
 * @param {Fetched} now
 */
export function isAsked(when, { view }) {
  if (when === 'signs') return view.closed === '';
  return when === 'objections' && unrecorded(view).length > 0;
}

/**
 * The values that a form of this kind begins with.
 * @param {string} kind
 * @param {Fetched} now
 * @returns {Record<string, any>}
 */
export function beginning(kind, { documents, view }) {
  if (kind !== 'retaliation_check') return {};
  const days = followUp(documents.deadlines)?.kind.replace('retaliation_', '') ?? '';
  return view.closed === '' ? { days, letter_words: retaliationWords(view.language), text: text('asked_by_letter') } : { days };
}

/**
 * What to know before writing, or nothing.
 * @param {string} kind
 * @param {Fetched} now
 */
export function warning(kind, { view }) {
  if (kind === 'task' && view.helpers.length === 0) return text('nobody_to_ask');
  const left = unrecorded(view);
  if (kind === 'archive' && left.length > 0) {
    return text('objections_left', { letters: left.map(({ seq: n }) => text('letter_no', { n })).join(text('and')) });
  }
  if (kind !== 'retaliation_check' || view.closed === '') return '';
  return text({ deleted: 'no_letter_deleted', no_mailbox: 'no_letter_none', not_signer: 'no_letter_signer' }[view.closed] ?? 'no_letter_now');
}
