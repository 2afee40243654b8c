/**
 * What of the new reports is shown and in which order. How one came and on which day the server knows,
 * so it chooses over all of them; of what kind one is stands in the seal, so that is chosen here, over the page.
 */
import { all, byId, make } from '../components/dom.js';
import { text } from '../components/texts.js';

/**
 * @typedef {{ total: number, channels: Record<string, number>, overdue: number }} Counts
 *   channels: how many there are of each, whichever is asked for
 */

const ASKED = ['channel', 'sort'];

/** @param {string} id */
const select = (id) => /** @type {HTMLSelectElement} */ (byId(id));

/**
 * The address's choices with others in their place.
 * @param {Record<string, string | number>} changes
 */
export function query(changes) {
  const now = new URLSearchParams(location.search);
  const kept = ASKED.map((name) => [name, now.get(name) ?? '']);
  const pairs = Object.entries({ ...Object.fromEntries(kept), ...changes }).filter(([, value]) => value !== '');
  return `?${new URLSearchParams(pairs.map(([name, value]) => [name, String(value)]))}`;
}

/** @param {Counts} counts */
export function showCounts({ channels, overdue }) {
  const now = new URLSearchParams(location.search);
  const whole = Object.values(channels).reduce((sum, n) => sum + n, 0);
  if (whole > 0) byId('total').textContent = text('total', { n: whole });
  byId('filters').hidden = whole === 0;
  byId('overdue').hidden = overdue === 0;
  byId('overdue').textContent = text('total_overdue', { n: overdue });
  const options = Object.entries(channels).sort().map(([code, n]) => option(code, text('counted', { name: text(`channel_${code}`), n })));
  select('by-channel').append(option('', text('all_channels', { n: whole })), ...options);
  select('by-channel').value = now.get('channel') ?? '';
  select('by-order').value = now.get('sort') ?? '';
}

/**
 * @param {string} value
 * @param {string} words
 */
function option(value, words) {
  const element = /** @type {HTMLOptionElement} */ (make('option', words));
  element.value = value;
  return element;
}

/**
 * Heed what is chosen from now on.
 * @param {() => void} kindChosen
 */
export function choose(kindChosen) {
  for (const [id, name] of [['by-channel', 'channel'], ['by-order', 'sort']]) {
    select(id).addEventListener('change', () => location.assign(`/casework/${query({ [name]: select(id).value })}`));
  }
  select('by-kind').addEventListener('change', kindChosen);
}

/** @param {HTMLElement} list of which only one kind is shown, if one is chosen */
export function showKind(list) {
  const { value } = select('by-kind');
  const rows = all(list, 'li');
  for (const row of rows) row.hidden = value !== '' && row.dataset.kind !== value;
  byId('none-of-kind').textContent = rows.every((row) => row.hidden) ? text('kind_none') : '';
}
