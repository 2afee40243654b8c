/** The steps of joining: one is shown at a time. */
import { all, begin, byId } from '../components/dom.js';
import { clearErrors } from '../components/errors.js';
import { text } from '../components/texts.js';

/**
 * Whom a link invites, as the server says.
 * @typedef {{ site: string, office: Record<string, any>, name: string, display_name: string,
 *   roles: string[], reset: boolean, second_factor: 'required' | 'optional' }} Invitation
 */

/** @param {'unusable' | 'who' | 'draw' | 'type' | 'factor' | 'done'} name */
export function showStep(name) {
  clearErrors();
  byId('waiting').hidden = true;
  for (const step of all(document, '#unusable, [id^=step-]')) step.hidden = true;
  const step = byId(name === 'unusable' ? name : `step-${name}`);
  step.hidden = false;
  if (name !== 'unusable') begin(step);
}

/**
 * @param {Invitation} invitation
 * @param {string} print the office's fingerprint as this browser computed it; empty without keys
 */
export function showWho({ office, name, display_name: shownName, roles, reset }, print) {
  const english = document.documentElement.lang === 'en';
  const shown = {
    'office-name': english && office.name_en ? office.name_en : office.name,
    'display-name': shownName,
    name,
    office: office.office,
    roles: roles.map((role) => text(`role_${role}`)).join(text('and')),
    'office-print': print,
  };
  for (const [id, words] of Object.entries(shown)) byId(id).textContent = words;
  byId('is-reset').hidden = !reset;
  byId('has-print').hidden = print === '';
  byId('no-print').hidden = print !== '';
}

/**
 * @param {string} print the own fingerprint
 * @param {boolean} hasKeys whether there may be a leader to compare it with
 */
export function showDone(print, hasKeys) {
  byId('joined-print').textContent = print;
  byId('done-compare').hidden = !hasKeys;
  byId('done-alone').hidden = hasKeys;
  showStep('done');
}
