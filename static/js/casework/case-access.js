/** Who may open a case (谁能看): everybody with access sees it, keyholders change it. */
import { byId, make } from '../components/dom.js';
import { clearErrors, showError } from '../components/errors.js';
import { ask } from '../components/worker.js';
import { today } from '../portal/office.js';
import { caseFailure } from './case-failures.js';
import { choosePeople, findPeople } from './case-people.js';
import { get, send } from './server.js';

/**
 * @typedef {import('./report-page.js').Page} Page
 * @typedef {import('./case-people.js').Part} Part
 * @typedef {{ name: string, display_name: string }} Named
 * @typedef {{ documents: { access: Named[], recused: (Named & { reason: Part })[] } & Record<string, any> }} Fetched
 */

/**
 * @param {Page} page
 * @param {Fetched} opened
 * @param {() => Promise<Fetched>} fetched
 */
export async function accessForm(page, { documents }, fetched) {
  const { roles } = page.session.member;
  showNames(documents);
  if (!roles.some((role) => ['registrar', 'leader'].includes(role))) return;
  byId('to-change').hidden = false;
  /** @type {(() => Map<string, Part>)} */
  let chosen = () => new Map();
  byId('to-change').addEventListener('click', () => tried(async () => {
    const { people, matches } = await findPeople();
    const now = (await fetched()).documents;
    chosen = choosePeople(people, matches, ({ name }) => partIn(now, name), ({ name }, part) =>
      choicesFor(part, name === page.session.member.name, roles.includes('leader')));
    byId('choosing').hidden = false;
    byId('to-change').hidden = true;
  }));
  byId('change').addEventListener('click', () => tried(async () => {
    await new Changes(page.path, page.session).make(chosen());
    location.reload();
  }));
}

/** @param {() => Promise<void>} act */
async function tried(act) {
  const button = /** @type {HTMLButtonElement} */ (byId('change'));
  if (button.disabled) return;
  button.disabled = true;
  clearErrors();
  await act().catch((error) => showError(caseFailure(error)));
  button.disabled = false;
}

/** @param {Fetched['documents']} documents */
function showNames({ access, recused }) {
  byId('granted').textContent = '';
  byId('granted').append(...access.map(({ display_name: name }) => make('li', name)));
  byId('recused').hidden = recused.length === 0;
  byId('recused-names').textContent = recused.map(({ display_name: name }) => name).join('、');
}

/**
 * @param {Fetched['documents']} documents
 * @param {string} name
 * @returns {Part}
 */
function partIn({ access, recused }, name) {
  if (access.some((one) => one.name === name)) return 'granted';
  return recused.find((one) => one.name === name)?.reason ?? 'none';
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

/** What was chosen, done step by step: each takes the case as the step before left it. */
class Changes {
  /**
   * @param {string} path
   * @param {import('./server.js').SessionDocument} session
   */
  constructor(path, session) {
    this.path = path;
    this.session = session;
  }

  /** @param {Map<string, Part>} chosen */
  async make(chosen) {
    const before = await get(`${this.path}.json`);
    const changed = [...chosen].filter(([name, part]) => partIn(before, name) !== part);
    for (const [name, part] of changed) {
      const was = partIn(before, name);
      if (was !== 'granted' && was !== 'none') await send('DELETE', `${this.path}/recusals/${name}`);
      else if (part !== 'granted') await this.exclude(name, was, part);
    }
    await this.grant(changed.filter(([, part]) => part === 'granted').map(([name]) => name));
  }

  /** @param {string[]} members */
  async grant(members) {
    if (members.length === 0) return;
    const { case: row } = await get(`${this.path}.json`);
    await send('POST', `${this.path}/grants`, await ask('grantCase', { row, members, today: today() }));
  }

  /**
   * @param {string} name
   * @param {Part} was
   * @param {Part} part
   */
  async exclude(name, was, part) {
    const rekey = was === 'granted' ? await this.withoutThem(name) : null;
    if (part === 'none') await send('DELETE', `${this.path}/grants/${name}`, rekey ?? {});
    else await send('POST', `${this.path}/recusals`, { member: name, reason: part, rekey });
  }

  /**
   * The case under a new secret that this member does not get.
   * @param {string} name
   */
  async withoutThem(name) {
    const documents = await get(`${this.path}.json`);
    const members = documents.access.map((/** @type {Named} */ one) => one.name).filter((/** @type {string} */ one) => one !== name);
    return ask('rekeyCase', { documents, members, office: this.session.office, today: today() });
  }
}
