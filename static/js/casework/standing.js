/** What is wrong, if anything, with what the server says about the office. */
import { byId } from '../components/dom.js';
import { ask } from '../components/worker.js';
import { today } from '../portal/office.js';

/** @typedef {import('./server.js').SessionDocument} SessionDocument */

/** What every page says already (joining-notices.js): the office has no keys yet, or we have not
 * compared its fingerprint. */
const JOINING = ['unready', 'unconfirmed'];

/**
 * Show our own fingerprint, and what the server shows instead of what it stands for.
 * Gives the epoch that is vouched for, or 0.
 * @param {SessionDocument} session
 */
export async function showStanding({ office }) {
  const { epoch, fingerprint, trouble, forged, roster } = await ask('checkOffice', { office, today: today() });
  byId('fingerprint').textContent = fingerprint;
  if (trouble !== '' && !JOINING.includes(trouble)) byId(`office-${trouble}`).hidden = false;
  byId('grant-forged').hidden = !forged;
  byId('roster-broken').hidden = trouble !== '' || roster === '' || roster === 'RosterMissing';
  return epoch;
}
