/** The panels above the list of members: one at a time, each with what it has to say or ask. */
import { all, byId, first } from '../components/dom.js';
import { clearErrors, showError } from '../components/errors.js';
import { text } from '../components/texts.js';
import { failureText } from './unlocking.js';

/** Why nothing was signed, where a leader can do something about it. @type {Record<string, string>} */
const UNSIGNED = {
  NotALeader: 'not_a_leader',
  LeaderNamed: 'leader_named',
  RecoveryMissing: 'recovery_missing',
  RosterUnvouched: 'unvouched',
  RosterExpired: 'unvouched',
  StatementExpired: 'unvouched',
  CharterExpired: 'recovery_missing',
};

/** @type {Element | null} what had the focus before the panel */
let opener = null;

/** @param {'link' | 'compare' | 'change' | 'leave'} name */
export function openPanel(name) {
  closePanels();
  byId('done').hidden = true;
  opener = document.activeElement;
  const panel = byId(`panel-${name}`);
  panel.hidden = false;
  panel.scrollIntoView();
  first(panel, 'h2').focus({ preventScroll: true });
}

export function closePanels() {
  clearErrors();
  for (const panel of all(document, '[id^=panel-]')) {
    if (!panel.hidden && panel.contains(document.activeElement)) /** @type {HTMLElement | null} */ (opener)?.focus();
    panel.hidden = true;
  }
  byId('link').textContent = '';
}

/**
 * Do something once at a time; what fails is said, and nothing typed is lost.
 * @param {HTMLButtonElement} button
 * @param {() => Promise<unknown>} act
 */
export async function once(button, act) {
  if (button.disabled) return;
  clearErrors();
  button.disabled = true;
  try {
    await act();
  } catch (error) {
    const { name } = /** @type {Error} */ (error);
    showError(name in UNSIGNED ? text(UNSIGNED[name]) : failureText(error));
  } finally {
    button.disabled = false;
  }
}

/**
 * The roles that are ticked in a fieldset.
 * @param {string} id
 */
export const ticked = (id) =>
  /** @type {HTMLInputElement[]} */ (all(byId(id), 'input')).filter(({ checked }) => checked).map(({ value }) => value);

/**
 * Somebody by name and by the name they sign in with: two may be called alike.
 * @param {{ display_name: string, name: string }} row
 */
export const calledOf = ({ display_name: called, name }) => text('called', { called, name });

/**
 * Whether a role goes with no other and has no part in cases: administrator and auditor.
 * @param {string} role
 */
export const standsAlone = (role) => ['helper', 'administrator', 'auditor'].includes(role);

/**
 * Whether one person may hold these roles.
 * @param {string[]} roles
 */
export const mayCombine = (roles) => roles.length === 1 || (roles.length > 1 && !roles.some(standsAlone));
