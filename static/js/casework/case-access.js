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
 * @typedef {{ documents: { access: Named[], recused: (Named & { reason: Part })[] } & Record<string, any>,
 *   view: { members: string[], closed: string } }} Fetched
 */

/**
 * @param {Page} page
 * @param {Fetched} opened
 * @param {() => Promise<Fetched>} fetched
 */
export async function accessForm(page, { documents, view }, fetched) {
  const { roles } = page.session.member;
  showNames(documents, view.members);
  if (!roles.some((role) => ['registrar', 'leader'].includes(role))) return;
  if (view.closed === 'unproved') return offerAnew(page);
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

/**
 * A case that no keyholder of today stands behind: once somebody has looked at it, it gets a secret
 * that whoever signed it last does not know.
 * @param {Page} page
 */
function offerAnew({ path, session: { office } }) {
  byId('anew').hidden = false;
  byId('anew').addEventListener('click', () => tried(async () => {
    const documents = await get(`${path}.json`);
    await send('POST', `${path}/rekey`, await ask('rekeyCase', { documents, confirmed: true, office, today: today() }));
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

/**
 * @param {Fetched['documents']} documents
 * @param {string[]} members as it is signed: the names that a row gives them are only shown beside
 */
function showNames({ access, recused }, members) {
  const shown = (/** @type {string} */ name) => access.find((one) => one.name === name)?.display_name ?? name;
  byId('granted').textContent = '';
  byId('granted').append(...members.filter((name) => recused.every((one) => one.name !== name)).map((name) => make('li', shown(name))));
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
      if (was !== 'granted' && was !== 'none') await send('DELETE', `${this.path}/recusals/${name}`, await this.access({ lifted: [name] }));
      else if (part !== 'granted') await this.exclude(name, was, part);
    }
    await this.grant(changed.filter(([, part]) => part === 'granted').map(([name]) => name));
  }

  /** @param {string[]} members */
  async grant(members) {
    if (members.length === 0) return;
    await send('POST', `${this.path}/grants`, await this.access({ granted: members }));
  }

  /**
   * @param {string} name
   * @param {Part} was
   * @param {Part} part
   */
  async exclude(name, was, part) {
    if (part !== 'none') return send('POST', `${this.path}/recusals`, { member: name, reason: part, rekey: await this.rekeyed({ recused: [name] }) });
    if (was === 'granted') return send('DELETE', `${this.path}/grants/${name}`, await this.rekeyed({ without: [name] }));
    return null;
  }

  /** @param {{ granted?: string[], lifted?: string[] }} change */
  async access(change) {
    return ask('changeAccess', { documents: await get(`${this.path}.json`), ...change, today: today() });
  }

  /** @param {{ without?: string[], recused?: string[] }} change who does not get the new secret */
  async rekeyed(change) {
    return ask('rekeyCase', { documents: await get(`${this.path}.json`), ...change, office: this.session.office, today: today() });
  }
}
