/**
 * TypeScript's description of the browser without what is newer than the floor: a source that uses
 * a method, a property or a constructor that Chrome 86 or Safari 14.5 lacks no longer type-checks.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { ASKED_FIRST, data, had, plain, within } from './had.mjs';

const BLOCK = /^(?:interface|declare var) (\w+)\b[^;]*\{\n([^]*?)^\}/gm;
const MEMBER = /^ {4}(?:readonly |get |set )?(\w+)(\??)[(:<].*\n/gm;
const GLOBAL = /^declare (?:function|var) (\w+)\b(?:[^{\n]*;| *: *\{\n[^]*?^\};?)\n/gm;

/** Members of dictionaries, which MDN's data keep under the method that takes them. @type {[string, string][]} */
const OPTIONS = [['AddEventListenerOptions', 'signal'], ['RequestInit', 'priority'], ['RequestInit', 'duplex']];

/** Name → whether any object had a member of that name: for mixins, which MDN's data do not know. */
const anywhere = new Map();
for (const [, object] of Object.entries(data.api)) {
  for (const [name, member] of within(object)) anywhere.set(plain(name), anywhere.get(plain(name)) || had(member));
}

/**
 * @param {string} object
 * @param {string} member
 * @param {string} optional `?` in a dictionary
 */
function lacks(object, member, optional) {
  if (ASKED_FIRST.includes(object)) return false;
  if (OPTIONS.some(([one, name]) => one === object && name === member)) return true;
  const known = data.api[object];
  if (known === undefined) return optional === '' && (anywhere.get(member) === false || lacksGlobal(member));
  const feature = known[member] ?? known[`${member}_static`];
  return feature?.__compat !== undefined && !had(feature);
}

/** @param {string} name */
function lacksGlobal(name) {
  if (ASKED_FIRST.includes(name)) return false;
  const places = [data.api[name], data.api.Window[name], data.api.WorkerGlobalScope[name], data.javascript.builtins[name]];
  const known = places.filter((place) => place?.__compat !== undefined);
  return known.length > 0 && !known.some(had);
}

/** The description itself. */
export function floorDom() {
  const { platform, arch } = process;
  const program = createRequire(createRequire(import.meta.url).resolve('typescript/package.json'));
  const home = dirname(program.resolve(`@typescript/typescript-${platform}-${arch}/package.json`));
  const read = (/** @type {string} */ name) => readFileSync(join(home, 'lib', name), 'utf8').replace(/^\/\/\/ .*\n/gm, '');
  const whole = `${read('lib.dom.d.ts')}\n${read('lib.dom.iterable.d.ts')}`;
  return whole
    .replace(BLOCK, (block, object) => block.replace(MEMBER, (line, member, optional) => (lacks(object, member, optional) ? '' : line)))
    .replace(GLOBAL, (text, name) => (lacksGlobal(name) ? '' : text));
}
