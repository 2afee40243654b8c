/** Sending a whole case to the office above, once a colleague has approved it. Nothing of it stays here. */
import { byId, make } from '../components/dom.js';
import { showError } from '../components/errors.js';
import { language, text } from '../components/texts.js';
import { ask } from '../components/worker.js';
import { button, OWN_FAILURES, times, trying } from './case-transfers.js';
import { get, send } from './server.js';

/** @typedef {import('./case-transfers.js').Desk} Desk */

const KEYHOLDERS = ['registrar', 'leader'];
const NAMED = ['LettersUnread', 'AccusedThere', 'NotApproved', 'TooLong'];

/**
 * @param {Desk} desk
 * @param {import('./case-transfers.js').Fetched} now
 */
export async function showPassing(desk, { view, documents }) {
  const { page } = desk;
  const [asked] = view.entries.filter(({ kind, state, unproved }) => kind === 'pass_up' && state === 'approved' && !unproved).slice(-1);
  const mayPass = view.proved && page.session.member.roles.some((role) => KEYHOLDERS.includes(role));
  byId('passing').hidden = asked === undefined || !mayPass || documents.case.stage !== 'assessment';
  if (byId('passing').hidden) return;
  const { above } = await get(`${page.path}/transfers.json`);
  byId('passing-box').replaceChildren(...(above === null ? [make('p', text('passing_without'))] : form(desk, above, asked)));
}

/**
 * @param {Desk} desk
 * @param {Record<string, any>} above
 * @param {import('../worker/case-entries.js').Entry} asked
 */
function form(desk, above, { id, words }) {
  const name = language() === 'en' ? above.name_en || above.name : above.name;
  const tick = Object.assign(/** @type {HTMLInputElement} */ (make('input')), { type: 'checkbox', id: 'passing-sure', autocomplete: 'off' });
  const sure = Object.assign(make('label', tick, ' ', text('passing_sure')), { className: 'tick' });
  const go = button('passing_send');
  go.addEventListener('click', () => {
    if (!tick.checked) return showError(text('passing_tick'), tick);
    return trying(desk, go, async ({ documents }) => {
      const sealed = await ask('sealPassing', { documents, ...times(desk), above, on: id, label: text('field_summary'), language: language() });
      await send('POST', `${desk.page.path}/passing`, sealed);
      location.replace('/casework/cases?stage=passed_up');
      await new Promise(() => {});  // the page leaves: there is no case to show any more
    }, named);
  });
  return [
    make('p', text('passing_ready', { name })), make('blockquote', String(words.reason ?? '')),
    make('p', text('passing_whole', { name })), Object.assign(make('p', text('passing_gone')), { className: 'notice late' }), sure, go,
  ];
}

/** @param {string} name */
function named(name) {
  if (NAMED.includes(name)) return text(`passing_${name}`);
  return OWN_FAILURES.includes(name) ? text(`transfer_${name}`) : '';
}
