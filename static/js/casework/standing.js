/**
 * The office's fingerprint on this computer. A browser that has seen it once notices when the
 * server shows another, and a member then compares it with the poster.
 */
import { byId, first } from '../components/dom.js';
import { ask } from '../components/worker.js';
import { today } from '../portal/office.js';

/** @typedef {import('./server.js').SessionDocument} SessionDocument */

/** @param {SessionDocument} session */
const place = ({ site, office }) => `qingfeng.fingerprint.${site}.${office.office}`;

/**
 * The fingerprint this browser has seen before, if any.
 * @param {SessionDocument} session
 */
export const pinned = (session) => localStorage.getItem(place(session));

/**
 * Show the fingerprint, and say what is wrong with what the server shows the public.
 * @param {SessionDocument} session
 */
export async function showStanding(session) {
  const { office } = session;
  const { fingerprint, trouble } = await ask('checkOffice', { office, today: today(), pinned: pinned(session) });
  byId('fingerprint').textContent = fingerprint;
  if (trouble === '') localStorage.setItem(place(session), fingerprint);
  const notice = trouble && byId(`office-${trouble}`);
  if (notice) notice.hidden = false;
  if (trouble === 'replaced') offerNew(notice, place(session), fingerprint);
}

/**
 * @param {HTMLElement} notice
 * @param {string} key
 * @param {string} fingerprint
 */
function offerNew(notice, key, fingerprint) {
  first(notice, 'button').addEventListener('click', () => {
    localStorage.setItem(key, fingerprint);
    location.reload();
  });
}
