/**
 * A leader's browser renews what it has signed before it runs out (续签). What the office is called
 * by now is signed only after the leader has seen it. Whatever fails here keeps nobody from working.
 */
import { all, byId, first } from '../components/dom.js';
import { day } from '../components/texts.js';
import { ask } from '../components/worker.js';
import { dayNumber } from '../crypto/days.js';
import { today } from '../portal/office.js';
import { keepToken, get, send } from './server.js';
import { resume } from './unlocking.js';

/** @typedef {import('./server.js').SessionDocument} SessionDocument */

// Days: time enough to bring the keepers of the sheets together.
const CHARTER_NOTICE = 45;

/**
 * Renew statement and roster when that is due, and offer to sign what has changed.
 * @param {SessionDocument} session
 */
export async function renewInTime(session) {
  if (!session.rostered || !session.member.roles.includes('leader')) return;
  try {
    warnOfCharter(session.office.charter.expires_on);
    const { due, differences } = await ask('lookAhead', { facts: session.facts, today: today() });
    if (due) await renew(session, null);
    if (differences.length > 0) offer(session, differences);
  } catch (error) {
    tellFailed(/** @type {Error} */ (error));
  }
}

/** @param {string} until the charter's last day: only the sheets sign another one */
function warnOfCharter(until) {
  byId('charter-until').textContent = day(until);
  byId('renewal-charter').hidden = dayNumber(until) - dayNumber(today()) > CHARTER_NOTICE;
}

/**
 * What ran out is renewed only by a browser that saw it in force: here, trying again would not help.
 * @param {Error} error
 */
function tellFailed({ name }) {
  byId(name === 'StatementExpired' ? 'renewal-elsewhere' : 'renewal-failed').hidden = false;
}

/**
 * @param {SessionDocument} session
 * @param {SessionDocument['facts'] | null} said what the leader has confirmed
 */
async function renew(session, said) {
  const { display_name, roles } = session.member;
  const form = await ask('renewStatements', { said, member: { display_name, roles }, today: today() });
  await send('POST', 'keyring/renewal', form);
  Object.assign(session, keepToken(await get('session')));
  await resume(session);
}

/**
 * @param {SessionDocument} session
 * @param {import('../worker/due.js').Difference[]} differences
 */
function offer(session, differences) {
  const notice = byId('renewal-said');
  for (const line of all(notice, '[data-said]')) {
    const found = differences.find(({ field }) => field === line.dataset.said);
    line.hidden = found === undefined;
    first(line, '[data-before]').textContent = found?.before || '–';
    first(line, '[data-after]').textContent = found?.after || '–';
  }
  notice.hidden = false;
  // What is signed is what was shown, whatever the server says by then.
  const said = { ...session.facts };
  byId('renewal-sign').addEventListener('click', async () => {
    notice.hidden = true;
    await renew(session, said).catch(tellFailed);
  }, { once: true });
}
