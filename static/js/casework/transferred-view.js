/** Showing of an opened report which office handed it on, if one did. */
import { all } from '../components/dom.js';
import { day, text } from '../components/texts.js';

/** @typedef {import('../worker/transferred.js').Transferred} Transferred */

/**
 * @param {Transferred} transferred
 * @returns {[string, string][]}
 */
export function transferredFacts({ state, name, fingerprint, dueOn, passed, on, reason }) {
  if (state !== 'proved') return [];
  const whose = text('transferred_name', { name, fingerprint });
  if (passed) return [['passed_from', whose], ['passed_on', day(on)], ['passed_reason', reason]];
  const due = /** @type {[string, string][]} */ (dueOn === '' ? [] : [['transferred_due', day(dueOn)]]);
  return [['transferred_from', whose], ...due];
}

/** @param {Transferred} transferred */
export function showTransferred({ state, passed }) {
  const shown = passed ? 'passed' : state;
  for (const notice of all(document, '[data-transferred]')) notice.hidden = notice.dataset.transferred !== shown;
}
