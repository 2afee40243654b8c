/** The second step of signing in: a passkey, an authenticator's code, or a recovery code. */
import { byId, first } from '../components/dom.js';
import { clearErrors, showError } from '../components/errors.js';
import { language, text } from '../components/texts.js';
import { Refused } from '../portal/requests.js';
import { hasPasskeys, usePasskey } from './factors-passkey.js';
import { send } from './server.js';
import { failureText } from './unlocking.js';

/**
 * @typedef {import('./server.js').SessionDocument} SessionDocument
 * @typedef {{ pending: string, passkey: Record<string, any> | null, totp: boolean, codes: boolean }} Question
 */

/**
 * Ask until it is right, and give the session. Raises Refused once no answer counts any more.
 * @param {HTMLElement} before the form of the first step, which makes room
 * @param {Question} question
 * @returns {Promise<SessionDocument>}
 */
export function askSecond(before, question) {
  const form = byId('second');
  before.hidden = true;
  form.hidden = false;
  byId('second-passkey').hidden = question.passkey === null || !hasPasskeys();
  byId('second-code').hidden = !question.totp && !question.codes;
  byId('second-leave').onclick = () => location.reload();
  first(form, 'h2').focus();
  return new Promise((resolve, reject) => {
    const over = (/** @type {unknown} */ error) => {
      form.hidden = true;
      before.hidden = false;
      reject(error);
    };
    const answer = (/** @type {() => Promise<object>} */ given) => trying(form, question.pending, given, resolve, over);
    byId('use-passkey').onclick = () => answer(async () =>
      ({ method: 'passkey', answer: (await usePasskey(question.passkey ?? {})).credential }));
    form.onsubmit = (event) => {
      event.preventDefault();
      const code = typedCode();
      if (code === '') return showError(text('no_code'), byId('code'));
      return answer(async () => ({ method: /^\d{6}$/.test(code) ? 'totp' : 'code', answer: code }));
    };
  });
}

/**
 * @param {HTMLElement} form
 * @param {string} pending
 * @param {() => Promise<object>} given
 * @param {(session: SessionDocument) => void} resolve
 * @param {(error: unknown) => void} over
 */
async function trying(form, pending, given, resolve, over) {
  const buttons = form.querySelectorAll('button');
  if (buttons[0].disabled) return;
  clearErrors();
  for (const button of buttons) button.disabled = true;
  try {
    resolve(await send('POST', `session/second-factor?language=${language()}`, { pending, ...await given() }));
  } catch (error) {
    if (error instanceof Refused && error.message === 'second_factor_over') over(error);
    else showError(failureText(error), byId('second-code').hidden ? undefined : byId('code'));
  }
  for (const button of buttons) button.disabled = false;
}

/** What was typed: digits alone are an authenticator's, whatever stands between them. */
function typedCode() {
  const code = /** @type {HTMLInputElement} */ (byId('code')).value.normalize('NFKC').trim();
  const digits = code.replace(/[\s-]/g, '');
  return /^\d{6}$/.test(digits) ? digits : code;
}
