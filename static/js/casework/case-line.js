/** Where a case stands: the line of stages, and what is due. */
import { byId, make } from '../components/dom.js';
import { text } from '../components/texts.js';
import { date } from './dates.js';
import { dueName, dueTag } from './due.js';
import { nameOf } from './office-lists.js';

const LINE = ['received', 'assessment', 'disposal', 'verification', 'result', 'handling', 'concluded', 'feedback', 'follow_up', 'archived'];
/** Where a case that went aside left the line. */
const ASIDE = /** @type {Record<string, string>} */ ({ held: 'disposal', merged: 'assessment', passed_up: 'assessment' });

/**
 * How long an archived case is kept (保管期限), in words.
 * @param {{ kept_until: string | null }} row
 */
export const keptWords = ({ kept_until: until }) => (until === null ? text('kept_for_good') : text('kept_until', { on: date(until) }));

/** @param {{ stage: string, lead: string, unit: string, keep: string, kept_until: string | null }} row */
export function showLine({ stage, lead, unit, ...kept }) {
  const at = LINE.indexOf(ASIDE[stage] ?? stage);
  byId('stages').replaceChildren(...LINE.map((name, n) => {
    const item = make('li', text(`stage_${name}`));
    if (n < at) item.className = 'done';
    if (n === at) {
      item.className = 'now';
      item.setAttribute('aria-current', 'step');
    }
    item.append(make('span', n < at ? text('stage_is_done') : n === at ? text('stage_is_now') : ''));
    return item;
  }));
  const beside = stage in ASIDE ? text(`stage_${stage}`) : kept.keep === '' ? '' : keptWords(kept);
  byId('aside-stage').hidden = beside === '';
  byId('aside-stage').textContent = beside;
  byId('lead').textContent = lead === '' ? '' : `${lead} · `;
  byId('unit').textContent = unit === '' ? '' : ` · ${nameOf('units', unit)}`;
}

/** What the case still owes, the most urgent first. @param {import('./due.js').Deadline[]} deadlines */
export function showDeadlines(deadlines) {
  byId('deadlines').hidden = deadlines.length === 0;
  byId('deadlines').replaceChildren(...deadlines.map((one) => make('li', dueName(one), dueTag(one))));
}
