/** The fields of an entry: drawn from their description, read back as words. */
import { make } from '../components/dom.js';
import { day, text } from '../components/texts.js';
import { amountHint } from './amounts.js';
import { labelKey } from './kinds.js';

/**
 * @typedef {import('./kinds.js').Field} Field
 * @typedef {{ id: string, label: string }} Option
 * @typedef {(field: Field) => Option[]} Options what may be chosen for a field
 * @typedef {HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement} Control
 * @typedef {{ element: HTMLElement, read: () => any, fill: (value: any) => void, first: () => HTMLElement,
 *   missing: () => HTMLElement | null }} Drawn
 */

let count = 0;

/**
 * @param {Field} field
 * @param {Options} options
 * @returns {Drawn}
 */
export function draw(field, options) {
  const drawn = drawnAs(field, options);
  drawn.element.dataset.field = field.id;
  return drawn;
}

/**
 * @param {Field} field
 * @param {Options} options
 * @returns {Drawn}
 */
function drawnAs(field, options) {
  if (field.type === 'rows') return drawRows(field, options);
  if (field.type === 'some' || field.type === 'people') return drawSome(field, options(field));
  if (field.type === 'flag') return drawFlag(field);
  if (field.type === 'letter') return drawLetter(field);
  return drawOne(field, options);
}

/** @param {Field} field */
const labelOf = (field) => text(labelKey(field)) + (field.optional ? text('may_be_empty') : '');

/**
 * @param {Field} field
 * @param {Options} options
 * @returns {Drawn}
 */
function drawOne(field, options) {
  const control = controlOf(field, options);
  control.id = `entry-${field.id}-${count += 1}`;
  control.autocomplete = 'off';
  control.setAttribute('writingsuggestions', 'false');
  control.spellcheck = false;
  const label = Object.assign(/** @type {HTMLLabelElement} */ (make('label', labelOf(field))), { htmlFor: control.id });
  const read = () => (field.type === 'count' ? Number(control.value) : control.value.trim());
  const hints = field.type === 'yuan' ? [hintOf(control)] : [];
  return {
    element: make('div', label, control, ...hints),
    read,
    fill: (value) => {
      control.value = value === undefined ? '' : String(value);
      control.dispatchEvent(new Event('change'));
    },
    first: () => control,
    missing: () => (!field.optional && control.value.trim() === '' ? control : null),
  };
}

/**
 * What an amount is in capitals, and its band.
 * @param {Control} control
 */
function hintOf(control) {
  const hint = Object.assign(make('p'), { className: 'hint', id: `${control.id}-hint` });
  hint.setAttribute('role', 'status');
  control.setAttribute('aria-describedby', hint.id);
  for (const event of ['input', 'change']) control.addEventListener(event, () => { hint.textContent = amountHint(control.value); });
  return hint;
}

/**
 * @param {Field} field
 * @param {Options} options
 * @returns {Control}
 */
function controlOf(field, options) {
  const { type } = field;
  if (type === 'text') return Object.assign(/** @type {HTMLTextAreaElement} */ (make('textarea')), { rows: 5 });
  if (type === 'one' || type === 'person' || type === 'helper' || type === 'entry' || type === 'case') {
    const empty = Object.assign(make('option', text('choose')), { value: '' });
    const rest = options(field).map(({ id, label }) => Object.assign(make('option', label), { value: id }));
    return /** @type {HTMLSelectElement} */ (make('select', empty, ...rest));
  }
  const kind = { day: 'date', moment: 'datetime-local', count: 'number' }[/** @type {string} */ (type)] ?? 'text';
  return Object.assign(/** @type {HTMLInputElement} */ (make('input')), { type: kind, ...(kind === 'number' && { min: '0' }), ...(kind === 'text' && { maxLength: 200 }) });
}

/**
 * A letter that the entry is about, named by the page; shown only if there is one.
 * @param {Field} field
 * @returns {Drawn}
 */
function drawLetter(field) {
  const element = make('p');
  /** @type {any} */
  let named = '';
  return {
    element,
    read: () => named,
    fill: (value) => {
      named = value ?? '';
      element.textContent = named === '' ? '' : `${labelOf({ ...field, optional: false })}${text('colon')}${letterName(named)}`;
    },
    first: () => element,
    missing: () => null,
  };
}

/** @param {{ no: number, on: string }} letter */
export const letterName = ({ no, on }) => text('letter_on', { n: no, on: day(on) });

/** @param {Field} field @returns {Drawn} */
function drawFlag(field) {
  const control = Object.assign(/** @type {HTMLInputElement} */ (make('input')), { type: 'checkbox' });
  return {
    element: make('div', make('label', control, ' ', text(labelKey(field)))),
    read: () => control.checked,
    fill: (value) => { control.checked = value === true; },
    first: () => control,
    missing: () => null,
  };
}

/**
 * @param {Field} field
 * @param {Option[]} options
 * @returns {Drawn}
 */
function drawSome(field, options) {
  const boxes = options.map(({ id, label }) => {
    const control = Object.assign(/** @type {HTMLInputElement} */ (make('input')), { type: 'checkbox', value: id });
    return { control, element: make('label', control, ' ', label) };
  });
  const chosen = () => boxes.map(({ control }) => control).filter(({ checked }) => checked).map(({ value }) => value);
  return {
    element: make('fieldset', make('legend', labelOf(field)), ...boxes.map(({ element }) => element)),
    read: chosen,
    fill: (value) => { for (const { control } of boxes) control.checked = Array.isArray(value) && value.includes(control.value); },
    first: () => boxes[0]?.control ?? document.body,
    missing: () => null,
  };
}

/**
 * Several things of the same form, each with the same fields.
 * @param {Field} field
 * @param {Options} options
 * @returns {Drawn}
 */
function drawRows(field, options) {
  const list = make('ol');
  /** @type {Drawn[][]} */
  let rows = [];
  const add = (/** @type {Record<string, any>} */ values = {}) => {
    const drawn = (field.fields ?? []).map((one) => draw(one, options));
    drawn.forEach((one, n) => one.fill(values[(field.fields ?? [])[n].id]));
    const remove = Object.assign(/** @type {HTMLButtonElement} */ (make('button', text('remove_row'))), { type: 'button', className: 'plain' });
    const item = make('li', ...drawn.map(({ element }) => element), remove);
    remove.addEventListener('click', () => {
      rows = rows.filter((one) => one !== drawn);
      item.remove();
      list.dispatchEvent(new Event('input', { bubbles: true }));
    });
    rows.push(drawn);
    list.append(item);
    return drawn;
  };
  const more = Object.assign(/** @type {HTMLButtonElement} */ (make('button', text('add_row'))), { type: 'button', className: 'second' });
  more.addEventListener('click', () => add()[0].first().focus());
  if (!field.optional) add();
  return {
    element: make('fieldset', make('legend', labelOf(field)), list, more),
    read: () => rows.map((drawn) => Object.fromEntries(drawn.map((one, n) => [(field.fields ?? [])[n].id, one.read()]))),
    fill: (value) => {
      rows = [];
      list.textContent = '';
      for (const one of Array.isArray(value) ? value : []) add(Object(one));
      if (rows.length === 0 && !field.optional) add();
    },
    first: () => rows[0]?.[0].first() ?? more,
    missing: () => (rows.length === 0 && !field.optional ? more : rows.flat().map((one) => one.missing()).find(Boolean) ?? null),
  };
}
