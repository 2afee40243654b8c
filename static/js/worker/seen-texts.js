/** The words of a report that a person has read here: no others are taken for them afterwards. */
import { CaseForged, memory } from './memory.js';
import { digestOf } from './office-memory.js';

/**
 * Raises CaseForged if other words were read as this report, or if it has become a case: then the
 * words are the case's.
 * @param {string} report
 * @param {string} text
 */
export function checkReport(report, text) {
  checkText(report, text);
  for (const seen of memory().cases.entries.values()) if (seen.report === report) throw new CaseForged('seen');
}

/**
 * Raises CaseForged if other words were read as this report.
 * @param {string} report
 * @param {string} text
 */
export function checkText(report, text) {
  const seen = memory().texts.get(report);
  if (seen !== undefined && seen !== digestOf({ text })) throw new CaseForged('seen');
}

/**
 * A person reads this report now. Raises as `checkReport`.
 * @param {string} report
 * @param {string} text
 */
export function readAs(report, text) {
  checkReport(report, text);
  memory().texts.use(report, digestOf({ text }));
}
