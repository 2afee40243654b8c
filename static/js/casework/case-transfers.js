/** Handing a case to the office above, what came back, and sending back what came of a case handed here. */
import { byId, make } from '../components/dom.js';
import { clearErrors, showError } from '../components/errors.js';
import { day, language, text } from '../components/texts.js';
import { ask } from '../components/worker.js';
import { today } from '../portal/office.js';
import { entryFailure } from './entry-form.js';
import { get, send } from './server.js';

/**
 * @typedef {import('../worker/case-entries.js').Entry} Entry
 * @typedef {import('../worker/transfers.js').Sent} Sent
 * @typedef {{ documents: any, view: import('../worker/cases.js').CaseView }} Fetched
 * @typedef {{ page: import('./report-page.js').Page, fetched: () => Promise<Fetched>,
 *   again: () => Promise<unknown>, open: (kind: string, values: Record<string, any>) => void }} Desk
 *   again: show the case anew; open: begin an entry
 */

/** The destination that stands for the office above (casework/transfers/service.py). */
const SUPERIOR = '01';
const PARTS = ['grounds', 'list', 'document_no', 'contact'];
/** What both ways of handing something to the office above may be refused for. */
export const OWN_FAILURES = ['OfficeUnproved', 'FingerprintMismatch', 'AccusedThere', 'NotHandedHere', 'NotApproved', 'TooLong'];

/** @param {Desk} desk */
export async function showTransfers(desk) {
  const { page, fetched } = desk;
  const { documents, view } = await fetched();
  const { transfers, above, handed_here: handed } = await get(`${page.path}/transfers.json`);
  const { roles } = page.session.member;
  const mayHand = view.proved && roles.some((role) => role === 'registrar' || role === 'leader');
  const sent = view.proved ? await ask('readTransfers', { documents, transfers }) : [];
  const done = view.entries.filter(({ kind }) => kind === 'transfer_sent').map(({ facts }) => facts.on);
  const ready = mayHand && above !== null
    ? view.entries.filter(({ id, kind, state, facts }) => kind === 'transfer' && state === 'approved' && facts.destination === SUPERIOR && !done.includes(id))
    : [];
  const items = [
    ...sent.map((/** @type {Sent} */ one) => sentItem(desk, view.entries, one)),
    ...ready.map((/** @type {Entry} */ one) => readyItem(desk, above, one)),
    ...(handed === null || !mayHand || view.transferred.state !== 'proved' ? [] : [resultItem(desk, view, handed)]),
  ];
  byId('transfer-items').replaceChildren(...items);
  byId('transfers').hidden = items.length === 0;
}

/**
 * @param {Desk} desk
 * @param {Entry[]} entries
 * @param {Sent} one
 */
function sentItem(desk, entries, { on, name, fingerprint, sentOn, receivedOn, trouble, result }) {
  const item = make('li', make('b', name), ' ', make('small', text('transfer_to', { fingerprint })), make('p', text('transfer_sent_on', { date: day(sentOn) })));
  item.append(make('p', receivedOn === '' ? text('transfer_waits') : text('transfer_taken', { date: day(receivedOn) })));
  if (trouble !== '') item.append(Object.assign(make('p', text('transfer_forged')), { className: 'notice late' }));
  if (result === null) return item;
  item.append(make('p', text('transfer_says', { date: day(result.on) })), make('blockquote', result.text));
  if (entries.some(({ kind, facts }) => kind === 'transfer_result' && facts.on === on)) return item;
  const take = button('transfer_note');
  take.addEventListener('click', () => desk.open('transfer_result', { on, answered_on: result.on, text: result.text }));
  item.append(take);
  return item;
}

/**
 * @param {Desk} desk
 * @param {Record<string, any>} above
 * @param {Entry} one
 */
function readyItem(desk, above, { id, words }) {
  const name = language() === 'en' ? above.name_en || above.name : above.name;
  const item = make('li', make('p', text('transfer_ready', { name })), make('blockquote', String(words.summary)), make('p', text('transfer_only')));
  const go = button('transfer_send');
  go.addEventListener('click', () => trying(desk, go, async ({ documents }) => {
    const labels = Object.fromEntries([['words', text('field_summary')], ...PARTS.map((part) => [part, text(`field_${part}`)])]);
    const form = await ask('sealTransfer', { documents, ...times(desk), above, on: id, labels, language: language(), how: text('transfer_how') });
    await send('POST', `${desk.page.path}/transfers`, form);
  }));
  item.append(go);
  return item;
}

/**
 * @param {Desk} desk
 * @param {import('../worker/cases.js').CaseView} view
 * @param {{ answered_on: string }} handed
 */
function resultItem(desk, { transferred: { name, fingerprint, dueOn } }, { answered_on: on }) {
  const item = make('li', make('b', text('transfer_came', { name })), ' ', make('small', text('transfer_to', { fingerprint })));
  if (on !== '') {
    item.append(make('p', text('result_stands', { date: day(on) })));
    return item;
  }
  const field = Object.assign(/** @type {HTMLTextAreaElement} */ (make('textarea')), { id: 'result-words', rows: 4, autocomplete: 'off' });
  const label = Object.assign(/** @type {HTMLLabelElement} */ (make('label', text('result_words', { name, date: dueOn === '' ? '—' : day(dueOn) }))), { htmlFor: field.id });
  const go = button('result_send');
  go.addEventListener('click', () => {
    const words = field.value.trim();
    if (words === '') return showError(text('field_needed'), field);
    return trying(desk, go, async ({ documents }) => {
      const form = await ask('sealResult', { documents, ...times(desk), text: words });
      await send('POST', `${desk.page.path}/transfer-result`, form);
    });
  });
  item.append(label, field, go);
  return item;
}

/** @param {Desk} desk */
export const times = ({ page }) => ({ office: page.session.office, today: today(), now: new Date().toISOString() });

/**
 * @param {Desk} desk
 * @param {HTMLButtonElement} pressed
 * @param {(now: Fetched) => Promise<unknown>} act
 * @param {(name: string) => string} named what a failure is called, if we know it
 */
export async function trying(desk, pressed, act, named = failureOf) {
  if (pressed.disabled) return;
  pressed.disabled = true;
  clearErrors();
  try {
    await act(await desk.fetched());
    await desk.again();
    await showTransfers(desk);
  } catch (error) {
    const { name } = /** @type {Error} */ (error);
    showError(named(name) || entryFailure(error));
  } finally {
    pressed.disabled = false;
  }
}

/** @param {string} name */
const failureOf = (name) => (OWN_FAILURES.includes(name) ? text(`transfer_${name}`) : '');

/** @param {string} key */
export const button = (key) => Object.assign(/** @type {HTMLButtonElement} */ (make('button', text(key))), { type: 'button' });
