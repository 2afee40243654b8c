/** Joining with an invitation link (加入): everything secret is made in this browser. */
import { byId } from '../components/dom.js';
import { start } from '../components/start.js';
import { text } from '../components/texts.js';
import { warmUp } from '../components/worker.js';
import { Joining } from './joining.js';
import { showStep } from './joining-steps.js';
import { send } from './server.js';
import { failureText } from './unlocking.js';

async function invitation() {
  const token = takeToken();
  sessionStorage.clear();
  if (token === '') return unusable(text('no_token'));
  keepThroughLanguages(token);
  warmUp();
  try {
    await new Joining(token, await send('POST', 'invitation/look', { token })).begin();
  } catch (error) {
    unusable(failureText(error));
  }
}

/** The link's token, which is in the address bar no longer than until here. */
function takeToken() {
  const token = new URLSearchParams(location.hash.slice(1)).get('i') ?? '';
  history.replaceState(null, '', location.pathname);
  return /^[0-9a-f]{64}$/.test(token) ? token : '';
}

/**
 * The page in the other language is about the same link.
 * @param {string} token
 */
function keepThroughLanguages(token) {
  const link = /** @type {HTMLAnchorElement} */ (document.querySelector('a.language'));
  link.addEventListener('click', (event) => {
    event.preventDefault();
    location.assign(`${link.href}#i=${token}`);
  });
}

/** @param {string} why */
function unusable(why) {
  byId('unusable-why').textContent = why;
  showStep('unusable');
}

start({ invitation });
