/** A deadline in words: what it is for, how much is left. Its colour says the same once more. */
import { make } from '../components/dom.js';
import { text } from '../components/texts.js';

/**
 * An open deadline, as the server tells it.
 * @typedef {{ case: string, kind: string, due_on: string, provisional: boolean, soft: boolean,
 *   colour: 'green' | 'yellow' | 'overdue', working_days: number }} Deadline
 */

/** What it is for; a target is marked as one. @param {Deadline} deadline */
export const dueName = ({ kind, soft }) => [text(`due_${kind}`), ...(soft ? [text('due_soft')] : [])].join(' · ');

/**
 * How much is left of it.
 * @param {Deadline} deadline
 */
export function dueTag({ colour, working_days: n, provisional }) {
  const left = colour === 'overdue' ? text('due_over', { n }) : n === 0 ? text('due_now') : text('due_left', { n });
  const found = make('span', [left, ...(provisional ? [text('due_provisional')] : [])].join(' · '));
  found.className = `due ${colour}`;
  return found;
}
