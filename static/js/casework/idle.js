/** Telling whether somebody is there. */
import { byId } from '../components/dom.js';
import { language, text } from '../components/texts.js';
import { send } from './server.js';
import { hear, tell } from './tabs.js';

const MINUTE = 60000;
const SIGNS = ['pointerdown', 'keydown', 'wheel', 'touchstart', 'input'];
// The server hears of it well before it would forget the key by itself.
const TELL_AFTER = 3 * MINUTE;
const LOOK_EVERY = MINUTE / 6;

/**
 * Call `leave` once nobody has touched this tab or another one for so many minutes. Timers stop
 * while a computer sleeps, so the time is looked at instead of waited for.
 * @param {number} minutes
 * @param {() => unknown} leave
 */
export function watchInput(minutes, leave) {
  let [touched, told, seen] = [Date.now(), Date.now(), Date.now()];
  for (const sign of SIGNS) addEventListener(sign, () => { touched = Date.now(); }, { passive: true, capture: true });
  hear((word) => { if (word === 'here') touched = seen = Date.now(); });
  const look = () => {
    if (Date.now() - touched >= minutes * MINUTE) {
      clearInterval(timer);
      return leave();
    }
    showEnd(touched + minutes * MINUTE);
    if (touched > seen) tell('here');
    seen = touched;
    if (touched <= told || Date.now() - told < TELL_AFTER) return undefined;
    told = Date.now();
    return send('POST', 'session/seen').then(({ locked }) => locked && leave(), () => {});
  };
  const timer = setInterval(look, LOOK_EVERY);
  document.addEventListener('visibilitychange', look);
  look();
}

/** @param {number} end */
function showEnd(end) {
  const time = new Date(end).toLocaleTimeString(language(), { hour: '2-digit', minute: '2-digit', hour12: false });
  byId('until').textContent = text('until', { time });
}
