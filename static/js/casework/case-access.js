/** Who may open a case (谁能看): everybody with access sees it, keyholders change it. */
import { byId, make } from '../components/dom.js';
import { onClick } from './case-button.js';
import { Changes, partIn } from './case-changes.js';
import { choosePeople, closeChoice, findPeople, offerChoice } from './case-people.js';
import { isKeyholder, offerAnew, showStill } from './case-rekey.js';
import { rosterNames } from './roster-names.js';

/**
 * @typedef {import('./report-page.js').Page} Page
 * @typedef {import('./case-people.js').Part} Part
 * @typedef {{ documents: { access: { name: string }[], recused: { name: string, reason: Part }[] } & Record<string, any>,
 *   view: { members: string[], proved: boolean } }} Fetched
 */

/**
 * @param {Page} page
 * @param {Fetched} opened
 * @param {() => Promise<Fetched>} fetched
 */
export async function accessForm(page, { documents, view }, fetched) {
  const { roles } = page.session.member;
  await showNames(documents, view.members);
  await showStill(page, { documents, view });
  if (!isKeyholder(page)) return;
  if (!view.proved) return offerAnew(page, documents);
  byId('to-change').hidden = false;
  /** @type {(() => Map<string, Part>)} */
  let chosen = () => new Map();
  onClick('to-change', async () => {
    const { people, matches } = await findPeople();
    const now = (await fetched()).documents;
    chosen = choosePeople(people, matches, ({ name }) => partIn(now, name), ({ name }, part) =>
      choicesFor(part, name === page.session.member.name, roles.includes('leader')));
    offerChoice('to-change');
  });
  byId('choosing-no').addEventListener('click', () => closeChoice('to-change'));
  onClick('change', async () => {
    await new Changes(page).make(chosen());
    location.reload();
  });
}

/**
 * @param {Fetched['documents']} documents
 * @param {string[]} members as it is signed
 */
async function showNames({ recused }, members) {
  const shown = await rosterNames();
  const present = members.filter((name) => recused.every((one) => one.name !== name));
  byId('granted').replaceChildren(...present.map((name) => make('li', shown(name))));
  byId('recused').hidden = recused.length === 0;
  byId('recused-names').textContent = recused.map(({ name }) => shown(name)).join('、');
}

/**
 * @param {Part} part
 * @param {boolean} own whether it is our own row: we step aside elsewhere
 * @param {boolean} decides whether we are a leader
 * @returns {Part[]}
 */
function choicesFor(part, own, decides) {
  if (own) return [part];
  if (part === 'granted' || part === 'none') {
    return ['granted', 'none', 'declared', 'reporter', ...(decides ? /** @type {Part[]} */ (['leader']) : [])];
  }
  return decides ? [part, 'none', 'granted'] : [part];
}
