/** The lists of a member's account: second factors, and sessions. */
import { byId, make } from '../components/dom.js';
import { showError } from '../components/errors.js';
import { language, text } from '../components/texts.js';

/**
 * @typedef {{ id: string, label: string, created_at: string, used_at: string | null, unlocks: boolean }} Passkey
 * @typedef {{ id: string, client: string, created_at: string, seen_at: string, this: boolean }} Session
 * @typedef {{ acting: (act: () => Promise<unknown>) => unknown, remove: (path: string) => Promise<unknown>,
 *   tell: (method: 'PATCH', path: string, content: object, done: string) => Promise<unknown> }} Actions
 */

/**
 * @param {{ passkeys: Passkey[], totp: boolean }} account
 * @param {Actions} actions
 */
export function showFactors({ passkeys, totp }, actions) {
  const rows = passkeys.map((passkey) => passkeyRow(passkey, actions));
  byId('factors').replaceChildren(...rows, ...(totp ? [row(text('factor_totp'), [], removing('totp', actions))] : []));
}

/**
 * @param {Session[]} sessions
 * @param {(id: string) => unknown} end
 */
export function showSessions(sessions, end) {
  byId('end-others').hidden = sessions.length < 2;
  byId('sessions').replaceChildren(...sessions.map((session) => {
    const facts = [text('signed_in_on', { on: moment(session.created_at) }), text('seen_on', { on: moment(session.seen_at) })];
    const name = session.client || text('unknown_client');
    if (session.this) return row(`${name} · ${text('this_session')}`, facts);
    return row(name, facts, button(text('end'), () => end(session.id)));
  }));
}

/**
 * @param {Passkey} passkey
 * @param {Actions} actions
 */
function passkeyRow(passkey, actions) {
  const facts = [
    text('made_on', { on: moment(passkey.created_at) }),
    passkey.used_at === null ? text('never_used') : text('used_on', { on: moment(passkey.used_at) }),
    ...(passkey.unlocks ? [text('unlocks')] : []),
  ];
  const path = `passkeys/${passkey.id}`;
  const item = row(passkey.label, facts, button(text('rename'), () => {
    item.replaceChildren(renaming(passkey, path, actions));
    byId(`label-${passkey.id}`).focus();
  }), removing(path, actions));
  return item;
}

/**
 * @param {Passkey} passkey
 * @param {string} path
 * @param {Actions} actions
 */
function renaming(passkey, path, actions) {
  const field = /** @type {HTMLInputElement} */ (make('input'));
  const label = /** @type {HTMLLabelElement} */ (make('label', text('label')));
  Object.assign(field, { id: `label-${passkey.id}`, type: 'text', value: passkey.label, maxLength: 40, autocomplete: 'off' });
  label.htmlFor = field.id;
  const form = make('form', label, field, make('button', text('save')));
  form.onsubmit = (event) => {
    event.preventDefault();
    const chosen = field.value.trim();
    if (chosen === '') return showError(text('no_label'), field);
    return actions.acting(() => actions.tell('PATCH', path, { label: chosen }, 'done_renamed'));
  };
  return form;
}

/**
 * @param {string} path
 * @param {Actions} actions
 */
const removing = (path, actions) => button(text('remove'), () => actions.acting(() => actions.remove(path)));

/**
 * @param {string} name
 * @param {string[]} facts
 * @param {...HTMLElement} buttons
 */
function row(name, facts, ...buttons) {
  // Read out of their row, all buttons would be called the same.
  for (const one of buttons) one.setAttribute('aria-label', `${one.textContent} ${name}`);
  return make('li', make('b', name), make('small', facts.join(' · ')), make('span', ...buttons));
}

/**
 * @param {string} words
 * @param {() => unknown} act
 */
function button(words, act) {
  const element = /** @type {HTMLButtonElement} */ (make('button', words));
  element.type = 'button';
  element.className = 'plain';
  element.onclick = act;
  return element;
}

/** @param {string} at UTC, ISO 8601 */
const moment = (at) => new Date(at).toLocaleString(language(), { dateStyle: 'medium', timeStyle: 'short' });
