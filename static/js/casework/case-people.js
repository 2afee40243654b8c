/** Who takes part in a case: one row for each member, with one choice. */
import { byId, make } from '../components/dom.js';
import { text } from '../components/texts.js';
import { ask } from '../components/worker.js';
import { today } from '../portal/office.js';
import { get } from './server.js';

/**
 * @typedef {{ name: string, shownName: string, roles: string[] }} Person
 * @typedef {'granted' | 'none' | 'declared' | 'reporter' | 'leader' | 'own'} Part
 *   granted: may open it; none: may not; any other: recused, for this reason
 * @typedef {import('../worker/declarations.js').Match} Match
 */

const PARTS = /** @type {Record<Part, string>} */ ({
  granted: 'part_granted', none: 'part_none', declared: 'part_declared', reporter: 'part_reporter',
  leader: 'part_leader', own: 'part_own',
});
const ROLES = /** @type {Record<string, string>} */ ({
  registrar: 'role_registrar', investigator: 'role_investigator', leader: 'role_leader', secretary: 'role_secretary',
});
const DECLARED = /** @type {Record<string, string>} */ ({
  relative: 'match_relative', interest: 'match_interest', former_department: 'match_former',
});

/**
 * Whom the roster vouches for and whom the declarations exclude. Raises what the worker raises.
 * @returns {Promise<{ people: Person[], matches: Match[] }>}
 */
export async function findPeople() {
  const people = await ask('colleagues', { today: today() });
  const { declarations: rows } = await get('declarations.json');
  return { people, matches: await ask('matchDeclarations', { rows, today: today() }) };
}

/** Whether what somebody declared keeps them out; a former department only warns. */
export const excludes = (/** @type {Match} */ { kind }) => kind !== 'former_department';

/**
 * Draw the rows into `#people`. Gives what is chosen, by name.
 * @param {Person[]} people
 * @param {Match[]} matches
 * @param {(person: Person) => Part} partOf what stands there beforehand
 * @param {(person: Person, part: Part) => Part[]} choicesOf
 * @returns {() => Map<string, Part>}
 */
export function choosePeople(people, matches, partOf, choicesOf) {
  const rows = people.map((person) => {
    const part = partOf(person);
    return { name: person.name, ...row(person, part, choicesOf(person, part), matches.filter(({ member }) => member === person.name)) };
  });
  byId('people').textContent = '';
  byId('people').append(...rows.map(({ item }) => item));
  return () => new Map(rows.map(({ name, choice }) => [name, /** @type {Part} */ (choice.value)]));
}

/**
 * Show the rows, and begin at the first that can be changed.
 * @param {string} opener id of the button that asked for them
 */
export function offerChoice(opener) {
  byId('choosing').hidden = false;
  byId(opener).hidden = true;
  /** @type {HTMLElement | null} */ (byId('people').querySelector('select:not([disabled])'))?.focus();
}

/** @param {string} opener */
export function closeChoice(opener) {
  byId('choosing').hidden = true;
  byId(opener).hidden = false;
  byId(opener).focus();
}

/**
 * @param {Person} person
 * @param {Part} part
 * @param {Part[]} choices
 * @param {Match[]} matches
 */
function row({ name, shownName, roles }, part, choices, matches) {
  const choice = /** @type {HTMLSelectElement} */ (make('select', ...choices.map((one) =>
    Object.assign(make('option', text(PARTS[one])), { value: one, selected: one === part }))));
  choice.id = `part-${name}`;
  choice.autocomplete = 'off';
  choice.disabled = choices.length < 2;
  const label = /** @type {HTMLLabelElement} */ (make('label', make('b', shownName), make('small', rolesOf(roles))));
  label.htmlFor = choice.id;
  const notes = matches.map((match) => make('small', text(DECLARED[match.kind], { name: match.name })));
  for (const note of notes) note.className = 'match';
  return { item: make('li', label, choice, ...notes), choice };
}

/** @param {string[]} roles */
const rolesOf = (roles) => roles.filter((role) => role in ROLES).map((role) => text(ROLES[role])).join('、');
