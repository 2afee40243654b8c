/**
 * The papers of a case, filled from its entries: one function for each (field names: docs/papers.md).
 * Nothing about the reporter goes into any of them but the answer and the record of the feedback.
 */
import { AFTER } from './case-papers-after.js';
import { INSIDE } from './case-papers-inside.js';
import { OUTGOING } from './case-papers-outgoing.js';

/** @typedef {import('./case-facts.js').CaseFacts} Facts */
/** @typedef {import('./case-facts.js').Words} Words */

/** @type {Record<string, (facts: Facts) => Words>} */
export const FILLED = { ...INSIDE, ...AFTER, ...OUTGOING };

/** Kinds of entry of which each makes a paper of its own. @type {Record<string, string[]>} */
export const SOURCES = {
  referral: ['complaint_handed'], inquiry: ['inquiry'], talk: ['talk'], evidence: ['evidence'], held: ['review'], closing: ['inquiry', 'talk'], cooperation: ['task'], transfer: ['transfer'],
  filing: ['filing'], decision: ['sanction'], service: ['service'], 'company-talk': ['talk'], 'company-report': ['company_report'], reminder: ['measure'],
  feedback: ['told_in_person'], 'integrity-notice': ['integrity_notice'], recommendation: ['recommendation'], education: ['education'], bulletin: ['publication'],
};

/**
 * The values of a paper for a case, without those that nothing is known of.
 * @param {string} id
 * @param {Facts} facts
 */
export function valuesOf(id, facts) {
  const values = { office: facts.office, ...FILLED[id]?.(facts) };
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined && value !== '' && value !== null));
}
