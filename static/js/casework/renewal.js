/**
 * A leader's browser renews what it has signed before it runs out (续签). What the office is called
 * by now is signed only after the leader has seen it. Whatever fails here keeps nobody from working.
 */
import { all, byId, first, make } from '../components/dom.js';
import { day, text } from '../components/texts.js';
import { ask } from '../components/worker.js';
import { dayNumber } from '../crypto/days.js';
import { today } from '../portal/office.js';
import { accepted } from './seen-office.js';
import { keepToken, get, send } from './server.js';
import { resume } from './unlocking.js';

/**
 * @typedef {import('./server.js').SessionDocument} SessionDocument
 * @typedef {import('../worker/due.js').Difference} Difference
 */

// Days: time enough to bring the keepers of the sheets together.
const CHARTER_NOTICE = 45;

/**
 * Renew statement and roster when that is due, and offer to sign what has changed. What this browser
 * did not sign itself is shown to the leader first.
 * @param {SessionDocument} session
 */
export async function renewInTime(session) {
  if (!session.rostered || !session.member.roles.includes('leader')) return;
  try {
    warnOfCharter(session.office.charter.expires_on);
    const { due, differences, asked } = await ask('lookAhead', { facts: session.facts, member: own(session), today: today() });
    if (asked !== null) return show(session, differences, asked);
    if (due) await renew(session, {});
    if (differences.length > 0) offer(session, differences);
  } catch (error) {
    tellFailed(/** @type {Error} */ (error));
  }
}

/**
 * Whose epoch and roster would be good for longer: nothing of it may be over.
 * @param {SessionDocument} session
 * @param {Difference[]} differences
 * @param {import('../worker/due.js').Asked} asked
 */
function show(session, differences, { called, authority, epoch, since, members, shown }) {
  const notice = byId('renewal-asked');
  byId('asked-name').textContent = text(authority === '' ? 'asked_name' : 'asked_name_below', { name: called, authority });
  byId('asked-epoch').textContent = text('asked_epoch', { n: epoch, day: day(since) });
  byId('asked-members').replaceChildren(...members.map(({ name, display_name: called, roles }) =>
    make('li', text('asked_member', { name, called, roles: roles.map((role) => text(`role_${role}`)).join(text('and')) }))));
  notice.hidden = false;
  onceOn('renewal-confirm', notice, async () => {
    await renew(session, { shown });
    if (differences.length > 0) offer(session, differences);
  });
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
 * @param {{ said?: SessionDocument['facts'], shown?: string }} confirmed by the leader
 */
async function renew(session, confirmed) {
  const form = await ask('renewStatements', { ...confirmed, member: own(session), today: today() });
  await send('POST', 'keyring/renewal', form);
  await accepted(session, form);
  Object.assign(session, keepToken(await get('session')));
  await resume(session);
}

/**
 * @param {SessionDocument} session
 * @param {Difference[]} differences
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
  onceOn('renewal-sign', notice, () => renew(session, { said }));
}

/**
 * @param {string} id of a button in a notice, which is done with once it was pressed
 * @param {HTMLElement} notice
 * @param {() => Promise<unknown>} act
 */
function onceOn(id, notice, act) {
  byId(id).addEventListener('click', async () => {
    notice.hidden = true;
    await act().catch(tellFailed);
  }, { once: true });
}

/** @param {SessionDocument} session */
const own = ({ member: { display_name, roles } }) => ({ display_name, roles });
