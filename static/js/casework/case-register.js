/** Registering a report (登记): who may open the case, who is recused from it, in one step. */
import { byId } from '../components/dom.js';
import { clearErrors, showError } from '../components/errors.js';
import { text } from '../components/texts.js';
import { ask } from '../components/worker.js';
import { today } from '../portal/office.js';
import { allowLeaving } from '../portal/unsent.js';
import { caseFailure } from './case-failures.js';
import { batches } from './case-letters.js';
import { choosePeople, closeChoice, excludes, findPeople, offerChoice } from './case-people.js';
import { saveDraft } from './drafts.js';
import { sendSigned } from './seen-cases.js';
import { goQueue, send } from './server.js';

/**
 * @typedef {import('./report-page.js').Page} Page
 * @typedef {import('./case-people.js').Part} Part
 * @typedef {() => Promise<{ documents: any, view: any }>} Fetch
 */

/**
 * @param {Page} page
 * @param {Fetch} fetched reads and opens the report anew
 */
export async function registration(page, fetched) {
  const button = /** @type {HTMLButtonElement} */ (byId('register'));
  byId('registration').hidden = false;
  byId('to-register').addEventListener('click', async () => {
    try {
      await offer(page);
    } catch (error) {
      showError(caseFailure(error));
    }
  });
  byId('choosing-no').addEventListener('click', () => closeChoice('to-register'));
  button.addEventListener('click', async () => {
    if (button.disabled) return;
    button.disabled = true;
    clearErrors();
    try {
      await register(page, fetched);
    } catch (error) {
      showError(caseFailure(error));
    } finally {
      button.disabled = false;
    }
  });
}

/** @type {() => Map<string, Part>} */
let chosen = () => new Map();

/** @param {Page} page */
async function offer({ session: { member } }) {
  const { people, matches } = await findPeople();
  const excluded = matches.filter(excludes).map((match) => match.member);
  const partOf = ({ name = '' }) => (excluded.includes(name) ? 'declared' : name === member.name ? 'granted' : 'none');
  const decides = member.roles.includes('leader');
  chosen = choosePeople(people, matches, partOf, ({ name }) => /** @type {Part[]} */ ([
    'granted', 'none', 'declared', 'reporter', ...(decides && name !== member.name ? ['leader'] : []),
  ]));
  offerChoice('to-register');
}

/**
 * @param {Page} page
 * @param {Fetch} fetched
 */
async function register({ path, session }, fetched) {
  const { member } = session;
  const parts = [...chosen()];
  const members = parts.filter(([, part]) => part === 'granted').map(([name]) => name);
  if (members.length === 0) return showError(text('nobody_granted'), byId(`part-${member.name}`));
  const { documents } = await fetched();
  const recusals = parts.filter(([, part]) => part !== 'granted' && part !== 'none')
    .map(([member, reason]) => ({ member, reason }));
  const recused = recusals.map(({ member: name }) => name);
  const { letters, ...form } = await ask('registerCase', { documents, members, recused, today: today() });
  const [first = [], ...others] = batches(letters);
  const { id } = form;
  await sendSigned(session, { id }, 'POST', `${path}/case`, { ...form, letters: first, recusals });
  await saveDraft();
  // The others are sealed to the case when it is opened (case.js); nothing is lost by that.
  if (others.length > 0) await send('POST', `cases/${id}/letters`, { letters: others[0] }).catch(() => {});
  allowLeaving();
  return members.includes(member.name) ? location.assign(`/casework/cases/${id}`) : goQueue();
}
